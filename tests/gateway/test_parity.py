"""Through the listener's door comes what comes through the main server's: every answer, and every error."""

import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from denizen.domain.disclosure import Tier
from denizen.v1 import determination_pb2 as pb
from tests.doors.ways import ACCESS, BATCH, CHECK
from tests.gateway.both_doors import Both, question, who
from tests.rpc.asked_by_many import name_of
from tests.rpc.test_determination_service import DIRECTIVE, MODEL, PURPOSE

ITEM = {"principal": "principals/ada", "directive": DIRECTIVE}
BAD = {**ITEM, "principal": "x"}
REQUESTS: dict[str, tuple[str, Message]] = {
    "an answer": (CHECK, question()),
    "explained": (CHECK, question(explain=True)),
    "of no resource": (CHECK, question(resource="")),
    "of a moment": (CHECK, question(at="2026-06-15T00:00:00Z")),
    "of the past": (CHECK, question(known_revision=3)),
    "surely fresh": (CHECK, question(consistency={"fully_consistent": True})),
    "of nobody": (CHECK, question(principal="principals/nobody")),
    "present": (CHECK, question(presence={"country": "US", "source": "badge"})),
    "a batch": (
        BATCH,
        ParseDict({"items": [ITEM, {**ITEM, "principal": "x"}], "purpose": PURPOSE}, pb.BatchCheckRequest()),
    ),
    "an empty batch": (BATCH, pb.BatchCheckRequest(purpose=PURPOSE)),
    "access": (ACCESS, pb.CheckAccessRequest(principal="principals/ada", resource=MODEL, purpose=PURPOSE)),
    "no purpose": (CHECK, question(purpose="")),
    "no directive": (CHECK, question(directive="")),
    "an unknown directive": (CHECK, question(directive="directives/none")),
    "no such resource": (CHECK, question(resource="resources/none")),
    "of the future": (CHECK, question(known_revision=10_000)),
    "nothing at all": (CHECK, pb.CheckRequest()),
    "a foreign token": (CHECK, question(consistency={"at_least_as_fresh": "junk"})),
    "no country": (CHECK, question(presence={"country": "ZZ", "source": "badge"})),
    "too large a batch": (BATCH, pb.BatchCheckRequest(items=[pb.BatchCheckItem()] * 1001, purpose=PURPOSE)),
    "access to what is not registered": (ACCESS, pb.CheckAccessRequest(resource="resources/none", purpose=PURPOSE)),
}


@pytest.mark.parametrize(("method", "request_"), REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("tier", Tier, ids=lambda tier: tier.name)
def test_the_same_through_both_doors(both: Both, method: str, request_: Message, tier: Tier) -> None:
    both.same(method, request_, who(name_of(tier)))


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param([("denizen-consistency", "fully-consistent")], id="sure"),
        pytest.param([("denizen-consistency", "nonsense")], id="nonsense"),
        pytest.param([("denizen-revision-token", "junk")], id="no token"),
        pytest.param([("denizen-on-behalf-of", "principals/ada")], id="on behalf"),
        pytest.param([("denizen-on-behalf-of", "ada")], id="on behalf of what is no name"),
        pytest.param([("x-request-id", "call-1")], id="with an id"),
    ],
)
def test_metadata_mean_the_same(both: Both, metadata: list[tuple[str, str]]) -> None:
    both.same(CHECK, question(), who())
    both.same(CHECK, question(), who(), *metadata)
