"""The facts of the hot path: one statement for all that is known of a principal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    Text,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState, found_at
from denizen.domain.facts import PrincipalFacts
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, IssuerName, Population, PrincipalName, attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import ScreeningKey
from denizen.domain.rights import entitled
from denizen.domain.sketches import Sketch, Word
from denizen.storage.many_attestations import saying
from denizen.storage.sealing import DataKey
from denizen.storage.sql.among import among
from denizen.storage.sql.attestations import AttestationQueries, content_place
from denizen.storage.sql.credentials import CredentialQueries
from denizen.storage.sql.issuers import CHANGED, CHANGED_BY_THEN, IssuerQueries
from denizen.storage.sql.names import principal_id, principal_name
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import chunks, known
from denizen.storage.tables import (
    attestation_states,
    attestations,
    found_assurances,
    identifiers,
    populations,
    principal_keys,
    principals,
)


class _Part(IntEnum):
    """Of what a row of the statement speaks. What holds the key comes first, and what was found of an
    attestation before it."""

    ISSUERS = 0
    PRINCIPAL = 1
    POPULATION = 2
    SCREENING_KEY = 3
    ASSURANCE = 4
    ATTESTATION = 5


_PARTS = tuple(_Part)
_KINDS = {each.value: each for each in PrincipalKind}
_COLUMNS: Mapping[str, ColumnElement[object]] = {
    "text": cast(null(), Text),
    "data": cast(null(), LargeBinary),
    "key_id": cast(null(), Text),
    "ring_key_id": cast(null(), Text),
    "revision": cast(null(), BigInteger),
    "position": cast(null(), Integer),
}
"""What a row has beside its principal and its part, and what stands there where the part does not have it."""


def _select(part: _Part, owner: ColumnElement[str], **columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Rows of the one form that all parts have."""
    given = {**_COLUMNS, **columns}
    numbered = literal(part.value, Integer).label("part")
    return select(owner.label("principal_id"), numbered, *(column.label(name) for name, column in given.items()))


def _matches(column: ColumnElement[str], *, one: bool) -> ColumnElement[bool]:
    """Of one principal without the list: it costs more than the look-up."""
    return column == bindparam("id") if one else among(column, "ids")


def _statement(*, one: bool) -> CompoundSelect[*tuple[Any, ...]]:
    keys, contents, states = principal_keys.c, attestations.c, attestation_states.c
    principal = (
        _select(
            _Part.PRINCIPAL,
            principals.c.principal_id,
            text=principals.c.kind,
            data=keys.wrapped,
            key_id=keys.key_id,
            ring_key_id=keys.ring_key_id,
        )
        .join_from(principals, principal_keys)
        .where(_matches(principals.c.principal_id, one=one), known(principals))
    )
    memberships = _select(_Part.POPULATION, populations.c.principal_id, text=populations.c.population).where(
        _matches(populations.c.principal_id, one=one), known(populations)
    )
    linked = _select(_Part.SCREENING_KEY, identifiers.c.principal_id, data=identifiers.c.blind_index).where(
        _matches(identifiers.c.principal_id, one=one), known(identifiers)
    )
    assurances = _select(
        _Part.ASSURANCE,
        found_assurances.c.principal_id,
        text=found_assurances.c.attestation_id,
        key_id=found_assurances.c.level,
    ).where(_matches(found_assurances.c.principal_id, one=one), known(found_assurances))
    verified = (
        _select(
            _Part.ATTESTATION,
            contents.principal_id,
            text=contents.attestation_id,
            data=contents.content,
            revision=contents.known_from,
            position=contents.position,
        )
        .join_from(attestation_states, attestations)
        .where(
            _matches(states.principal_id, one=one),
            states.state == AttestationState.VERIFIED.value,
            known(attestation_states),
        )
    )
    changed = _select(_Part.ISSUERS, literal("", Text), revision=CHANGED).where(CHANGED_BY_THEN)
    return union_all(changed, principal, memberships, linked, assurances, verified).order_by(
        "part", "revision", "position"
    )


_OF_ONE, _OF_MANY = _statement(one=True), _statement(one=False)


@dataclass(slots=True)
class _Found:
    """What is known of one principal, as it comes in. `words` and the parts of their names are in the same order."""

    kind: PrincipalKind
    key: DataKey
    populations: set[Population] = field(default_factory=set)
    screening_keys: set[ScreeningKey] = field(default_factory=set)
    assurances: dict[str, str] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class FactQueries(AttestationQueries, CredentialQueries, IssuerQueries):
    """Reads facts as known at the snapshot: one statement for up to 500 principals."""

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        return {name: sketch.facts() for name, sketch in self.sketches(names).items()}

    def sketches(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Sketch]:
        sketches: dict[PrincipalName, Sketch] = {}
        for some in chunks(map(principal_id, names)):
            if len(some) == 1:
                found, issuers = self._gather(self._session.rows(_OF_ONE, self._at(id=some[0])), self._key)
            else:
                found, issuers = self._gather(self._session.rows(_OF_MANY, self._at(ids=some)), self._key_of_many)
            for each in some:
                if each in found:
                    name = principal_name(each)
                    sketches[name] = self._sketch(name, found[each], issuers)
        return sketches

    def _gather(
        self, rows: Iterable[AnyRow], key_of: Callable[[str, str, str, bytes], DataKey]
    ) -> tuple[dict[str, _Found], Mapping[IssuerName, Issuer]]:
        found: dict[str, _Found] = {}
        changed: int | None = None
        read = self._tools.attestations.read
        for principal, part, text, data, key_id, ring_key_id, revision, _ in rows:
            of: _Part = _PARTS[part]
            match of:
                case _Part.ATTESTATION:
                    one = found[principal]
                    said, times = read(one.key.open(data, content_place(principal, text)))
                    one.words.append(Word(said, times, one.assurances.get(text, "")))
                    one.names.append(text)
                case _Part.PRINCIPAL:
                    found[principal] = _Found(_KINDS[text], key_of(principal, key_id, ring_key_id, data))
                case _Part.POPULATION:
                    found[principal].populations.add(Population(text))
                case _Part.SCREENING_KEY:
                    found[principal].screening_keys.add(data)
                case _Part.ASSURANCE:
                    found[principal].assurances[text] = key_id
                case _Part.ISSUERS:
                    changed = revision
        return found, self._issuers_since(changed)

    def _sketch(self, name: PrincipalName, found: _Found, issuers: Mapping[IssuerName, Issuer]) -> Sketch:
        return Sketch(
            name,
            found.kind,
            frozenset(found.populations),
            frozenset(found.screening_keys),
            found.words,
            partial(self._facts, name, found, issuers),
        )

    def _facts(self, name: PrincipalName, found: _Found, issuers: Mapping[IssuerName, Issuer]) -> PrincipalFacts:
        attestations = [
            _attestation(word, attestation_of(name, part)) for word, part in zip(found.words, found.names, strict=True)
        ]
        if any(each.status is not None for each in attestations):
            attestations = self._bounded(attestations)
        return PrincipalFacts(
            name=name,
            kind=found.kind,
            populations=frozenset(found.populations),
            screening_keys=frozenset(found.screening_keys),
            attestations=tuple(word for each in attestations for word in entitled(each, issuers.get(each.issuer))),
        )


def _attestation(word: Word, name: AttestationName) -> Attestation:
    """The attestation, at the assurance that a review found."""
    said = saying(word.said, word.times, name)
    return found_at(said, AssuranceLevel[word.found]) if word.found else said
