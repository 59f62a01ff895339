"""Reading a decoded case file key by key: each value is checked where it is taken, and what nobody takes is refused."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation

from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import Interval


class Fields:
    """One mapping of a case file. `path` is where it stands, for refusals. A key with null counts as absent, except
    for `flag`."""

    def __init__(self, raw: object, path: str) -> None:
        if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
            raise InvalidError(path, raw, "a mapping")
        self.path = path
        self._raw: dict[str, object] = dict(raw)
        self._taken: set[str] = set()

    def at(self, key: str) -> str:
        """Where a key of this mapping stands."""
        return f"{self.path}.{key}"

    @property
    def keys(self) -> frozenset[str]:
        """The keys that stand here."""
        return frozenset(self._raw)

    @property
    def stated(self) -> frozenset[str]:
        """The keys that stand here with a value other than null."""
        return frozenset(key for key, value in self._raw.items() if value is not None)

    def take(self, key: str) -> object:
        """The value as it is; None where it is absent or null."""
        self._taken.add(key)
        return self._raw.get(key)

    def ignore(self, *keys: str) -> None:
        """Keys that may stand here and say nothing."""
        self._taken.update(keys)

    def done(self) -> None:
        """`InvalidError` for the first key that nobody took."""
        for key in self._raw:
            if key not in self._taken:
                raise InvalidError(self.at(key), key, f"one of {', '.join(sorted(self._taken))}")

    def text(self, key: str) -> str | None:
        value = self.take(key)
        if value is not None and not isinstance(value, str):
            raise InvalidError(self.at(key), value, "text")
        return value

    def word(self, key: str, *words: str) -> str:
        """One of the words."""
        value = self.take(key)
        if not isinstance(value, str) or value not in words:
            raise InvalidError(self.at(key), value, f"one of {', '.join(words)}")
        return value

    def flag(self, key: str, *, absent: bool | None = False) -> bool | None:
        """True or false; None where it is given as null; `absent` where it is not given."""
        value = self.take(key)
        if key not in self._raw:
            return absent
        if value is not None and not isinstance(value, bool):
            raise InvalidError(self.at(key), value, "true, false or null")
        return value

    def country(self, key: str) -> Country | None:
        value = self.text(key)
        return None if value is None else Country.parse(value, self.at(key))

    def day(self, key: str) -> date | None:
        moment = self.moment(key)
        return None if moment is None else moment.date()

    def moment(self, key: str) -> datetime | None:
        """A date is midnight UTC; an instant is given as RFC 3339."""
        value = self.take(key)
        if value is None or isinstance(value, datetime):
            return None if value is None else _in_utc(value)
        if isinstance(value, date):
            return datetime.combine(value, time(), UTC)
        try:
            return _in_utc(datetime.fromisoformat(str(value)))
        except ValueError:
            raise InvalidError(self.at(key), value, "a date such as 2026-06-12, or an instant in RFC 3339") from None

    def held(self) -> Interval:
        """The interval of `from` and `to`, the first instant that is not in it."""
        try:
            return Interval(self.moment("from"), self.moment("to"))
        except InvalidError as error:
            raise InvalidError(self.at("to"), self.take("to"), f"after {self.take('from')}") from error

    def percent(self, key: str) -> Decimal | None:
        value = self.take(key)
        if value is None:
            return None
        try:
            percent = Decimal(str(value))
        except InvalidOperation:
            percent = Decimal(-1)
        if isinstance(value, bool) or not 0 <= percent <= 100:
            raise InvalidError(self.at(key), value, "a share in percent from 0 to 100")
        return percent

    def items(self, key: str) -> Sequence[object]:
        """The items of a list; none where it is absent or null."""
        value = self.take(key)
        if value is None:
            return ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise InvalidError(self.at(key), value, "a list")
        return value

    def words(self, key: str) -> tuple[str, ...] | None:
        """A list of words; None where it is absent or null."""
        if self.take(key) is None:
            return None
        found = []
        for index, value in enumerate(self.items(key)):
            if not isinstance(value, str):
                raise InvalidError(f"{self.at(key)}[{index}]", value, "a word")
            found.append(value)
        return tuple(found)

    def rows(self, key: str, *, bare: str = "") -> list["Fields"]:
        """A list of mappings; where `bare` is given, a bare word stands for a mapping with that one key."""
        rows = []
        for index, value in enumerate(self.items(key)):
            given = {bare: value} if bare and isinstance(value, str) else value
            rows.append(Fields(given, f"{self.at(key)}[{index}]"))
        return rows

    def nested(self, key: str) -> "Fields | None":
        """A mapping inside this one."""
        value = self.take(key)
        return None if value is None else Fields(value, self.at(key))


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
