"""Sources, resources, country sets and lists out of messages and into them."""

from collections.abc import Sequence

from denizen.domain import names
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import Alias, CountrySet, Membership, Resource, ScreeningList, Source
from denizen.domain.refusals import inside
from denizen.rpc.convert.enums import CONFIDENCE
from denizen.rpc.convert.moments import read_date, read_interval, write_interval
from denizen.rpc.convert.principals import read_identifier
from denizen.usecases.reference import Entry, ListView
from denizen.v1 import directive_pb2 as pb

MOST_COUNTRIES = 1_000
"""Members of a country set, and its aliases."""
MOST_ENTRIES = 1_000
"""Entries of a list in one request."""


def read_source(message: pb.Source, field: str) -> Source:
    """An empty message is no source; any other one cites something."""
    with inside(field):
        if message.ListFields() and not message.citation:
            raise InvalidError("citation", None, "a citation such as '15 CFR 772.1'")
        read_date(message.date, "date")
        confidence = CONFIDENCE.read(message.confidence, "confidence")
        return Source(message.citation, message.section, message.date, confidence, message.note)


def write_source(source: Source) -> pb.Source | None:
    """None where nothing is cited."""
    if source == Source():
        return None
    return pb.Source(
        citation=source.citation,
        section=source.section,
        date=source.date,
        confidence=CONFIDENCE.write(source.confidence),
        note=source.note,
    )


def read_resource(message: pb.Resource) -> Resource:
    """What a gateway protects."""
    return Resource(names.resource_name(message.name, "resource.name"), message.title)


def write_resource(resource: Resource) -> pb.Resource:
    """What a gateway protects."""
    return pb.Resource(name=resource.name, title=resource.title)


def read_country_set(message: pb.CountrySet) -> CountrySet:
    """A dated set of countries."""
    with inside("country_set"):
        _check_count(len(message.members), "members")
        _check_count(len(message.aliases), "aliases")
        return CountrySet(
            name=names.country_set_name(message.name, "name"),
            title=message.title,
            members=tuple(_membership(each, f"members[{i}]") for i, each in enumerate(message.members)),
            aliases=tuple(_alias(each, f"aliases[{i}]") for i, each in enumerate(message.aliases)),
            source=read_source(message.source, "source"),
            test_subset=message.test_subset,
        )


def _check_count(count: int, field: str) -> None:
    if count > MOST_COUNTRIES:
        raise InvalidError(field, count, f"at most {MOST_COUNTRIES}")


def _membership(message: pb.CountrySetMember, field: str) -> Membership:
    with inside(field):
        return Membership(Country.parse(message.country, "country"), read_interval(message.member, "member"))


def _alias(message: pb.CountryAlias, field: str) -> Alias:
    with inside(field):
        country, other = Country.parse(message.country, "country"), Country.parse(message.counts_as, "counts_as")
        if country is other:
            raise InvalidError("counts_as", message.counts_as, "another country")
        return Alias(country, other, read_interval(message.effective, "effective"))


def write_country_set(country_set: CountrySet) -> pb.CountrySet:
    """Members and aliases in the order in which they were given."""
    return pb.CountrySet(
        name=country_set.name,
        title=country_set.title,
        members=[
            pb.CountrySetMember(country=member.country.code, member=write_interval(member.during))
            for member in country_set.members
        ],
        aliases=[
            pb.CountryAlias(
                country=alias.country.code, counts_as=alias.counts_as.code, effective=write_interval(alias.during)
            )
            for alias in country_set.aliases
        ],
        source=write_source(country_set.source),
        test_subset=country_set.test_subset,
    )


def read_list(message: pb.List) -> ScreeningList:
    """A list without its entries."""
    with inside("list"):
        name = names.list_name(message.name, "name")
        return ScreeningList(name, message.title, read_source(message.source, "source"), message.test_subset)


def write_list(view: ListView) -> pb.List:
    """A list with the number of its entries."""
    return pb.List(
        name=view.screening_list.name,
        title=view.screening_list.title,
        source=write_source(view.screening_list.source),
        test_subset=view.screening_list.test_subset,
        entry_count=view.entry_count,
    )


def read_entries(messages: Sequence[pb.ListEntry]) -> tuple[Entry, ...]:
    """1 to 1000 entries."""
    _check_entries(len(messages), "entries")
    return tuple(_entry(message, f"entries[{index}]") for index, message in enumerate(messages))


def _entry(message: pb.ListEntry, field: str) -> Entry:
    with inside(field):
        return Entry(read_identifier(message.external_identifier), read_interval(message.listed, "listed"))


def read_unlisted(request: pb.RemoveListEntriesRequest) -> tuple[ExternalIdentifier, ...]:
    """1 to 1000 identifiers."""
    field = "external_identifiers"
    _check_entries(len(request.external_identifiers), field)
    return tuple(read_identifier(each, f"{field}[{i}]") for i, each in enumerate(request.external_identifiers))


def _check_entries(count: int, field: str) -> None:
    if not 0 < count <= MOST_ENTRIES:
        raise InvalidError(field, count or None, f"1 to {MOST_ENTRIES}")
