"""The benchmarks, started by `dev.py bench`: every `bench_<name>.py` beside this file, each in a process of its own.

A benchmark module has one function `measure(scale: float) -> Iterator[Figure]`; it finds a migrated, empty database
behind Django's settings and may fill it. Peak memory is that of its process.
"""

import argparse
import importlib
import json
import os
import platform
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import django

from kycrisk.local import running

HERE = Path(__file__).parent
VERSIONS = ("django", "celery", "psycopg", "numpy", "scipy", "networkx", "granian")


def main() -> int:
    """Run the chosen benchmarks, show their figures, write them where asked."""
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", choices=names)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--alone", choices=names, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if not 0 < chosen.scale <= 1:
        parser.error("--scale is a part of the full size: more than 0, at most 1")
    if chosen.alone:
        return measure_alone(chosen.alone, chosen.scale)
    running.migrate(os.environ)
    rows = [row for name in names if chosen.only in {None, name} for row in measure(name, chosen.scale)]
    if chosen.output:
        report = {"machine": machine(), "versions": versions(), "rows": rows}
        chosen.output.write_text(json.dumps(report, indent=1) + "\n")
    return 0


def measure(name: str, scale: float) -> list[dict[str, object]]:
    """Run one benchmark in a process of its own and show its rows as they come."""
    command = [sys.executable, "-m", "tests.bench", "--alone", name, "--scale", str(scale)]
    rows = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            rows.append(json.loads(line))
            show(rows[-1])
    if process.returncode:
        sys.exit(f"dev.py: the benchmark {name} failed; its last words are above")
    return rows


def measure_alone(name: str, scale: float) -> int:
    """Be the process of one benchmark: print its rows as JSON lines."""
    django.setup()
    for figure in importlib.import_module(f"tests.bench.bench_{name}").measure(scale):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figure.row(peak)), flush=True)
    return 0


def show(row: dict[str, object]) -> None:
    """One line for a person."""
    beside = f"  {row['ratio']} x the baseline of {row['baseline']}" if row["ratio"] else ""
    print(f"{row['name']:44}{row['value']:>12} {row['unit']:<12} goal {row['goal']}{beside}", flush=True)


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"system": platform.platform(), "cores": os.cpu_count(), "memory_gib": round(memory)}


def versions() -> dict[str, str]:
    """Whose speed it is."""
    return {"python": platform.python_version(), **{name: version(name) for name in VERSIONS}}


if __name__ == "__main__":
    sys.exit(main())
