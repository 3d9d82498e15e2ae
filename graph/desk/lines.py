"""How do numbers become the points of a small chart? 220 wide and 56 high, zero at the foot. Pure."""

from collections.abc import Sequence

WIDTH, HEIGHT, ROOM = 220, 56, 52


def line(series: Sequence[float], *, top: float = 0.0) -> str:
    """Points of a polyline."""
    highest = max([*series, top, 1e-9])
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(series, highest))


def area(low: Sequence[float | None], high: Sequence[float | None], *, top: float = 0.0) -> str:
    """Points of a polygon between two lines, over those places where both are known."""
    known = [place for place, pair in enumerate(zip(low, high, strict=True)) if None not in pair]
    highest = max([*(one for one in high if one is not None), top, 1e-9])
    upper, lower = (_points([one or 0.0 for one in edge], highest) for edge in (high, low))
    around = [*(upper[place] for place in known), *(lower[place] for place in reversed(known))]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in around)


def bars(counts: Sequence[int]) -> list[dict[str, float]]:
    """Bars of a histogram, one for each hour."""
    highest = max([*counts, 1])
    return [
        {
            "x": index * 9.1 + 1,
            "y": HEIGHT - ROOM * count / highest,
            "height": ROOM * count / highest,
            "hour": index,
            "n": count,
        }
        for index, count in enumerate(counts)
    ]


def outline(counts: Sequence[int]) -> str:
    """Points of a line over the middles of such bars, as high as its own highest."""
    highest = max([*counts, 1])
    return " ".join(
        f"{index * 9.1 + 4.5:.1f},{HEIGHT - ROOM * count / highest:.1f}" for index, count in enumerate(counts)
    )


def _points(series: Sequence[float], highest: float) -> list[tuple[float, float]]:
    step = WIDTH / max(1, len(series) - 1)
    return [(index * step, HEIGHT - ROOM * value / highest) for index, value in enumerate(series)]
