"""Situations in which an answer is open, with the ways out of them as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from denizen.domain.determinations import Determination
from denizen.domain.facts import PrincipalFacts
from denizen.domain.reference import Reference
from denizen.domain.rules import Rule
from tests.unit.evaluation.builders import under


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

    def check(self) -> None:
        answer = under(self.rule, *self.facts, provided=self.provided, reference=self.reference, settle=True)
        assert answer.determination is Determination.UNDETERMINED
        told: dict[Determination, list[list[str]]] = {each: [] for each in Determination}
        for way in answer.settling:
            told[way.determination].append([step.text for step in way.steps])
        assert told[Determination.FOREIGN_NATIONAL] == self.foreign
        assert told[Determination.NOT_FOREIGN_NATIONAL] == self.not_foreign
