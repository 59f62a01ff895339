"""Questions that differ in one detail are told apart at both doors, in whatever order they are asked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.directives import Action, ActivationRecord, Provision
from denizen.domain.disclosure import Tier
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import AnyOf, CitizenOf, Not, PresentIn
from denizen.v1 import determination_pb2 as pb
from tests.doors.everywhere import Everywhere, bare
from tests.doors.laid import LEI, Laid, caller_of
from tests.doors.opened import Which
from tests.doors.ways import CHECK
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import CN, DIRECTIVE, NOW, US, ada, attest, citizen, countries
from tests.unit.evaluation.profiles import examples
from tests.unit.usecases.directives import MODEL

PLAIN: dict[str, Any] = {
    "principal": u.ADA,
    "directive": DIRECTIVE,
    "resource": MODEL.name,
    "purpose": u.PURPOSE,
}
HERE = {"country": "CN", "source": "badge", "observedAt": "2024-05-31T00:00:00Z"}
QUESTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "explained": {"explain": True},
    "of somebody else": {"principal": u.BOB},
    "of whoever is linked": {"principal": None, "externalIdentifier": {"scheme": LEI.scheme, "value": LEI.value}},
    "under another directive": {"directive": "directives/other"},
    "of no resource": {"resource": None},
    "for another purpose": {"purpose": "payroll"},
    "present there": {"presence": HERE},
    "present elsewhere": {"presence": HERE | {"country": "US"}},
    "present long ago": {"presence": HERE | {"observedAt": "2024-01-01T00:00:00Z"}},
    "present by another's word": {"presence": HERE | {"source": "geoip"}},
    "of another moment": {"at": "2023-01-01T00:00:00Z"},
    "known before": {"knownRevision": "1"},
}
Asked = tuple[str, Tier]
ASKED: list[Asked] = [*((name, Tier.FACTS) for name in QUESTIONS), *(("plain", tier) for tier in Tier)]


def request(name: str) -> pb.CheckRequest:
    said = {key: value for key, value in {**PLAIN, **QUESTIONS[name]}.items() if value is not None}
    return ParseDict(said, pb.CheckRequest())


def laid() -> Laid:
    """Ada has the identifier, and is foreign where she is."""
    who = ada(attest(citizen(US), vouched=Interval(None, u.DAYS[-1])), keys=[u.KEY])
    bob = PrincipalFacts(u.BOB, PrincipalKind.PERSON)
    rule = AnyOf((Not(CitizenOf(countries(US))), PresentIn(countries(CN))))
    provision = Provision(
        "p",
        rule,
        kinds=frozenset({PrincipalKind.PERSON}),
        resources=frozenset({MODEL.name}),
        presence_max_age=timedelta(days=10),
    )
    scene = u.Scene({u.ADA: who, u.BOB: bob}, Reference(), u.ADA, NOW, None)
    return Laid(scene, [provision], [ActivationRecord(Action.ACTIVATE, Interval(u.DAYS[0]), 1)])


@pytest.mark.parametrize("first", [Which.MAIN, Which.LISTENER], ids=lambda each: each.value)
@examples(8)
@given(order=st.permutations(ASKED))
def test_in_whatever_order(first: Which, order: Sequence[Asked]) -> None:
    place = laid()
    with place.behind_doors() as doors:
        everywhere = Everywhere(doors, sorted([Which.MAIN, Which.LISTENER], key=lambda each: each is not first))
        for name, tier in order:
            everywhere.ask(CHECK, request(name), ("caller", caller_of(tier)))


def test_there_is_something_to_tell_apart() -> None:
    with laid().behind_doors() as doors:
        told = {
            (name, tier): bare(CHECK, doors.anew(CHECK, request(name), ("caller", caller_of(tier))))
            for name, tier in ASKED
        }
    # Who is linked is who is named, and whose word it is makes no difference yet.
    assert len(set(told.values())) == len(told) - 2
