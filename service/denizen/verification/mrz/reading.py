"""Reads a machine readable zone field by field: what cannot be read is told, and the rest stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from denizen.domain.countries import Normalized, System, normalize
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import Withheld
from denizen.verification.mrz.check_digits import check_digit
from denizen.verification.mrz.dates import birth, expiry
from denizen.verification.mrz.fields import DIGITS, FILLER, LETTERS, Field, Flag, Names, checked, flags_of
from denizen.verification.mrz.layouts import LAYOUTS, Format, Layout, layout_of

T = TypeVar("T")

MOST_CHARACTERS = 256
"""In what `read` takes, line ends and spaces around them included."""
_MOST_OFF = 3
"""How many characters too many or too few a line may have for the rest of it to be read."""
_ANY = DIGITS + LETTERS
_SEXES = {"M": "M", "F": "F", FILLER: "X"}
_COUNTS_THE_FILLER = "BEL"


@dataclass(frozen=True, slots=True)
class MachineReadableZone:
    """Each field with its flags. `birth` has every day that it can be, `sex` is M, F or X; `composite` is the digit
    over most of the others, and absent on visas. `optional_2` is on TD1 only."""

    format: Format
    document_code: Field[str]
    issuing_state: Field[Normalized]
    document_number: Field[str]
    nationality: Field[Normalized]
    birth: Field[tuple[date, ...]]
    sex: Field[str]
    expiry: Field[date]
    names: Field[Names]
    optional: Field[str]
    optional_2: Field[str] | None
    composite: Field[str] | None

    @property
    def fields(self) -> dict[str, Field[object]]:
        """Every field that the format has, by name, in the order of this class."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "format"}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def is_sound(self) -> bool:
        """Every field is without fault: each character can stand where it does and each check digit is right."""
        return all(each.is_sound for each in self.fields.values())


def read(text: str, today: date) -> MachineReadableZone:
    """The zone, as two or three lines or as all of them in one. `today` bounds birth and places expiry.

    `InvalidError`, which shows nothing of the text, where it is like no format or longer than `MOST_CHARACTERS`.
    """
    lines = _lines(text)
    layout = layout_of(lines, _MOST_OFF)
    if layout is None:
        got = Withheld(f"{len(lines)} lines of {', '.join(str(len(line)) for line in lines[:4])} characters")
        raise InvalidError("mrz", got, "3 lines of 30 characters, 2 of 36 or 2 of 44")
    return _Zone(layout, lines).read(today)


def _lines(text: str) -> Sequence[str]:
    if len(text) > MOST_CHARACTERS:
        raise InvalidError("mrz", Withheld(f"{len(text)} characters"), f"at most {MOST_CHARACTERS} characters")
    lines = [stripped for line in text.split("\n") if (stripped := line.strip(" \t\r"))]
    for layout in LAYOUTS:
        if len(lines) == 1 and len(lines[0]) == layout.lines * layout.length:
            return [lines[0][start : start + layout.length] for start in range(0, len(lines[0]), layout.length)]
    return lines or [""]


class _Zone:
    """One zone while it is read."""

    def __init__(self, layout: Layout, lines: Sequence[str]) -> None:
        self._layout = layout
        self._lines = lines

    def read(self, today: date) -> MachineReadableZone:
        spans = self._layout.spans
        state = self._country("issuing_state")
        number, rest = self._document_number(state.raw)
        return MachineReadableZone(
            format=self._layout.format,
            document_code=self._document_code(),
            issuing_state=state,
            document_number=number,
            nationality=self._country("nationality"),
            birth=self._dated("birth", lambda raw: birth(raw, today)),
            sex=self._sex(),
            expiry=self._dated("expiry", lambda raw: expiry(raw, today)),
            names=self._names(),
            optional=self._optional("optional", rest),
            optional_2=self._optional("optional_2", None) if "optional_2" in spans else None,
            composite=self._composite() if "composite" in spans else None,
        )

    def _characters(self, name: str, legal: str) -> tuple[str, set[Flag], tuple[int, ...]]:
        span = self._layout.spans[name]
        raw = span.of(self._lines)
        flags, illegal = flags_of(raw, len(span), legal)
        if len(self._lines[span.line]) != self._layout.length:
            flags.add(Flag.CUT_OFF)
        return raw, flags, illegal

    def _raw(self, name: str) -> str:
        return self._layout.spans[name].of(self._lines)

    def _document_code(self) -> Field[str]:
        raw, flags, illegal = self._characters("document_code", _ANY)
        if raw[:1] not in self._layout.first:
            flags.add(Flag.UNLISTED_CODE)
        return Field(raw, raw.rstrip(FILLER) or None, frozenset(flags), illegal)

    def _country(self, name: str) -> Field[Normalized]:
        raw, flags, illegal = self._characters(name, LETTERS)
        code = raw.rstrip(FILLER)
        if not code:
            return Field(raw, None, frozenset(flags | {Flag.EMPTY}), illegal)
        try:
            return Field(raw, normalize(code, System.ICAO_MRZ, name), frozenset(flags), illegal)
        except InvalidError:
            return Field(raw, None, frozenset(flags | {Flag.UNLISTED_CODE}), illegal)

    def _document_number(self, state: str) -> tuple[Field[str], str | None]:
        """The number, and the optional data that is left where the number goes on in it."""
        raw, flags, illegal = self._characters("document_number", _ANY)
        digit, rest = self._raw("document_number_check"), None
        wanted = check_digit(raw)
        more, filler, after = self._raw("optional").partition(FILLER)
        if self._layout.continues and digit == FILLER and FILLER not in raw and len(more) > 1:
            flags.add(Flag.CONTINUED)
            rest = filler + after
            first, digit = raw, more[-1]
            raw = first + more[:-1]
            wanted = check_digit(raw)
            with_filler = check_digit(first + FILLER + more[:-1])
            if state == _COUNTS_THE_FILLER and digit != wanted and digit == with_filler:
                flags.add(Flag.FILLER_COUNTED)
                wanted = with_filler
        number = raw.rstrip(FILLER)
        if not number:
            flags.add(Flag.EMPTY)
        return Field(raw, number or None, frozenset(checked(flags, digit, wanted)), illegal), rest

    def _dated(self, name: str, parse: Callable[[str], tuple[T | None, set[Flag]]]) -> Field[T]:
        raw, flags, illegal = self._characters(name, DIGITS)
        digit = self._raw(f"{name}_check")
        # Of a date that is not known, or that there is not, some issuers leave the digit out as well.
        if raw.strip(FILLER) or digit != FILLER:
            flags = checked(flags, digit, check_digit(raw))
        value, found = (None, set[Flag]()) if illegal or Flag.CUT_OFF in flags else parse(raw)
        return Field(raw, value, frozenset(flags | found), illegal)

    def _sex(self) -> Field[str]:
        raw, flags, illegal = self._characters("sex", "MF")
        return Field(raw, _SEXES.get(raw), frozenset(flags), illegal)

    def _names(self) -> Field[Names]:
        raw, flags, illegal = self._characters("names", LETTERS)
        surname, _, given = raw.rstrip(FILLER).partition(FILLER * 2)
        names = Names(_spaced(surname), _spaced(given))
        if not names.surname and not names.given_names:
            return Field(raw, None, frozenset(flags | {Flag.EMPTY}), illegal)
        if not names.surname:
            flags.add(Flag.NO_SURNAME)
        if not names.given_names:
            flags.add(Flag.NO_GIVEN_NAMES)
        if raw[-1] != FILLER:
            flags.add(Flag.POSSIBLY_TRUNCATED)
        return Field(raw, names, frozenset(flags), illegal)

    def _optional(self, name: str, rest: str | None) -> Field[str]:
        raw, flags, illegal = self._characters(name, _ANY)
        if f"{name}_check" in self._layout.spans:
            digit = self._raw(f"{name}_check")
            if raw.strip(FILLER) or digit != FILLER:
                flags = checked(flags, digit, check_digit(raw))
        return Field(raw, _spaced(raw if rest is None else rest) or None, frozenset(flags), illegal)

    def _composite(self) -> Field[str]:
        raw, flags, illegal = self._characters("composite", DIGITS)
        over = "".join(span.of(self._lines) for span in self._layout.composite)
        found = checked(flags, raw, check_digit(over))
        return Field(raw, None if illegal or raw in ("", FILLER) else raw, frozenset(found), illegal)


def _spaced(raw: str) -> str:
    return " ".join(part for part in raw.split(FILLER) if part)
