"""The cut of messages: every field is classified, and each tier is shown what it may see and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from denizen.domain.disclosure import Tier
from denizen.rpc.convert.disclosure import FIELDS, cut
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, export_pb2, principal_pb2
from denizen.v1 import determination_pb2 as pb
from tests.messages import there

CUT = (determination_pb2.DESCRIPTOR, export_pb2.DESCRIPTOR)
MESSAGES = {name: message for file in CUT for name, message in file.message_types_by_name.items()}
FILES = [determination_pb2, attestation_pb2, directive_pb2, export_pb2, principal_pb2]
WHOLE = {"ExportPrincipalResponse"}
"""Shown to FACTS alone, or refused."""
ANSWERED = {
    method.output_type.name
    for file in CUT
    for service in file.services_by_name.values()
    for method in service.methods
    if method.output_type.name not in WHOLE
}


def reachable(message: Descriptor, *, below_facts: bool) -> Iterator[Descriptor]:
    """The messages of the file inside of it; with `below_facts` those only that some lower tier gets to see."""
    waiting, known = [message], {message}
    while waiting:
        each = waiting.pop()
        yield each
        for field in each.fields:
            inner = field.message_type
            shown = FIELDS.get(each.name, {}).get(field.name, Tier.FACTS) < Tier.FACTS
            if inner is None or inner in known or (below_facts and not shown):
                continue
            known.add(inner)
            if inner.file in CUT:
                waiting.append(inner)


@pytest.mark.parametrize("response", sorted(ANSWERED), ids=str)
def test_every_field_that_may_leave_has_its_tier(response: str) -> None:
    for message in reachable(MESSAGES[response], below_facts=True):
        assert {each.name for each in message.fields} == set(FIELDS.get(message.name, {})), message.name


def test_nothing_stands_there_that_is_no_message() -> None:
    assert set(FIELDS) <= set(MESSAGES)


def test_no_other_answer_contains_what_is_cut() -> None:
    for file in FILES:
        for service in file.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                inside = {each.name for each in reachable(method.output_type, below_facts=False)}
                assert method.output_type.name in ANSWERED or not inside & set(FIELDS), method.full_name


def filled(message: Message, depth: int = 0) -> Message:
    """With something in every field, trees one deep."""
    for field in message.DESCRIPTOR.fields:
        if field.containing_oneof is not None and message.WhichOneof(field.containing_oneof.name) is not None:
            continue
        if field.message_type is not None:
            if depth > 6 or field.message_type == message.DESCRIPTOR:
                continue
            inner = getattr(message, field.name)
            filled(inner.add() if field.is_repeated else inner, depth + 1)
            if not field.is_repeated:
                inner.SetInParent()
        elif field.is_repeated:
            getattr(message, field.name).append(_some(field))
        else:
            setattr(message, field.name, _some(field))
    return message


def _some(field: Any) -> object:
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_STRING:
            return b"x" if field.type == FieldDescriptor.TYPE_BYTES else "x"
        case FieldDescriptor.CPPTYPE_BOOL:
            return True
        case _:
            return 1


EFFECT = {
    "CheckResponse.answer",
    "CheckResponse.at",
    "CheckResponse.revision_token",
    "CheckResponse.decision_id",
    "Answer.effect",
    "Answer.valid_until",
}
DETERMINATION = EFFECT | {
    "CheckResponse.known_revision",
    "Answer.determination",
    "Answer.directive_version",
    "Answer.directive_digest",
}
REASONS = DETERMINATION | {
    "Answer.reasons",
    "Answer.provision",
    "Answer.valid_until_cause",
    "Answer.settling",
    "SettlingWay.determination",
    "SettlingWay.steps",
    "SettlingStep.action",
    "SettlingStep.text",
    "SettlingStep.minimum",
    "SettlingStep.claim_kind",
}


@pytest.mark.parametrize(
    ("tier", "shown"),
    [(Tier.EFFECT, EFFECT), (Tier.DETERMINATION, DETERMINATION), (Tier.REASONS, REASONS)],
    ids=["EFFECT", "DETERMINATION", "REASONS"],
)
def test_a_tier_is_shown(tier: Tier, shown: set[str]) -> None:
    assert there(cut(filled(pb.CheckResponse()), tier)) == shown


def test_the_highest_tier_is_shown_everything() -> None:
    assert cut(filled(pb.CheckResponse()), Tier.FACTS) == filled(pb.CheckResponse())


@pytest.mark.parametrize("response", sorted(ANSWERED), ids=str)
def test_the_lowest_tier_learns_the_effect_and_until_when(response: str) -> None:
    fields = MESSAGES[response].fields_by_name
    held = {"answer", "access", "at", "revision_token", "decision_id", "resume_token", "next_page_token"} & set(fields)
    answered = {"Answer.effect", "Answer.valid_until"}
    inner = {
        "BatchCheckResponse": {"BatchCheckResponse.results", "BatchCheckResult.answer"} | answered,
        "CheckAccessResponse": {"Access.effect", "Access.valid_until"},
        "CountDeterminationsResponse": {
            "CountDeterminationsResponse.counts",
            "CountDeterminationsResponse.complete",
            "CountDeterminationsResponse.principals_expected",
            "DeterminationCounts.principals",
            "DeterminationCounts.effects",
            "EffectCount.effect",
            "EffectCount.principals",
        },
        "DiffDeterminationsResponse": set(),
        "ExportPopulationResponse": {
            "ExportPopulationResponse.principals",
            "HeldCount.count",
            "HeldCount.withheld",
        },
        "ListDeterminationsResponse": {
            "ListDeterminationsResponse.determinations",
            "ListedDetermination.principal",
            "ListedDetermination.answer",
        }
        | answered,
        "WatchDeterminationsResponse": {
            "WatchDeterminationsResponse.changes",
            "DeterminationChange.principal",
            "DeterminationChange.answer",
        }
        | answered,
    }.get(response, answered)
    told = there(cut(filled(message_factory.GetMessageClass(MESSAGES[response])()), Tier.EFFECT))
    assert told == {f"{response}.{name}" for name in held} | inner


def test_a_message_that_is_not_classified_is_not_let_out() -> None:
    with pytest.raises(KeyError):
        cut(pb.CheckRequest(), Tier.EFFECT)
