"""The principals of a case as facts, and as entries of lists; what an answer on them rests on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.cases import Setting, always_in_force, asked, entries_of, principals_of, world_of
from denizen.domain.claims import Citizenship
from denizen.domain.determinations import Determination, Effect
from denizen.domain.directives import Provision
from denizen.domain.evaluation import compile_version
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import (
    AttestationName,
    CountrySetName,
    IssuerName,
    ListName,
    PrincipalName,
    Purpose,
    ResourceName,
)
from denizen.domain.reference import CountrySet, Membership
from denizen.domain.rules import CitizenOf, IncorporatedIn, Listed, Not, PresentIn
from tests.unit.cases.test_cases import CA, DE, US, case, day
from tests.unit.evaluation.builders import ORGANISATION, SUBSTANTIAL, clearing, countries, provision, version

A, B = ListName("lists/a"), ListName("lists/b")
OWNED = {"kind": "organization", "org": {"owners": [{"lists": ["a"], "pct": 1}, {"pct": 2}]}}
EUROPE = CountrySet(CountrySetName("countrySets/europe"), members=(Membership(DE),))


def test_each_claim_is_an_attestation() -> None:
    asked_of = case(
        {
            "kind": "person",
            "lawfully_present_us": False,
            "citizenships": [{"country": "DE", "to": "2020-01-01"}, {"country": "CA"}],
        }
    )
    (facts,) = world_of(principals_of(asked_of, "t"), asked_of.at).values()
    german, canadian, presence = facts.attestations
    assert german == attested("1", Citizenship(DE), asked_of.at, held=Interval(None, day("2020-01-01")))
    assert canadian == attested("2", Citizenship(CA), asked_of.at)
    assert (presence.name, presence.holds) == ("principals/t-c/attestations/3", False)


def attested(last: str, claim: Citizenship, at: datetime, held: Interval = ALWAYS) -> Attestation:
    return Attestation(
        name=AttestationName(f"principals/t-c/attestations/{last}"),
        claim=claim,
        assurance=Assurance.own(AssuranceLevel.HIGH),
        issuer=IssuerName("issuers/development"),
        purposes=frozenset({Purpose("export-control")}),
        verified_at=at,
        held=held,
    )


def test_who_was_screened_is_on_its_lists_and_no_other() -> None:
    principals = principals_of(case(OWNED), "t")
    keys = {name: facts.screening_keys for name, facts in world_of(principals, day("2026-05-15")).items()}
    subject, listed, unscreened = (PrincipalName(f"principals/t-c{each}") for each in ("", "-1", "-2"))
    assert (len(keys[subject]), len(keys[listed]), keys[unscreened]) == (1, 1, frozenset())
    (key,) = keys[listed]
    assert entries_of(principals, [B]) == {A: {key: (ALWAYS,)}, B: {}}
    assert keys[subject] != keys[listed]


COMPANY: Mapping[str, Any] = {"kind": "organization"}


@pytest.mark.parametrize(
    ("given", "principal", "found"),
    [
        pytest.param(
            provision(Not(CitizenOf(countries(US))), thresholds=clearing(SUBSTANTIAL, max_age=timedelta(days=1))),
            {"kind": "person", "citizenships": [{"country": "US", "from": "2020-01-01", "to": "2026-05-16"}]},
            Determination.NOT_FOREIGN_NATIONAL,
            id="everything is fresh, and held at the moment",
        ),
        pytest.param(
            provision(Not(CitizenOf(countries(US)))),
            {"kind": "person", "citizenships": [{"country": "US", "to": "2026-05-15"}]},
            Determination.UNDETERMINED,
            id="what is over at the moment",
        ),
        pytest.param(
            provision(PresentIn(countries(US)), presence_max_age=timedelta(hours=1)),
            {"kind": "person", "location": {"country": "US"}},
            Determination.FOREIGN_NATIONAL,
            id="where somebody is at the moment",
        ),
        pytest.param(
            provision(IncorporatedIn(countries(DE)), kind=ORGANISATION),
            {**COMPANY, "org": {"branch_of": {"incorporated_in": "DE"}}},
            Determination.FOREIGN_NATIONAL,
            id="a branch, by its head office",
        ),
        pytest.param(
            provision(CitizenOf(countries(sets=["europe"]))),
            {"kind": "person", "citizenships": ["DE"]},
            Determination.FOREIGN_NATIONAL,
            id="in a country set",
        ),
        pytest.param(
            provision(Listed(frozenset({A})), kind=ORGANISATION),
            {**COMPANY, "lists": ["a"], "org": {}},
            Determination.FOREIGN_NATIONAL,
            id="on a list",
        ),
        pytest.param(
            provision(Listed(frozenset({B})), kind=ORGANISATION),
            {**COMPANY, "lists": ["a"], "org": {}},
            Determination.NOT_FOREIGN_NATIONAL,
            id="on another list",
        ),
    ],
)
def test_what_is_found(given: Provision, principal: dict[str, Any], found: Determination) -> None:
    under = version(given)
    setting = Setting({EUROPE.name: EUROPE}, (A, B))
    answer = asked(case(principal), always_in_force(under, compile_version(under.content)), setting)
    assert answer.determination is found
    assert answer.explanation is None


def test_what_an_answer_rests_on_bears_the_name_of_the_case() -> None:
    under = version(provision(CitizenOf(countries(DE))))
    german = case({"kind": "person", "citizenships": ["US", "DE"]})
    answer = asked(german, always_in_force(under, compile_version(under.content)), Setting({}, ()))
    assert answer.rests_on == ("principals/case-c/attestations/2",)


@pytest.mark.parametrize(("resource", "effect"), [("vault", Effect.DENY), ("garden", Effect.ALLOW)])
def test_a_provision_covers_the_resource_of_a_case(resource: str, effect: Effect) -> None:
    under = version(provision(CitizenOf(countries(DE)), resources=frozenset({ResourceName("resources/vault")})))
    german = case({"kind": "person", "citizenships": ["DE"]}, resource=resource)
    answer = asked(german, always_in_force(under, compile_version(under.content)), Setting({}, ()))
    assert answer.effect is effect
