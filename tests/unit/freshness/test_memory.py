"""What memory promises, one promise at a time."""

import time
import tracemalloc
from dataclasses import replace
from datetime import timedelta

import pytest

from bench.persons import TEN_CLAIMS, TYPICAL, Person, named
from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.countries import Country
from denizen.domain.determinations import Answer, Determination, Effect, Presence, Reason
from denizen.domain.disclosure import Tier
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import AttestationName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.storage.codec import Codec
from denizen.usecases.bounded import Bounded
from denizen.usecases.decision_cache import Asked, DecisionCache, Rendered
from denizen.usecases.facts_cache import GONE, FactsCache
from denizen.usecases.following import Seen
from denizen.usecases.ports import Revision
from tests.unit.freshness.world import PERSONS
from tests.unit.usecases.builders import ALICE, NOW
from tests.unit.usecases.directives import EAR, MODEL

FACTS = PrincipalFacts(ALICE, PrincipalKind.PERSON)
ASKED: Asked = (EAR.name, None, Purpose("export-control"), None, False, Tier.FACTS)
IN_FRANCE = Presence(Country.of("FR"), NOW, "geoip", AssuranceLevel.HIGH)
DENIED = Answer(Determination.UNDETERMINED, Effect.DENY, (Reason.NOT_ATTESTED,))


class Thing:
    def __init__(self, size: int) -> None:
        self.size, self.used = size, False


def seen(revision: int, directives: int = 0) -> Seen:
    return Seen(Revision(revision, NOW), directives, 0, time.monotonic())


# Bounded in bytes


def test_never_more_than_the_bound_and_what_is_asked_for_stays() -> None:
    dropped: list[Thing] = []
    bounded: Bounded[int, Thing] = Bounded(100, dropped.append)
    asked_for = Thing(10)
    bounded.put(0, asked_for)
    for number in range(1, 50):
        bounded.put(number, Thing(10))
        assert bounded.taken == 10 * len(bounded) <= 100
        assert bounded.get(0) is asked_for
    assert asked_for not in dropped
    assert len(dropped) == 40


def test_what_is_larger_than_everything_is_not_kept() -> None:
    dropped: list[Thing] = []
    bounded: Bounded[int, Thing] = Bounded(100, dropped.append)
    bounded.put(0, Thing(60))
    bounded.put(1, Thing(101))
    assert (len(bounded), len(dropped)) == (1, 1)


def decoded(codec: Codec, person: Person, number: int) -> PrincipalFacts:
    """As it comes from a database: nothing in it is shared with anything."""
    facts = person.known_as(named(number))
    return PrincipalFacts(
        facts.name,
        facts.kind,
        facts.populations,
        frozenset({number.to_bytes(32, "big")}),
        tuple(
            codec.decode(codec.encode(each, without="name"), Attestation, name=AttestationName(f"{each.name}"))
            for each in facts.attestations
        ),
    )


@pytest.mark.parametrize("person", [*TYPICAL, TEN_CLAIMS], ids=lambda person: f"{person.sort}, {len(person.facts)}")
def test_the_estimate_is_near_what_is_allocated(person: Person) -> None:
    cache, codec = FactsCache(10**9), Codec()
    cache.put(named(10**6), decoded(codec, person, 10**6), 1)
    before = cache.taken
    tracemalloc.start()
    try:
        empty = tracemalloc.get_traced_memory()[0]
        for number in range(300):
            cache.put(named(number), decoded(codec, person, number), 1)
        allocated = tracemalloc.get_traced_memory()[0] - empty
    finally:
        tracemalloc.stop()
    assert 0.75 < (cache.taken - before) / allocated < 1.35


# Facts, and when they may be used


def test_what_was_read_later_says_nothing_of_before() -> None:
    cache = FactsCache(10**6)
    cache.put(ALICE, FACTS, since=5)
    assert cache.get(ALICE, 4) is None
    assert cache.get(ALICE, 5) is not None


def test_what_was_read_before_a_change_and_arrives_after_it_is_not_kept() -> None:
    cache = FactsCache(10**6)
    cache.changed(ALICE, 7)
    assert cache.put(ALICE, FACTS, since=6).facts is GONE
    assert cache.get(ALICE, 7) is None
    assert cache.put(ALICE, FACTS, since=7).facts == FACTS


def test_a_change_that_was_seen_already_takes_nothing_away() -> None:
    cache = FactsCache(10**6)
    cache.put(ALICE, FACTS, since=7)
    cache.changed(ALICE, 7)
    assert cache.get(ALICE, 7) is not None


def test_nothing_from_before_the_memory_of_changes_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("denizen.usecases.facts_cache._CHANGES_REMEMBERED", 3)
    cache = FactsCache(10**6)
    for revision in range(1, 6):
        cache.changed(PrincipalName(f"principals/p-{revision}"), revision)
    assert cache.put(ALICE, FACTS, since=1).facts is GONE
    assert cache.put(ALICE, FACTS, since=2).facts == FACTS


# Answers, and when they may be given again


@pytest.mark.parametrize(
    ("seconds", "revision", "directives", "given"),
    [
        pytest.param(0, 5, 3, True, id="the same"),
        pytest.param(9, 8, 3, True, id="later, and nothing changed"),
        pytest.param(10, 5, 3, False, id="valid no more"),
        pytest.param(-1, 5, 3, False, id="asked about before"),
        pytest.param(0, 4, 3, False, id="known before"),
        pytest.param(0, 8, 7, False, id="a directive changed"),
    ],
)
def test_an_answer_is_given_again(seconds: int, revision: int, directives: int, *, given: bool) -> None:
    answers, answer = DecisionCache(10**6), replace(DENIED, valid_until=NOW + timedelta(seconds=10))
    kept = FactsCache(10**6).put(ALICE, FACTS, 5)
    answers.put(ALICE, ASKED, NOW, seen(5, 3), answer, Rendered(b"no"), (kept,))
    found = answers.get(ALICE, ASKED, NOW + timedelta(seconds=seconds), seen(revision, directives))
    assert (found == b"no") is given


def test_no_answer_outlives_the_facts_it_rests_on() -> None:
    facts, answers = FactsCache(10**6), DecisionCache(10**6)
    rests = (facts.put(ALICE, FACTS, 5), facts.put(PERSONS[0], None, 5))
    answers.put(ALICE, ASKED, NOW, seen(5), DENIED, Rendered(b"no"), rests)
    assert answers.get(ALICE, ASKED, NOW, seen(5)) == b"no"
    facts.changed(PERSONS[0], 6)
    assert answers.get(ALICE, ASKED, NOW, seen(6)) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((EAR.name, MODEL.name, ASKED[2], None, False, Tier.FACTS), id="resource"),
        pytest.param((EAR.name, None, Purpose("kyc"), None, False, Tier.FACTS), id="purpose"),
        pytest.param((EAR.name, None, ASKED[2], None, True, Tier.FACTS), id="explain"),
        pytest.param((EAR.name, None, ASKED[2], None, False, Tier.EFFECT), id="tier"),
        pytest.param((EAR.name, None, ASKED[2], IN_FRANCE, False, Tier.FACTS), id="presence"),
        pytest.param(
            (EAR.name, Purpose("export-control"), Purpose("x"), None, False, Tier.FACTS),
            id="the same words in other places",
        ),
    ],
)
def test_another_question_has_another_answer(other: Asked) -> None:
    answers = DecisionCache(10**6)
    answers.put(ALICE, ASKED, NOW, seen(5), DENIED, Rendered(b"no"), ())
    assert answers.get(ALICE, other, NOW, seen(5)) is None


# Following


# Questions


# Access
