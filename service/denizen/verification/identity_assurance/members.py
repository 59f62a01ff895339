"""Reads members of a JSON object by kind, and says of a wrong one where it stands without showing it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from denizen.domain.errors import InvalidError
from denizen.domain.refusals import Withheld

T = TypeVar("T")
LONGEST_TEXT = 1024
MOST_ITEMS = 64
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# ISO 8601, extended; seconds and the minutes of a time zone may be left out, a time zone may not. Small letters are of
# RFC 3339.
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)", re.ASCII)
_KINDS = {dict: "an object", list: "an array", str: "text", bool: "true or false", type(None): "null"}


@dataclass(frozen=True, slots=True)
class Members:
    """The members of the object at `path`."""

    path: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, path: str, value: object) -> "Members":
        """`InvalidError` for anything but an object."""
        if not isinstance(value, dict):
            raise InvalidError(path, kind_of(value), "an object")
        return cls(path, value)

    def refuse(self, name: str, got: str | None, wanted: str) -> InvalidError:
        """What to raise about the member; what it got is told in words."""
        return InvalidError(f"{self.path}.{name}", Withheld(got) if got else None, wanted)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def required(self, *names: str) -> None:
        """`InvalidError` for the first that is not there."""
        for name in names:
            if name not in self.values:
                raise self.refuse(name, None, "a value: it is required")

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Empty where it is not there; what is there may be empty too, and then says no more."""
        if name not in self.values:
            return ""
        value = self.values[name]
        if not isinstance(value, str):
            raise self.refuse(name, _words(value), "text")
        if len(value) > longest:
            raise self.refuse(name, f"{len(value)} characters", f"at most {longest} characters")
        return value

    def texts(self, *names: str) -> None:
        """`InvalidError` for the first that is there and is no text."""
        for name in names:
            self.text(name)

    def checked(self, name: str, pattern: re.Pattern[str], wanted: str) -> None:
        """`InvalidError` where it is there and does not match, also where it is empty."""
        if name in self.values and not pattern.fullmatch(self.text(name)):
            raise self.refuse(name, "other text", wanted)

    def matching(self, name: str, pattern: re.Pattern[str], wanted: str) -> str:
        """Empty where it is not there."""
        value = self.text(name)
        if value and not pattern.fullmatch(value):
            raise self.refuse(name, "other text", wanted)
        return value

    def day(self, name: str) -> date | None:
        """RFC 3339 full-date."""
        self.checked(name, _DATE, "a date such as 2026-11-23")
        return self._dated(name, self.text(name), date.fromisoformat)

    def moment(self, name: str) -> datetime | None:
        """A moment with its time zone, in UTC; to microseconds."""
        wanted = "a time such as 2026-11-23T09:30:00Z"
        self.checked(name, _TIME, wanted)
        moment = self._dated(name, self.text(name).upper(), datetime.fromisoformat)
        try:
            return None if moment is None else moment.astimezone(UTC)
        except OverflowError:
            raise self.refuse(name, "a time before or after all that are counted", wanted) from None

    def _dated(self, name: str, value: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(value) if value else None
        except ValueError:
            raise self.refuse(name, "no day or time that there is", "one that there is") from None

    def inner(self, name: str) -> "Members":
        """The object; without any members where it is not there."""
        return Members.of(f"{self.path}.{name}", self.values.get(name, {}))

    def items(self, name: str, least: int = 1) -> Iterator[tuple[str, object]]:
        """Each item with its path; none where the array is not there. One of fewer than `least` is refused."""
        if name not in self.values:
            return
        value = self.values[name]
        if not isinstance(value, list):
            raise self.refuse(name, _words(value), "an array")
        if not least <= len(value) <= MOST_ITEMS:
            raise self.refuse(name, f"{len(value)} items", f"{least} to {MOST_ITEMS} items")
        for index, item in enumerate(value):
            yield f"{self.path}.{name}[{index}]", item

    def objects(self, name: str) -> Iterator["Members"]:
        """Each item of the array, an object."""
        for path, item in self.items(name):
            yield Members.of(path, item)


def kind_of(value: object) -> Withheld:
    """What kind of value it is, without the value."""
    return Withheld(_words(value))


def _words(value: object) -> str:
    return _KINDS.get(type(value), "a number")
