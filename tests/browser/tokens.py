"""What do the tokens say? Reads `tokens.css` and computes contrast as WCAG 2 defines it."""

import re
from pathlib import Path

CSS = Path(__file__).parents[2] / "kycrisk" / "static" / "css"
THEMES = ("light", "dark")


def pairs() -> dict[str, dict[str, str]]:
    """Every colour token by theme: `{"ink": {"light": "#17191d", "dark": "#eceef0"}}`."""
    found = re.findall(
        r"--([a-z0-9-]+):\s*(?:light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)|(#[0-9a-f]{6}))",
        (CSS / "tokens.css").read_text(),
    )
    # The first mention is the token itself; print repeats some of them further down.
    return {name: {"light": light or both, "dark": dark or both} for name, light, dark, both in reversed(found)}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
