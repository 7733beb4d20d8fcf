"""Writes name, size and SHA-256 of every shipped file into models/manifest.toml.

    python models/recipes/manifest_files.py [--check]

To be run after any recipe that changes models/shipped/. Only the `files = […]` of shipped models are rewritten.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

MODELS = Path(__file__).resolve().parents[1]


def listing(identity: str) -> str:
    folder = MODELS / "shipped" / identity
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        name = path.relative_to(folder).as_posix()
        lines.append(f'  {{ name = "{name}", size = {path.stat().st_size}, sha256 = "{digest}" }},\n')
    return "files = [\n" + "".join(lines) + "]\n"


def rewritten(manifest: str) -> str:
    parts = re.split(r"(?m)^(?=\[\[model\]\])", manifest)
    for number, part in enumerate(parts):
        identity = re.search(r'(?m)^id = "([^"]+)"', part)
        if identity is None or not re.search(r'(?m)^kind = "shipped"', part):
            continue
        files = listing(identity[1])
        old = re.search(r"(?ms)^files = \[.*?^\]\n|^files = \[\]\n", part)
        if old is None:
            sys.exit(f"{identity[1]}: put a line `files = []` into its entry first")
        parts[number] = part[: old.start()] + files + part[old.end() :]
    return "".join(parts)


def main() -> None:
    path = MODELS / "manifest.toml"
    before = path.read_text("utf-8")
    after = rewritten(before)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if before == after else "models/manifest.toml is out of date: run models/recipes/manifest_files.py")
    path.write_text(after, "utf-8")


if __name__ == "__main__":
    main()
