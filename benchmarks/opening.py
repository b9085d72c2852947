"""How fast a store opens from its graphs and from its snapshot: numbers of people in, a table out.

usage: python -m benchmarks.opening [PEOPLE...]

The stores are of invented people, about 35 quads each, and made in a temporary folder.  Each
opening is that of a new process, so that none profits from what another has loaded.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from kg.store import StoreWriter, snapshot
from tests.sample import BASE
from tests.view_stores import crowd

RUNS = 7
OPEN = """
import sys, time
from kg.query import resolve_query, run
from kg.store import load
start = time.perf_counter()
store = load(sys.argv[1])
opened = time.perf_counter()
run(store, resolve_query("documents"))
print(opened - start, time.perf_counter() - opened)
"""


def milliseconds(folder: Path) -> tuple[float, float]:
    """The medians of opening the store and of its first saved question."""
    command = [sys.executable, "-c", OPEN, str(folder)]
    runs = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603 (our own)
        for _ in range(RUNS)
    ]
    opening, asking = (median(1000 * float(run[i]) for run in runs) for i in (0, 1))
    return opening, asking


def measure(people: int) -> None:
    """Print two lines: the store opened from its graphs, and from its snapshot."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        with StoreWriter(folder, BASE) as writer:
            record = writer.add(crowd(people))
        rows = [("graphs", folder / record.graph, milliseconds(folder))]
        path = snapshot(folder)
        rows.append(("snapshot", path, milliseconds(folder)))
        for kind, where, (opening, asking) in rows:
            files = [where] if where.is_file() else [file for file in where.rglob("*") if file.is_file()]
            megabytes = sum(file.stat().st_size for file in files) / 1e6
            print(f"{record.quads:>8} quads  {kind:<8}  {megabytes:6.1f} MB  {opening:8.1f} ms  {asking:6.1f} ms")


def main(arguments: Sequence[str]) -> int:
    """Measure each number of people; the exit status is 2 for what is no number."""
    if not all(argument.isdecimal() for argument in arguments):
        print("usage: python -m benchmarks.opening [PEOPLE...]", file=sys.stderr)
        return 2
    for people in map(int, arguments or ("30", "3000")):
        measure(people)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
