"""Country sets and lists in the database."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from denizen.domain.intervals import Interval
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.reference import CountrySet, Reference, ScreeningKey, ScreeningList
from denizen.storage.sql.directives import ContentQueries, content_of, contents
from denizen.storage.sql.names import country_set_id, list_id, list_name
from denizen.storage.sql.snapshot import known
from denizen.storage.tables import country_sets, list_entries, lists

_COUNTRY_SET, _COUNTRY_SETS = content_of(country_sets), contents(country_sets)
_LIST, _LISTS = content_of(lists), contents(lists)
_COUNT = (
    select(func.count())
    .select_from(list_entries)
    .where(list_entries.c.list_id == bindparam("key"), known(list_entries))
)
_ENTRIES = (
    select(
        list_entries.c.list_id,
        list_entries.c.blind_index,
        list_entries.c.listed_from,
        list_entries.c.listed_to,
    )
    .where(known(list_entries))
    .order_by(list_entries.c.known_from, list_entries.c.position)
)


class ReferenceQueries(ContentQueries):
    """Reads country sets and lists: three statements for all of the reference data."""

    def country_set(self, name: CountrySetName) -> CountrySet | None:
        return self._content(_COUNTRY_SET, country_set_id(name), CountrySet)

    def country_sets(self) -> Sequence[CountrySet]:
        return self._contents(_COUNTRY_SETS, CountrySet)

    def screening_list(self, name: ListName) -> ScreeningList | None:
        return self._content(_LIST, list_id(name), ScreeningList)

    def screening_lists(self) -> Sequence[ScreeningList]:
        return self._contents(_LISTS, ScreeningList)

    def entry_count(self, name: ListName) -> int:
        row = self._session.row(_COUNT, self._at(key=list_id(name)))
        return 0 if row is None else int(row[0])

    def reference(self) -> Reference:
        entries: dict[ListName, dict[ScreeningKey, tuple[Interval, ...]]] = {
            screening_list.name: {} for screening_list in self.screening_lists()
        }
        for stored, key, start, end in self._session.rows(_ENTRIES, self._at()):
            on_list = entries[list_name(stored)]
            on_list[key] = (*on_list.get(key, ()), Interval(start, end))
        return Reference({country_set.name: country_set for country_set in self.country_sets()}, entries)
