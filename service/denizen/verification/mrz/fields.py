"""One field of a machine readable zone: what stands there, what it says, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Flag(Enum):
    """What to know about a field."""

    ILLEGAL_CHARACTER = "illegal-character"
    """A character that cannot stand there (9303-3, section 4.3)."""
    LIKELY_MISREAD = "likely-misread"
    """One that cannot stand there, and that readers confuse with one that can, such as the letter O with 0."""
    CHECK_DIGIT_WRONG = "check-digit-wrong"
    CHECK_DIGIT_MISSING = "check-digit-missing"
    CUT_OFF = "cut-off"
    """The line ends before the field does, or goes on after its last one: what stands there may belong elsewhere."""
    EMPTY = "empty"
    """Nothing stands where something has to."""
    UNLISTED_CODE = "unlisted-code"
    NOT_A_DATE = "not-a-date"
    CENTURY_AMBIGUOUS = "century-ambiguous"
    """Two digits of the year, and two years that they can be."""
    DATE_PARTLY_UNKNOWN = "date-partly-unknown"
    """Fillers in the place of a year, month or day that is not known (9303-3, section 4.8)."""
    POSSIBLY_TRUNCATED = "possibly-truncated"
    """The names fill the field to its end (9303-3, section 4.6)."""
    NO_SURNAME = "no-surname"
    NO_GIVEN_NAMES = "no-given-names"
    CONTINUED = "continued"
    """The document number goes on in the optional data (9303-5, note j; 9303-6, note j)."""
    FILLER_COUNTED = "filler-counted"
    """The check digit is right if the filler before the continuation counts, as on older Belgian cards."""

    @property
    def is_fault(self) -> bool:
        """Whether the field cannot be relied on. The others are to be known, and are no fault of the document."""
        return self in _FAULTS


_FAULTS = frozenset(
    {
        Flag.ILLEGAL_CHARACTER,
        Flag.LIKELY_MISREAD,
        Flag.CHECK_DIGIT_WRONG,
        Flag.CHECK_DIGIT_MISSING,
        Flag.CUT_OFF,
        Flag.EMPTY,
        Flag.UNLISTED_CODE,
        Flag.NOT_A_DATE,
    }
)


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """`value` None: what stands there says nothing that could be used. `illegal`: the places in `raw`, from 0, of the
    characters that cannot stand there. Nothing of it shows in a `repr`: it is about a person."""

    raw: str = field(repr=False)
    value: T | None = field(repr=False, default=None)
    flags: frozenset[Flag] = frozenset()
    illegal: tuple[int, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Without any fault."""
        return not any(flag.is_fault for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Names:
    """The primary and the secondary identifier, fillers as spaces; either may be empty."""

    surname: str = field(repr=False)
    given_names: str = field(repr=False)


DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILLER = "<"
_CONFUSED = {DIGITS: frozenset("OQDILZSBG"), LETTERS: frozenset("012568")}


def flags_of(raw: str, width: int, legal: str) -> tuple[set[Flag], tuple[int, ...]]:
    """What the characters alone tell, where `width` of those in `legal`, or fillers, should stand; and the places of
    the others."""
    illegal = tuple(index for index, character in enumerate(raw) if character not in legal + FILLER)
    flags = {Flag.ILLEGAL_CHARACTER} if illegal else set()
    confused = _CONFUSED.get(legal, frozenset())
    if any(raw[index] in confused for index in illegal):
        flags.add(Flag.LIKELY_MISREAD)
    if len(raw) != width:
        flags.add(Flag.CUT_OFF)
    return flags, illegal


def checked(flags: Iterable[Flag], digit: str, wanted: str | None) -> set[Flag]:
    """The flags, with those of the check digit: `digit` stands there, `wanted` should; None: nobody can tell."""
    found = set(flags)
    if digit in ("", FILLER):
        found.add(Flag.CHECK_DIGIT_MISSING)
    elif digit != wanted:
        found.add(Flag.CHECK_DIGIT_WRONG)
        if digit in _CONFUSED[DIGITS]:
            found.add(Flag.LIKELY_MISREAD)
    return found
