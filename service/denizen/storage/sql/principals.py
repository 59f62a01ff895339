"""Principals in the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.storage.sealing import Place
from denizen.storage.sql.among import among
from denizen.storage.sql.names import principal_id, principal_name
from denizen.storage.sql.snapshot import KEY_COLUMNS, Snapshot, chunks, known
from denizen.storage.tables import identifiers, populations, principal_keys, principals, revisions

_PRINCIPALS = (
    select(principals.c.principal_id, *KEY_COLUMNS, principals.c.kind, principals.c.display_name, revisions.c.instant)
    .join_from(principals, principal_keys)
    .join(revisions, revisions.c.revision == principals.c.known_from)
    .where(among(principals.c.principal_id, "ids"), known(principals))
)
_POPULATIONS = select(populations.c.principal_id, populations.c.population).where(
    among(populations.c.principal_id, "ids"), known(populations)
)
_IDENTIFIERS = select(
    identifiers.c.principal_id, identifiers.c.blind_index, identifiers.c.known_from, identifiers.c.identifier
).where(among(identifiers.c.principal_id, "ids"), known(identifiers))
_OWNER = select(identifiers.c.principal_id).where(
    identifiers.c.blind_index == bindparam("blind_index"), known(identifiers)
)
_OWNERS = select(identifiers.c.blind_index, identifiers.c.principal_id).where(
    among(identifiers.c.blind_index, "indexes"), known(identifiers)
)
_PAGE = (
    select(principals.c.principal_id)
    .where(principals.c.principal_id > bindparam("after"), known(principals))
    .order_by(principals.c.principal_id)
    .limit(bindparam("limit"))
)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_OF_POPULATIONS = select(populations.c.principal_id).where(populations.c.population.in_(_WANTED), known(populations))
_PAGE_OF_POPULATIONS = (
    _OF_POPULATIONS.distinct()
    .where(populations.c.principal_id > bindparam("after"))
    .order_by(populations.c.principal_id)
    .limit(bindparam("limit"))
)
_COUNT = select(func.count()).select_from(principals).where(known(principals))
_COUNT_OF_POPULATIONS = select(func.count()).select_from(_OF_POPULATIONS.distinct().subquery())
_OF_POPULATION = (
    select(populations.c.principal_id)
    .where(populations.c.population == bindparam("population"), known(populations))
    .correlate(None)
)


def name_place(principal: str) -> Place:
    return Place("principals", "display_name", (principal,))


def identifier_place(principal: str, blind_index: bytes, known_from: int) -> Place:
    return Place("identifiers", "identifier", (principal, blind_index.hex(), str(known_from)))


class PrincipalQueries(Snapshot):
    """Reads principals as known at the snapshot: three statements for any number of them."""

    def principal(self, name: PrincipalName) -> Principal | None:
        return next(iter(self._principals([principal_id(name)])), None)

    def principal_by(self, identifier: ExternalIdentifier) -> PrincipalName | None:
        row = self._session.row(_OWNER, self._at(blind_index=self._sealer.blind_index(identifier)))
        return None if row is None else principal_name(row[0])

    def principals_named(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Principal]:
        ids = dict.fromkeys(map(principal_id, names))
        return {principal.name: principal for principal in self._principals(list(ids))}

    def principals_by(self, identifiers: Iterable[ExternalIdentifier]) -> Mapping[ExternalIdentifier, PrincipalName]:
        return self._owners({self._sealer.blind_index(each): each for each in identifiers})

    def _owners(self, wanted: Mapping[bytes, ExternalIdentifier]) -> dict[ExternalIdentifier, PrincipalName]:
        found: dict[ExternalIdentifier, PrincipalName] = {}
        for some in chunks(wanted):
            for blind_index, owner in self._session.rows(_OWNERS, self._at(indexes=some)):
                found[wanted[blind_index]] = principal_name(owner)
        return found

    def principals(
        self, after: PrincipalName | None, limit: int, population: Population | None, kind: PrincipalKind | None
    ) -> Sequence[Principal]:
        page, parameters = _PAGE, self._at(after=principal_id(after) if after else "", limit=limit)
        if population is not None:
            page = page.where(principals.c.principal_id.in_(_OF_POPULATION))
            parameters["population"] = population
        if kind is not None:
            page = page.where(principals.c.kind == bindparam("kind"))
            parameters["kind"] = kind.value
        return self._principals([row[0] for row in self._session.rows(page, parameters)])

    def principal_names(
        self, after: PrincipalName | None, limit: int, populations: frozenset[Population] | None = None
    ) -> Sequence[PrincipalName]:
        parameters = self._at(after=principal_id(after) if after else "", limit=limit)
        page = _PAGE
        if populations is not None:
            page, parameters["wanted"] = _PAGE_OF_POPULATIONS, sorted(populations)
        return [principal_name(row[0]) for row in self._session.rows(page, parameters)]

    def principal_count(self, populations: frozenset[Population] | None = None) -> int:
        if populations is None:
            row = self._session.row(_COUNT, self._at())
        else:
            row = self._session.row(_COUNT_OF_POPULATIONS, self._at(wanted=sorted(populations)))
        return 0 if row is None else int(row[0])

    def _principals(self, ids: Sequence[str]) -> list[Principal]:
        """Those of the principals that exist, in the order of `ids`."""
        found: dict[str, Principal] = {}
        for some in chunks(ids):
            rows = self._session.rows(_PRINCIPALS, self._at(ids=some))
            memberships = self._populations(some) if rows else {}
            linked = self._identifiers(some) if rows else {}
            for each, key_id, ring_key_id, wrapped, kind, display_name, created in rows:
                key = self._key(each, key_id, ring_key_id, wrapped)
                found[each] = Principal(
                    name=principal_name(each),
                    kind=PrincipalKind(kind),
                    populations=frozenset(memberships.get(each, ())),
                    display_name=key.open(display_name, name_place(each)).decode(),
                    identifiers=frozenset(
                        self._codec.decode(
                            key.open(sealed, identifier_place(each, blind_index, known_from)), ExternalIdentifier
                        )
                        for blind_index, known_from, sealed in linked.get(each, ())
                    ),
                    created=created,
                )
        return [found[each] for each in ids if each in found]

    def _populations(self, ids: list[str]) -> dict[str, list[Population]]:
        found = defaultdict(list)
        for each, population in self._session.rows(_POPULATIONS, self._at(ids=ids)):
            found[each].append(Population(population))
        return found

    def _identifiers(self, ids: list[str]) -> dict[str, list[tuple[bytes, int, bytes]]]:
        found = defaultdict(list)
        for each, blind_index, known_from, sealed in self._session.rows(_IDENTIFIERS, self._at(ids=ids)):
            found[each].append((blind_index, known_from, sealed))
        return found
