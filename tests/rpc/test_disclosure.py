"""What callers of each tier are told over the wire, whoever asked before them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from denizen.domain.disclosure import Tier
from denizen.rpc.convert.disclosure import FIELDS
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import directive_pb2
from tests.messages import there
from tests.rpc.asked_by_many import Asked, asked
from tests.rpc.running_services import refusal
from tests.rpc.test_access_service import NOT_AMERICAN, NOT_RESIDENT, lay_down
from tests.rpc.test_determination_service import DIRECTIVE, IN_FORCE, MODEL, PURPOSE, attest, principal

OTHER = "directives/other"
HERE = "directives/here"
OPEN = "directives/open-ended"
FRENCH = {"citizenship": {"country": "FR"}}
ORDERS = [pytest.param(order, id="-".join(each.name for each in order)) for order in permutations(Tier)]


@pytest.fixture(scope="module")
def server() -> Iterator[Asked]:
    with asked() as running:
        stubs = running.by()
        resource = {"resource": {"name": MODEL}}
        stubs.directives.RegisterResource(ParseDict(resource, directive_pb2.RegisterResourceRequest()))
        lay_down(stubs, DIRECTIVE, NOT_AMERICAN, start="2026-06-12T00:00:00Z", end="2026-08-01T00:00:00Z")
        lay_down(stubs, OTHER, NOT_RESIDENT, start="2026-06-12T00:00:00Z", end="2026-07-01T00:00:00Z")
        lay_down(stubs, HERE, {"not": {"present_in": {"countries": ["US"]}}}, start="2026-06-12T00:00:00Z")
        lay_down(stubs, OPEN, NOT_AMERICAN, start="2026-06-12T00:00:00Z")
        yield running


@pytest.fixture
def people(server: Asked, request: pytest.FixtureRequest) -> list[str]:
    """Somebody whose answers no memory holds yet: one French, of whom it is said weakly, and one of whom nothing is."""
    number = abs(hash(request.node.name)) % 10**12
    french, bare = (principal(server.by(), f"{word}-{number}") for word in ("french", "bare"))
    attest(server.by(), french, claim=FRENCH)
    weak = {"claim": {"citizenship": {"country": "US"}}, "assurance": {"level": "LOW"}}
    attest(server.by(), french, **weak)
    return [french, bare]


def question(subject: str, **more: Any) -> pb.CheckRequest:
    plain = {"principal": subject, "directive": DIRECTIVE, "resource": MODEL, "purpose": PURPOSE, "at": IN_FORCE}
    return ParseDict({**plain, "explain": True, **more}, pb.CheckRequest())


def telling(message: Message) -> bytes:
    """Without what differs each time."""
    copy = type(message)()
    copy.CopyFrom(message)
    copy.ClearField("decision_id")
    return copy.SerializeToString(deterministic=True)


def allowed(tier: Tier) -> set[str]:
    return {f"{message}.{name}" for message, fields in FIELDS.items() for name in fields if fields[name] <= tier}


@pytest.mark.parametrize("order", ORDERS)
def test_one_question_in_any_order_cold_and_warm(server: Asked, people: list[str], order: tuple[Tier, ...]) -> None:
    for subject in [*people, "principals/nobody"]:
        told: dict[Tier, bytes] = {}
        for tier in (*order, *order):
            response: pb.CheckResponse = server.at(tier).determinations.Check(question(subject))
            assert response.answer.effect == pb.EFFECT_DENY
            if tier is not Tier.FACTS:
                assert there(response) <= allowed(tier)
            assert bool(response.answer.determination) is (tier >= Tier.DETERMINATION)
            assert bool(response.answer.reasons) is (tier >= Tier.REASONS)
            assert bool(response.answer.rests_on or response.answer.settling_searched) is (
                tier is Tier.FACTS and subject != "principals/nobody"
            )
            assert told.setdefault(tier, telling(response)) == telling(response)
        # Of nobody there are no facts to see.
        assert len(set(told.values())) == len(Tier) - (subject == "principals/nobody")


def test_purposes_and_presences_are_questions_of_their_own(server: Asked, people: list[str]) -> None:
    french, _ = people
    here = {"country": "US", "source": "geoip", "observed_at": IN_FORCE}
    asked_by = [
        (tier, purpose, presence, words)
        for tier in Tier
        for purpose in (PURPOSE, "kyc")
        for presence in ({}, {"presence": here})
        for words in ((), ("present",))
    ]
    told: dict[int, bytes] = {}
    for _ in ("cold", "warm"):
        for number, (tier, purpose, presence, words) in enumerate(asked_by):
            response = server.at(tier, *words).determinations.Check(
                question(french, purpose=purpose, directive=HERE, **presence)
            )
            is_here = bool(presence) and bool(words)
            assert response.answer.effect == (pb.EFFECT_ALLOW if is_here else pb.EFFECT_DENY)
            assert told.setdefault(number, telling(response)) == telling(response)


def test_a_batch_is_cut_like_its_singles(server: Asked, people: list[str]) -> None:
    subjects = [*people, "principals/nobody"]
    items = [pb.BatchCheckItem(principal=each, directive=DIRECTIVE, resource=MODEL) for each in subjects]
    request = ParseDict({"purpose": PURPOSE, "at": IN_FORCE}, pb.BatchCheckRequest())
    request.items.extend([*items, pb.BatchCheckItem(principal=people[0], directive="directives/none")])
    for tier in Tier:
        response: pb.BatchCheckResponse = server.at(tier).determinations.BatchCheck(request)
        for subject, result in zip(subjects, response.results, strict=False):
            single = server.at(tier).determinations.Check(question(subject, explain=False))
            assert result.answer == single.answer
        assert response.results[-1].HasField("error")
        assert bool(response.known_revision) is (tier >= Tier.DETERMINATION)


def test_access_is_cut(server: Asked, people: list[str]) -> None:
    request = ParseDict(
        {"principal": people[0], "resource": MODEL, "purpose": PURPOSE, "at": IN_FORCE}, pb.CheckAccessRequest()
    )
    for tier in (*Tier, *reversed(Tier)):
        response: pb.CheckAccessResponse = server.at(tier).determinations.CheckAccess(request)
        assert response.access.effect == pb.EFFECT_DENY
        if tier is not Tier.FACTS:
            assert there(response) <= allowed(tier)
        assert bool(response.access.contributions) is (tier >= Tier.DETERMINATION)
        # Alone the first directive to end changes nothing, the others deny: that is seen only by who sees each.
        assert (response.access.valid_until.ToJsonString() == "2026-07-01T00:00:00Z") is (tier > Tier.EFFECT)


def test_differences_are_facts(server: Asked, people: list[str]) -> None:
    request = pb.DiffDeterminationsRequest(question=question(people[0]))
    for tier in Tier:
        response = server.at(tier).determinations.DiffDeterminations(request)
        assert response.HasField("before") is (tier is Tier.FACTS)
        assert there(response) <= allowed(tier) or tier is Tier.FACTS


def test_nobody_and_somebody_of_whom_nothing_is_said_are_told_alike_below_reasons(
    server: Asked, people: list[str]
) -> None:
    _, bare = people
    for tier in (Tier.EFFECT, Tier.DETERMINATION):
        told = {
            telling(server.at(tier).determinations.Check(question(subject, directive=OPEN)))
            for subject in (bare, "principals/nobody")
        }
        assert len(told) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"directive": "directives/none"},
        {"resource": "resources/none"},
        {"purpose": "?"},
        {"known_revision": 10**6},
        {"presence": {"country": "XX", "source": "geoip"}},
    ],
    ids=lambda more: next(iter(more)),
)
def test_errors_are_the_same_for_every_tier_and_every_principal(
    server: Asked, people: list[str], more: dict[str, Any]
) -> None:
    told = {
        (
            found := refusal(
                lambda: server.at(tier).determinations.Check(question(subject, **more))  # noqa: B023 - called at once
            ),
            found.code,
        )
        for tier in Tier
        for subject in (*people, "principals/nobody")
    }
    assert len(told) == 1
    assert next(iter(told))[1] in (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.INVALID_ARGUMENT)
