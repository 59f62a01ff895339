"""A word that its issuer is not entitled to neither clears, nor restricts, nor says as whom somebody counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import ActsFor, Citizenship
from denizen.domain.countries import Country
from denizen.domain.determinations import Cause, Reason
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.thresholds import CLEARING, RESTRICTING, shortfall
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference

ADA, BOT = PrincipalName("principals/ada"), PrincipalName("principals/bot")
EXPORT = Purpose("export-control")
DAY = datetime(2026, 6, 12, tzinfo=UTC)
BEFORE = DAY - timedelta(microseconds=1)
WORD = Attestation(
    name=AttestationName("principals/ada/attestations/one"),
    claim=Citizenship(Country.of("FR")),
    assurance=Assurance.own(AssuranceLevel.HIGH),
    issuer=IssuerName("issuers/hr"),
    purposes=frozenset({EXPORT}),
    verified_at=DAY - timedelta(days=1),
    entitled=(Interval(None, DAY),),
)


@pytest.mark.parametrize("bar", [CLEARING, RESTRICTING], ids=["to clear", "to restrict"])
def test_it_falls_short_of_every_threshold(bar: Requirement) -> None:
    assert shortfall(bar, WORD, BEFORE) is None
    assert shortfall(bar, WORD, DAY) is Reason.ISSUER_NOT_ACCEPTED
    assert shortfall(bar, replace(WORD, entitled=None), DAY) is None


def test_its_end_is_a_date_of_the_facts() -> None:
    facts = PrincipalFacts(ADA, PrincipalKind.PERSON, attestations=(WORD,))
    assert [(when, cause) for when, cause, *_ in facts.dates] == [(DAY, Cause.ISSUER_RIGHTS)]


@pytest.mark.parametrize(("at", "found"), [(BEFORE, Subject), (DAY, Reason)], ids=["entitled", "no longer"])
def test_a_service_is_judged_as_nobody_on_such_a_word(at: datetime, found: type) -> None:
    link = replace(WORD, name=AttestationName("principals/bot/attestations/one"), claim=ActsFor(ADA))
    world = {
        ADA: PrincipalFacts(ADA, PrincipalKind.PERSON),
        BOT: PrincipalFacts(BOT, PrincipalKind.SERVICE, attestations=(link,)),
    }
    assert isinstance(Moment(at, EXPORT, world, Reference({}, {})).judged(BOT), found)
