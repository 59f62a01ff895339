"""Paragraphs: a text with its place on the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from denizen.domain.sentences.clauses import Clause

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`depth` 0 stands at the margin; `marker` is its number or letter among those beside it. A heading has no end."""

    text: str
    depth: int = 0
    marker: str = ""
    heading: bool = False

    def __str__(self) -> str:
        return f"{'   ' * self.depth}{self.marker}{' ' if self.marker else ''}{self.text}"


def sentence(beginning: str, clause: Clause, end: str = "") -> Iterator[Paragraph]:
    """`beginning` and the clause as one sentence, its parts numbered below it; `end` stands before the first stop."""
    if not clause.parts:
        yield Paragraph(f"{beginning} {clause.text}{end}.")
        return
    yield Paragraph(f"{beginning} {clause.text}{end}:")
    yield from _parts(clause, 1, ".")


def _parts(clause: Clause, depth: int, last_stop: str) -> Iterator[Paragraph]:
    for number, part in enumerate(clause.parts):
        stop = last_stop if number == len(clause.parts) - 1 else ";"
        marker = _marker(number, depth)
        if part.parts:
            yield Paragraph(f"{part.text}:", depth, marker)
            yield from _parts(part, depth + 1, stop)
        else:
            yield Paragraph(f"{part.text}{stop}", depth, marker)


def _marker(number: int, depth: int) -> str:
    """(a) (i) (A) (1), and again."""
    style = (depth - 1) % 4
    if style == 1 and number < len(_ROMAN):
        return f"({_ROMAN[number]})"
    if style in (0, 2) and number < 26:
        return f"({chr(ord('a' if style == 0 else 'A') + number)})"
    return f"({number + 1})"
