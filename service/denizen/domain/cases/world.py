"""A case's principals as the facts of an evaluation: everything verified at HIGH, for the one purpose of cases."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.cases.described import PURPOSE, CasePrincipal
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import IssuerName, ListName, attestation_of
from denizen.domain.reference import ScreeningKey

ISSUER = IssuerName("issuers/development")
"""Vouches for every fact of a case."""

Entries = Mapping[ListName, Mapping[ScreeningKey, tuple[Interval, ...]]]


def world_of(principals: Iterable[CasePrincipal], at: datetime) -> World:
    """The principals with their attestations, each verified at the moment of the case."""
    return {
        each.name: PrincipalFacts(
            name=each.name,
            kind=each.kind,
            screening_keys=frozenset() if each.lists is None else frozenset({screening_key(each)}),
            attestations=tuple(attestations_of(each, at)),
        )
        for each in principals
    }


def attestations_of(principal: CasePrincipal, at: datetime) -> Iterator[Attestation]:
    """One attestation for each claim, in their order."""
    for number, found in enumerate(principal.claims, 1):
        yield Attestation(
            name=attestation_of(principal.name, str(number)),
            claim=found.claim,
            assurance=Assurance.own(AssuranceLevel.HIGH),
            issuer=ISSUER,
            purposes=frozenset({PURPOSE}),
            verified_at=at,
            holds=found.holds,
            held=found.held,
        )


def entries_of(principals: Iterable[CasePrincipal], lists: Iterable[ListName]) -> Entries:
    """The entries of the lists, those included that no principal of the case is on."""
    known = tuple(principals)
    return {
        name: {screening_key(each): (ALWAYS,) for each in known if name in (each.lists or ())}
        for name in {*lists, *(each for principal in known for each in principal.lists or ())}
    }


def screening_key(principal: CasePrincipal) -> ScreeningKey:
    """What stands for the identifier of a principal that has one: its name."""
    return principal.name.encode()
