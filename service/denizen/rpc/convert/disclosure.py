"""The cut: what of each message a tier is shown. What stands here with no tier at all does not leave the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from google.protobuf.message import Message

from denizen.domain.disclosure import Tier
from denizen.domain.shown import ANSWER
from denizen.usecases.access import CONTRIBUTIONS
from denizen.v1 import determination_pb2, export_pb2

M = TypeVar("M", bound=Message)

_EFFECT, _DETERMINATION, _REASONS, _FACTS = Tier
_DATED = {
    "at": _EFFECT,
    "known_revision": _DETERMINATION,
    "revision_token": _EFFECT,
    "decision_id": _EFFECT,
}

FIELDS: Mapping[str, Mapping[str, Tier]] = {
    "CheckResponse": {"answer": _EFFECT, **_DATED},
    "BatchCheckResponse": {"results": _EFFECT, **_DATED},
    "BatchCheckResult": {"answer": _EFFECT, "error": _EFFECT},
    "CheckAccessResponse": {"access": _EFFECT, **_DATED},
    "Access": {
        "effect": _EFFECT,
        "valid_until": ANSWER["valid_until"],
        "valid_until_cause": ANSWER["cause"],
        # Which directive denies tells what was found under it.
        "contributions": CONTRIBUTIONS,
    },
    "Contribution": {"directive": CONTRIBUTIONS, "answer": CONTRIBUTIONS},
    "Answer": {
        "determination": ANSWER["determination"],
        "effect": ANSWER["effect"],
        "reasons": ANSWER["reasons"],
        "rests_on": ANSWER["rests_on"],
        "directive_version": ANSWER["version"],
        "directive_digest": ANSWER["digest"],
        "provision": ANSWER["provision"],
        "valid_until": ANSWER["valid_until"],
        "valid_until_cause": ANSWER["cause"],
        "explanation": ANSWER["explanation"],
        "settling": ANSWER["settling"],
        "settling_searched": ANSWER["settling_searched"],
        "authorization": ANSWER["authorization"],
    },
    "SettlingWay": {"determination": _REASONS, "steps": _REASONS},
    "SettlingStep": {
        "action": _REASONS,
        "text": _REASONS,
        "minimum": _REASONS,
        "claim_kind": _REASONS,
        "subject": _FACTS,
        "claim": _FACTS,
        "does_not_hold": _FACTS,
        "attestation": _FACTS,
    },
    "ListDeterminationsResponse": {
        "determinations": _EFFECT,
        "next_page_token": _EFFECT,
        "at": _EFFECT,
        "known_revision": _DETERMINATION,
        "revision_token": _EFFECT,
    },
    "ListedDetermination": {"principal": _EFFECT, "answer": _EFFECT},
    "CountDeterminationsResponse": {
        "counts": _EFFECT,
        "complete": _EFFECT,
        "principals_expected": _EFFECT,
        "resume_token": _EFFECT,
        "at": _EFFECT,
        "known_revision": _DETERMINATION,
        "revision_token": _EFFECT,
    },
    "WatchDeterminationsResponse": {
        "changes": _EFFECT,
        "at": _EFFECT,
        "known_revision": _DETERMINATION,
        "resume_token": _EFFECT,
        "revision_token": _EFFECT,
    },
    "DeterminationChange": {"principal": _EFFECT, "answer": _EFFECT},
    "DeterminationCounts": {
        "principals": _EFFECT,
        "effects": _EFFECT,
        "determinations": _DETERMINATION,
        "reasons": _REASONS,
        # As the provision that answers, it tells of what populations principals are.
        "populations": _REASONS,
    },
    "EffectCount": {"effect": _EFFECT, "principals": _EFFECT},
    "DeterminationCount": {"determination": _DETERMINATION, "principals": _DETERMINATION},
    "ReasonCount": {"reason": _REASONS, "principals": _REASONS},
    "PopulationCount": {"population": _REASONS, "determination": _REASONS, "principals": _REASONS},
    # Two answers of different times tell what happened in between, and the differences what that was.
    "DiffDeterminationsResponse": {
        "before": _FACTS,
        "after": _FACTS,
        "differences": _FACTS,
        "revision_token": _EFFECT,
    },
    # How many have which kind of claim, in which state and how sure, is made of what is attested.
    "ExportPopulationResponse": {"principals": _EFFECT, "attestations": _FACTS, "revision_token": _EFFECT},
    "HeldCount": {"count": _EFFECT, "withheld": _EFFECT},
}
"""The least tier that is shown each field of each message. A field that is not here is shown to nobody but FACTS."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a message loses, and which of the fields that stay have something to lose themselves."""

    hidden: tuple[str, ...]
    single: tuple[str, ...]
    repeated: tuple[str, ...]


def cut(message: M, tier: Tier) -> M:
    """The same message, without what the tier is not shown. `KeyError` for a message that is not classified."""
    if tier is not Tier.FACTS:
        _cut(message, tier)
    return message


def _cut(message: Message, tier: Tier) -> None:
    plan = _PLANS[message.DESCRIPTOR.name, tier]
    for name in plan.hidden:
        message.ClearField(name)
    for name in plan.single:
        if message.HasField(name):
            _cut(getattr(message, name), tier)
    for name in plan.repeated:
        for each in getattr(message, name):
            _cut(each, tier)


def _plan(name: str, tier: Tier) -> _Plan:
    fields = _MESSAGES[name].fields
    shown = [each for each in fields if FIELDS[name].get(each.name, Tier.FACTS) <= tier]
    deeper = [each for each in shown if each.message_type is not None and each.message_type.file in _OURS]
    return _Plan(
        hidden=tuple(each.name for each in fields if each not in shown),
        single=tuple(each.name for each in deeper if not each.is_repeated),
        repeated=tuple(each.name for each in deeper if each.is_repeated),
    )


_OURS = (determination_pb2.DESCRIPTOR, export_pb2.DESCRIPTOR)
_MESSAGES = {name: message for file in _OURS for name, message in file.message_types_by_name.items()}
_PLANS = {(name, tier): _plan(name, tier) for name in FIELDS for tier in Tier}
