"""A few measured points as a picture: SVG, as no other output needs a plotting library."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDE, HIGH, MARGIN = 360, 240, 56


@dataclass(frozen=True, slots=True)
class Panel:
    """One set of axes from zero, with the measured points in order and a line through them."""

    title: str
    across: str
    up: str
    points: Sequence[tuple[float, float]]


def svg(panels: Sequence[Panel]) -> str:
    """The panels side by side."""
    width = len(panels) * (WIDE + MARGIN) + MARGIN // 2
    drawn = "".join(_panel(panel, MARGIN + index * (WIDE + MARGIN)) for index, panel in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HIGH + 2 * MARGIN}" width="{width}" '
        f'font-family="sans-serif" font-size="12" fill="#333">\n<rect width="100%" height="100%" fill="#fff"/>\n'
        f"{drawn}</svg>\n"
    )


def _panel(panel: Panel, left: float) -> str:
    most_x, most_y = (_round_up(max(point[axis] for point in panel.points)) for axis in (0, 1))
    bottom, wide = MARGIN + HIGH, WIDE - MARGIN // 2

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x / most_x * wide, bottom - y / most_y * HIGH

    parts = [f'<text x="{left}" y="{MARGIN - 24}" font-weight="bold">{escape(panel.title)}</text>']
    for step in range(5):
        x, y = at(most_x * step / 4, most_y * step / 4)
        parts.append(f'<path d="M{left} {y:.1f}h{wide}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{most_y * step / 4:g}</text>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{most_x * step / 4:g}</text>')
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in panel.points))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1a56a8" stroke-width="2"/>')
    for point in panel.points:
        x, y = at(*point)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#1a56a8"/>')
    parts.append(f'<text x="{left + wide / 2}" y="{bottom + 34}" text-anchor="middle">{escape(panel.across)}</text>')
    parts.append(f'<text x="{left}" y="{MARGIN - 8}">{escape(panel.up)}</text>')
    return "\n".join(parts) + "\n"


def _round_up(value: float) -> float:
    """The next number whose quarters are easy to read."""
    step = 1.0
    while step * 10 < value:
        step *= 10
    while step > value:
        step /= 10
    return next(step * factor for factor in (1, 2, 4, 8, 10) if step * factor >= value) if value else 1.0
