"""What of an answer each tier is shown. What is not listed is shown to nobody but the highest."""

from collections.abc import Mapping
from dataclasses import fields, replace
from operator import attrgetter

from denizen.domain.claims import ClaimKind, Completeness
from denizen.domain.determinations import Answer, Step, StepAction, Way
from denizen.domain.disclosure import Tier
from denizen.domain.names import PrincipalName
from denizen.domain.words import KINDS

ANSWER: Mapping[str, Tier] = {
    "effect": Tier.EFFECT,
    "valid_until": Tier.EFFECT,
    "determination": Tier.DETERMINATION,
    "version": Tier.DETERMINATION,
    "digest": Tier.DETERMINATION,
    # Which provision answers tells the kind and the populations of the principal.
    "provision": Tier.REASONS,
    "reasons": Tier.REASONS,
    "cause": Tier.REASONS,
    "settling": Tier.REASONS,  # in outline
    # How long was searched depends on what is attested, and whom an authorization names on what is known of them.
    "settling_searched": Tier.FACTS,
    "authorization": Tier.FACTS,
    "rests_on": Tier.FACTS,
    "explanation": Tier.FACTS,
}
"""The least tier that is shown each field of an answer."""

_SHOWN = {
    tier: attrgetter(*(each.name for each in fields(Answer) if ANSWER.get(each.name, Tier.FACTS) <= tier))
    for tier in Tier
}
WITHHELD = PrincipalName("")
"""Whom a step is about, in outline."""


def seen(answer: Answer, tier: Tier) -> tuple[object, ...]:
    """What the tier is shown of an answer, to tell whether two answers are the same to it."""
    shown: tuple[object, ...] = _SHOWN[tier](answer)
    return shown


def outlined(ways: tuple[Way, ...], principal: PrincipalName) -> tuple[Way, ...]:
    """Ways to settle an answer about `principal`, without what they tell of the claims on file.

    Ways and steps that are the same in outline are told once.
    """
    outlines = (
        replace(way, steps=tuple(dict.fromkeys(_outline(each, principal) for each in way.steps))) for way in ways
    )
    return tuple(dict.fromkeys(outlines))


def _outline(step: Step, principal: PrincipalName) -> Step:
    # The kind of a claim to attest follows from the directive. That another principal counts follows from a claim.
    kind = step.kind if step.action is StepAction.ATTEST and step.subject == principal else None
    level = "" if step.minimum is None else f" at {step.minimum.name} or better"
    return Step(step.action, WITHHELD, _words(step, kind) + level, minimum=step.minimum, kind=kind)


def _words(step: Step, kind: ClaimKind | None) -> str:
    match step.action:
        case StepAction.ATTEST:
            if kind is not None and isinstance(step.claim, Completeness):
                return f"declare which {KINDS[step.claim.of][1]} there are, and that these are all"
            return "attest what is missing" if kind is None else f"attest {KINDS[kind][0]}"
        case StepAction.SUPERSEDE:
            return "supersede an attestation that falls short"
        case StepAction.RESOLVE:
            return "revoke one of the attestations that contradict each other, if it is the one that is wrong"
        case StepAction.PRESENCE:
            return "observe where the principal is"
