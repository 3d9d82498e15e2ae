"""What does a benchmark say? One row per figure, each beside its goal and a baseline from the same run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; `baseline` is the plain way to do the same work, in the same unit, on the same data.

    `more_is_better` says in which direction `ratio` (how many times better than the baseline) is reckoned.
    """

    name: str
    value: float
    unit: str
    goal: str
    baseline: float | None = None
    more_is_better: bool = True

    def ratio(self) -> float | None:
        """How many times better than the baseline; None without one."""
        if not self.baseline or not self.value:
            return None
        return self.value / self.baseline if self.more_is_better else self.baseline / self.value

    def row(self, peak_mb: float) -> dict[str, object]:
        """The row as INTERFACES promises it."""
        ratio = self.ratio()
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "goal": self.goal,
            "baseline": self.baseline if self.baseline is None else round(self.baseline, 4),
            "ratio": ratio if ratio is None else round(ratio, 2),
            "peak_mb": round(peak_mb),
        }
