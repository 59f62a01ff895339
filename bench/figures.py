"""Figures: what the rounds measured, and the tables that they stand in."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, once for each round. The median is what counts; least and most say how far to trust it."""

    unit: str
    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def spread(self) -> float:
        """From the least to the most, as a share of the median."""
        return (max(self.rounds) - min(self.rounds)) / self.median if self.median else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its figures by column, or why it has none."""

    name: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the same columns, with the unit of what stands first."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]


def ratio(ours: Figure, theirs: Figure) -> Figure:
    """How many times theirs, round by round: what slows a whole round down slows both."""
    return Figure("×", tuple(mine / other for mine, other in zip(ours.rounds, theirs.rounds, strict=True)))
