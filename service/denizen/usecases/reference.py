"""Reference data: country sets, and lists with their entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from denizen.domain.errors import NotFoundError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import CountrySet, ScreeningList
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with the number of its entries."""

    screening_list: ScreeningList
    entry_count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An identifier on a list, and when it is on it."""

    identifier: ExternalIdentifier
    listed: Interval = ALWAYS


def _stored_set(reader: Reader, name: str) -> CountrySet:
    country_set = reader.country_set(CountrySetName(name))
    if country_set is None:
        raise NotFoundError(name)
    return country_set


def _viewed(reader: Reader, name: str) -> ListView:
    screening_list = reader.screening_list(ListName(name))
    if screening_list is None:
        raise NotFoundError(name)
    return ListView(screening_list, reader.entry_count(screening_list.name))


@dataclass(frozen=True, slots=True)
class PutCountrySet:
    """Store a country set from now on. The same again changes nothing."""

    store: Store

    def __call__(self, call: Call, country_set: CountrySet, once: Once | None = None) -> Result[CountrySet]:
        def act(writer: Writer) -> Done:
            if writer.country_set(country_set.name) == country_set:
                return done(country_set.name, None)
            writer.put_country_set(country_set)
            return done(country_set.name, None, "country_set.stored")

        return write_once(self.store, call, once, act, _stored_set)


@dataclass(frozen=True, slots=True)
class GetCountrySet:
    """Read a country set. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: CountrySetName, at_least: int = 0) -> Result[CountrySet]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(_stored_set(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListCountrySets:
    """Read country sets page by page, in the order of names."""

    store: Store

    def __call__(self, call: Call, turn: Turn) -> Page[CountrySet]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            return page_of(reader.country_sets(), lambda country_set: country_set.name, turn, reader.revision)


@dataclass(frozen=True, slots=True)
class PutList:
    """Store a list from now on, without touching its entries. The same again changes nothing."""

    store: Store

    def __call__(self, call: Call, screening_list: ScreeningList, once: Once | None = None) -> Result[ListView]:
        def act(writer: Writer) -> Done:
            if writer.screening_list(screening_list.name) == screening_list:
                return done(screening_list.name, None)
            writer.put_list(screening_list)
            return done(screening_list.name, None, "list.stored")

        return write_once(self.store, call, once, act, _viewed)


@dataclass(frozen=True, slots=True)
class AddListEntries:
    """Put identifiers on a list. One on it already for that interval changes nothing. `NotFoundError`."""

    store: Store

    def __call__(
        self, call: Call, name: ListName, entries: Sequence[Entry], once: Once | None = None
    ) -> Result[ListView]:
        def act(writer: Writer) -> Done:
            before = _viewed(writer, name).entry_count
            for entry in entries:
                writer.add_entry(name, entry.identifier, entry.listed)
            added = writer.entry_count(name) - before
            return done(name, None, "list.entries_added") if added else done(name, None)

        return write_once(self.store, call, once, act, _viewed)


@dataclass(frozen=True, slots=True)
class RemoveListEntries:
    """Unlearn every entry of a list with one of the identifiers. `NotFoundError` for the list."""

    store: Store

    def __call__(
        self, call: Call, name: ListName, identifiers: Sequence[ExternalIdentifier], once: Once | None = None
    ) -> Result[ListView]:
        def act(writer: Writer) -> Done:
            before = _viewed(writer, name).entry_count
            for identifier in identifiers:
                writer.remove_entries(name, identifier)
            removed = before - writer.entry_count(name)
            return done(name, None, "list.entries_removed") if removed else done(name, None)

        return write_once(self.store, call, once, act, _viewed)


@dataclass(frozen=True, slots=True)
class GetList:
    """Read a list. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: ListName, at_least: int = 0) -> Result[ListView]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(_viewed(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListLists:
    """Read lists page by page, in the order of names."""

    store: Store

    def __call__(self, call: Call, turn: Turn) -> Page[ListView]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            page = page_of(reader.screening_lists(), lambda each: each.name, turn, reader.revision)
            return Page(tuple(_viewed(reader, each.name) for each in page.values), page.revision, page.cursor)
