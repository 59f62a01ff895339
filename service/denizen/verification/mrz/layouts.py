"""Where each field stands, by format: ICAO Doc 9303-4 (TD3), 9303-5 (TD1), 9303-6 (TD2) and 9303-7 (visas)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Format(Enum):
    TD1 = "TD1"
    """A card: three lines of 30."""
    TD2 = "TD2"
    """A larger card: two lines of 36."""
    TD3 = "TD3"
    """A passport: two lines of 44."""
    MRV_A = "MRV-A"
    """A full-size visa: two lines of 44."""
    MRV_B = "MRV-B"
    """A smaller visa: two lines of 36."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one line, both counted from 0, half-open."""

    line: int
    start: int
    end: int

    def of(self, lines: Sequence[str]) -> str:
        """The characters; fewer where the line ends before."""
        return lines[self.line][self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Layout:
    """`first`: the letters with which a document code of the format begins. `composite`: what the last check digit is
    over; empty: there is none. `continues`: a long document number goes on in the optional data."""

    format: Format
    lines: int
    length: int
    first: str
    spans: Mapping[str, Span]
    composite: tuple[Span, ...] = ()
    continues: bool = False


_UPPER = {"document_code": Span(0, 0, 2), "issuing_state": Span(0, 2, 5)}
_LOWER = {
    "document_number": Span(1, 0, 9),
    "document_number_check": Span(1, 9, 10),
    "nationality": Span(1, 10, 13),
    "birth": Span(1, 13, 19),
    "birth_check": Span(1, 19, 20),
    "sex": Span(1, 20, 21),
    "expiry": Span(1, 21, 27),
    "expiry_check": Span(1, 27, 28),
}

TD1 = Layout(
    Format.TD1,
    lines=3,
    length=30,
    first="ACI",
    spans=_UPPER
    | {
        "document_number": Span(0, 5, 14),
        "document_number_check": Span(0, 14, 15),
        "optional": Span(0, 15, 30),
        "birth": Span(1, 0, 6),
        "birth_check": Span(1, 6, 7),
        "sex": Span(1, 7, 8),
        "expiry": Span(1, 8, 14),
        "expiry_check": Span(1, 14, 15),
        "nationality": Span(1, 15, 18),
        "optional_2": Span(1, 18, 29),
        "composite": Span(1, 29, 30),
        "names": Span(2, 0, 30),
    },
    composite=(Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
    continues=True,
)
TD2 = Layout(
    Format.TD2,
    lines=2,
    length=36,
    first="ACI",
    spans=_UPPER | _LOWER | {"names": Span(0, 5, 36), "optional": Span(1, 28, 35), "composite": Span(1, 35, 36)},
    composite=(Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 35)),
    continues=True,
)
TD3 = Layout(
    Format.TD3,
    lines=2,
    length=44,
    first="P",
    spans=_UPPER
    | _LOWER
    | {
        "names": Span(0, 5, 44),
        "optional": Span(1, 28, 42),
        "optional_check": Span(1, 42, 43),
        "composite": Span(1, 43, 44),
    },
    composite=(Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 43)),
)
MRV_A = Layout(
    Format.MRV_A,
    lines=2,
    length=44,
    first="V",
    spans=_UPPER | _LOWER | {"names": Span(0, 5, 44), "optional": Span(1, 28, 44)},
)
MRV_B = Layout(
    Format.MRV_B,
    lines=2,
    length=36,
    first="V",
    spans=_UPPER | _LOWER | {"names": Span(0, 5, 36), "optional": Span(1, 28, 36)},
)

LAYOUTS = (TD1, TD2, TD3, MRV_A, MRV_B)


def layout_of(lines: Sequence[str], most_off: int) -> Layout | None:
    """The layout that the lines fit: by their number and lengths, each at most `most_off` from what it should be, and
    between visas and other documents by the first letter. None: no layout."""
    fitting = [
        layout
        for layout in LAYOUTS
        if len(lines) == layout.lines
        and all(abs(len(line) - layout.length) <= most_off for line in lines)
        and (layout.first == "V") == (lines[0][:1] == "V" and layout.lines == 2)
    ]
    return min(fitting, key=lambda layout: sum(abs(len(line) - layout.length) for line in lines), default=None)
