"""Situations in which an answer is open, with the ways out of them as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.determinations import Determination, Presence, Step, StepAction
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import subject_of
from denizen.domain.reference import Reference
from denizen.domain.rules import Rule
from tests.unit.evaluation.builders import NOW, under


@dataclass(frozen=True)
class Situation:
    """The first of `facts` is about the principal asked; each way is the texts of its steps."""

    id: str
    rule: Rule
    facts: tuple[PrincipalFacts, ...]
    foreign: list[list[str]] = field(default_factory=list)
    not_foreign: list[list[str]] = field(default_factory=list)
    provided: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference = field(default_factory=Reference)
    presence: Presence | None = None
    at: datetime = NOW

    def check(self) -> None:
        asked: dict[str, Any] = {"reference": self.reference, "presence": self.presence, "at": self.at}
        answer = under(self.rule, *self.facts, provided=self.provided, settle=True, **asked)
        assert answer.determination is Determination.UNDETERMINED
        told: dict[Determination, list[list[str]]] = {each: [] for each in Determination}
        for way in answer.settling:
            told[way.determination].append([step.text for step in way.steps])
            for step in way.steps:
                check_step(step)
        assert answer.settling_searched >= len(answer.settling)
        assert told[Determination.FOREIGN_NATIONAL] == self.foreign
        assert told[Determination.NOT_FOREIGN_NATIONAL] == self.not_foreign


def check_step(step: Step) -> None:
    """Its fields say for programs what its text says for people."""
    match step.action:
        case StepAction.ATTEST:
            assert step.claim is not None
            assert step.kind is step.claim.kind
            assert step.attestation is None
        case StepAction.SUPERSEDE:
            assert step.claim is not None
            assert step.attestation is not None
            assert step.text.startswith(f"supersede {step.attestation}: ")
            assert subject_of(step.attestation) == step.subject
        case StepAction.RESOLVE:
            assert step.attestation is not None
            assert step.text == f"revoke {step.attestation} if it is the one that is wrong"
            assert subject_of(step.attestation) == step.subject
            assert step.claim is None
            assert step.minimum is None
        case StepAction.PRESENCE:
            assert step.country is not None
            assert step.minimum is not None
            assert step.subject
    if step.action in (StepAction.ATTEST, StepAction.SUPERSEDE):
        assert step.holds is True
        assert step.minimum is not None
        said = f" at {step.minimum.name} or better"
        assert (said in step.text) is (step.minimum > AssuranceLevel.SELF_DECLARED)
