"""How good is the product on a labelled folder? Replayed, collected, measured: one report.

The database that Django is connected to must be empty and is spent afterwards: it has been lived through twice.
"""

import os
import platform
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from accounts.parties.models import Account
from accounts.policy.querysets import current
from graph.evaluation import curves, measures
from graph.evaluation.ablating import ablated
from graph.evaluation.ablations import Without
from graph.evaluation.collecting import collected
from graph.evaluation.missed import missed
from graph.evaluation.replayed import day_of
from graph.evaluation.replaying import Replay
from graph.evaluation.report import Dataset, Report, Run
from graph.evaluation.truth import Truth, read_truth
from graph.evaluation.withholding import moved
from kycrisk.lib.errors import Refused
from kycrisk.lib.rows import open_any

ROOT = Path(__file__).resolve().parents[2]


def truth_of(folder: Path) -> tuple[Truth, list[str]]:
    """The folder's truth, and sentences about it. Raises `Refused` without one, or if it cannot be read."""
    path = next((path for name in ("truth.json", "truth.json.gz") if (path := folder / name).is_file()), None)
    if path is None:
        raise Refused(f"{folder} has no truth.json; without it there is nothing to compare with.")
    with open_any(path) as file:
        truth, complaints = read_truth(file.read())
    if not truth.accounts:
        raise Refused(f"{path} labels no account; there is nothing to compare with.")
    return truth, complaints


@dataclass(slots=True)
class Evaluation:
    """One folder being evaluated: its truth, its replay, whom to tell how far it is, what to `ablate` at the end."""

    truth: Truth
    replay: Replay
    show: Callable[[str, int], None] = lambda _noun, _count: None
    ablate: Sequence[Without] = ()

    def run(self) -> Report:
        """Replay, measure, and live through the world without the attackers of victims."""
        began = time.monotonic()
        self.replay.run()
        self.show("accounts are measured", Account.objects.count())
        world = measures.Measured(self.truth, collected(self.replay.first))
        ablations = list(ablated(world, self.ablate, self.show)) if self.ablate else []
        world = replace(world, replayed=replace(world.replayed, moved=moved(self.truth)))
        return Report(
            dataset=self._dataset(world),
            run=self._run(time.monotonic() - began),
            levels=measures.levels(world),
            networks=measures.networks(world),
            operators=measures.operators(world),
            spent=curves.spent(world),
            curves=curves.curves(world),
            missed=missed(world),
            kinds=measures.kinds(world, hostile=False),
            groups=measures.honest_groups(world),
            hostile=measures.kinds(world, hostile=True),
            shapes=measures.shapes(world),
            cells=measures.cells(world),
            victims=measures.techniques(world),
            baselines=list(measures.baselines(world)),
            ablations=ablations,
        )

    def _dataset(self, world: measures.Measured) -> Dataset:
        days = world.replayed.activity.day
        said, labelled = _world(self.replay.folder), int(world.known.sum())
        return Dataset(
            folder=self.replay.folder.resolve().name,
            preset=said.get("preset"),
            seed=said.get("seed"),
            accounts=len(world.replayed),
            signals=self.replay.dataset.loaded.signals,
            exchanges=int(world.exchanges.sum()),
            first_day=day_of(int(days.min()) if len(days) else 0),
            last_day=day_of(int(days.max()) if len(days) else 0),
            labelled=labelled,
            hostile=int(world.hostile.sum()),
            operators=len({one.operator for one in self.truth.accounts.values() if one.hostile and one.operator}),
            unlabelled=len(world.replayed) - labelled,
            left_out=len(self.truth.accounts) - labelled,
            complaints=dict(sorted(self.replay.complaints.items())),
        )

    def _run(self, seconds: float) -> Run:
        return Run(
            date=datetime.now(UTC).strftime("%Y-%m-%d"),
            commit=commit(),
            machine=f"{os.cpu_count()} cores, {platform.machine()}, {_memory_gb()} GB",
            python=platform.python_version(),
            policy_version=current().number,
            every_days=self.replay.every,
            replayed_days=self.replay.days,
            seconds=round(seconds, 1),
            peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        )


def _world(folder: Path) -> dict[str, Any]:
    """What a simulated world says of itself; nothing is known of others."""
    try:
        said = msgspec.json.decode((folder / "world.json").read_bytes())
    except (OSError, ValueError):
        return {}
    preset, seed = (said.get("preset"), said.get("seed")) if isinstance(said, dict) else (None, None)
    return {"preset": preset if isinstance(preset, str) else None, "seed": seed if isinstance(seed, int) else None}


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def commit() -> str | None:
    """The commit this runs from, with a plus if something was changed since; None outside a repository."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None
    question = [git, "-C", str(ROOT), "describe", "--always", "--abbrev=10", "--exclude=*", "--dirty=+"]
    answer = subprocess.run(question, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603
    return answer.stdout.strip() or None
