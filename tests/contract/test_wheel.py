"""The built wheel works in a fresh environment: templates, data and models inside."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest


@pytest.mark.wheel
def test_wheel_audits_in_a_fresh_environment(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", root],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env/bin/python"
    # The dependencies are those of this environment; only the package itself is installed afresh.
    packages = next((tmp_path / "env/lib").glob("python*")) / "site-packages"
    own = next(p for p in map(Path, sys.path) if p.name == "site-packages")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", packages, wheel],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    # Not a .pth line: the editable install of this environment must not shadow the wheel.
    script = (
        "import sys, runpy; sys.path.append(sys.argv.pop(1)); import audit; "
        "assert 'site-packages' in audit.__file__, audit.__file__; runpy.run_module('audit', run_name='__main__')"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-c", script, own, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    article, original = root / "seeds/articles/seed2.txt", root / "seeds/originals/seed2_de_reconstructed.txt"
    done = run("run", str(article), "--sources", str(original), "--out", "out")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out/seed2.json").read_text(encoding="utf-8"))
    assert report["provenance"]["direct_source_language"] == "de"
    assert (tmp_path / "out/seed2.html").stat().st_size > 10_000
    assert run("rules").returncode == 0
    assert "seed2" not in json.dumps(run("check", str(tmp_path / "nowhere")).stdout)
