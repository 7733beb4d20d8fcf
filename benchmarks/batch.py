"""Time per article and peak memory of whole runs of growing size.

    python benchmarks/batch.py [--sizes 10,100,400]

Articles are the seeds with their numbers changed, so that no cache answers for them; the originals
are the seeds'. Prints seconds per article and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def variants(folder: Path, count: int, seed: int) -> None:
    rng = random.Random(seed)
    seeds = [p.read_bytes().decode("utf-8") for p in sorted((ROOT / "seeds/articles").glob("*.txt"))]
    folder.mkdir()
    for i in range(count):
        text = re.sub(r"\d", lambda _: str(rng.randrange(1, 10)), seeds[i % len(seeds)])
        (folder / f"{i:05}.txt").write_text(text, encoding="utf-8")


def peak_memory(process: subprocess.Popen[bytes]) -> int:
    """Largest resident size (kB) of the process and its children while it ran."""
    peak = 0
    while process.poll() is None:
        for pid in [process.pid, *children(process.pid)]:
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            found = re.search(r"VmHWM:\s+(\d+)", status)
            peak = max(peak, int(found.group(1)) if found else 0)
        time.sleep(0.2)
    return peak


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10,100,400")
    parser.add_argument("--jobs", default="0")
    arguments = parser.parse_args()
    print(f"{'articles':>8} {'seconds':>8} {'s/article':>10} {'peak MB':>8}")
    for size in map(int, arguments.sizes.split(",")):
        with tempfile.TemporaryDirectory() as work:
            variants(Path(work) / "in", size, seed=size)
            command = [sys.executable, "-m", "audit", "run", f"{work}/in", "--sources", str(ROOT / "seeds/originals")]
            begin = time.perf_counter()
            with subprocess.Popen(
                [*command, "--out", f"{work}/out", "--jobs", arguments.jobs],
                stdout=subprocess.DEVNULL,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            ) as process:
                peak = peak_memory(process)
            took = time.perf_counter() - begin
            assert process.returncode == 0
        print(f"{size:>8} {took:>8.1f} {took / size:>10.2f} {peak / 1024:>8.0f}")


if __name__ == "__main__":
    main()
