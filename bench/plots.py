"""Plots as SVG: bars of rows, and lines by a number that grows."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bench.figures import Row

_WIDTH, _LEFT, _RIGHT, _TOP, _BAR = 760, 250, 90, 40, 26
_COLOURS = ("#1b6ca8", "#c8553d", "#4c956c", "#8d6a9f", "#b08900", "#555555")
_OURS, _OTHERS = "#1b6ca8", "#b4b4b4"


@dataclass(frozen=True, slots=True)
class Bars:
    """The medians of a column, a bar for each row that was measured, as logarithms: they differ by tens."""

    name: str
    title: str
    rows: Sequence[Row]
    column: str

    def svg(self) -> str:
        shown = [(row.name, row.figures[self.column].median) for row in self.rows if self.column in row.figures]
        low, high = _decades([value for _, value in shown])
        wide = _WIDTH - _LEFT - _RIGHT
        body = []
        for place, (name, value) in enumerate(shown):
            y = _TOP + place * _BAR
            length = wide * (math.log10(value) - low) / (high - low)
            colour = _OURS if name.startswith("Denizen") else _OTHERS
            body += [
                _text(_LEFT - 8, y + 16, name, "end"),
                f'<rect x="{_LEFT}" y="{y + 4}" width="{length:.1f}" height="{_BAR - 8}" fill="{colour}"/>',
                _text(_LEFT + length + 6, y + 16, _number(value)),
            ]
        return _drawn(self.title + ", logarithmic", body, _TOP + len(shown) * _BAR + 12)


@dataclass(frozen=True, slots=True)
class Lines:
    """A line for each name through points of what grows and what it took, both by logarithms."""

    name: str
    title: str
    across: str
    up: str
    lines: Mapping[str, Sequence[tuple[float, float]]]

    def svg(self) -> str:
        points = [point for line in self.lines.values() for point in line]
        left, right = _decades([x for x, _ in points])
        low, high = _decades([y for _, y in points])
        wide, tall, start = _WIDTH - 80 - 240, 240, 80

        def place(x: float, y: float) -> tuple[float, float]:
            return (
                start + wide * (math.log10(x) - left) / (right - left),
                _TOP + tall * (1 - (math.log10(y) - low) / (high - low)),
            )

        body = list(_grid((left, right), (low, high), place))
        for number, (name, line) in enumerate(self.lines.items()):
            colour = _COLOURS[number % len(_COLOURS)]
            at = [place(x, y) for x, y in line]
            body += [
                f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{_points(at)}"/>',
                *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in at),
                f'<rect x="{start + wide + 20}" y="{_TOP + number * 22}" width="12" height="12" fill="{colour}"/>',
                _text(start + wide + 38, _TOP + number * 22 + 11, name),
            ]
        body += [_text(start + wide / 2, _TOP + tall + 40, self.across, "middle"), _text(8, _TOP - 8, self.up)]
        return _drawn(self.title, body, _TOP + tall + 56)


Plot = Bars | Lines


def _grid(
    across: tuple[int, int], up: tuple[int, int], place: Callable[[float, float], tuple[float, float]]
) -> Iterator[str]:
    """A line at each power of ten, with its number."""
    for power in range(across[0], across[1] + 1):
        (x, bottom), (_, top) = place(10.0**power, 10.0 ** up[0]), place(10.0**power, 10.0 ** up[1])
        yield f'<line x1="{x:.1f}" y1="{bottom:.1f}" x2="{x:.1f}" y2="{top:.1f}" stroke="#e2e2e2"/>'
        yield _text(x, bottom + 18, _number(10.0**power), "middle")
    for power in range(up[0], up[1] + 1):
        (left, y), (right, _) = place(10.0 ** across[0], 10.0**power), place(10.0 ** across[1], 10.0**power)
        yield f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}" stroke="#e2e2e2"/>'
        yield _text(left - 6, y + 4, _number(10.0**power), "end")


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around all values, at least one apart."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _points(at: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in at)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _drawn(title: str, body: Sequence[str], height: float) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" '
        'font-family="sans-serif" font-size="12">'
    )
    ground = f'<rect width="{_WIDTH}" height="{height:.0f}" fill="#ffffff"/>'
    heading = f'<text x="8" y="20" font-size="14" font-weight="bold">{escape(title)}</text>'
    return "\n".join([head, ground, heading, *body, "</svg>", ""])
