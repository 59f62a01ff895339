"""Questions in generated scenes: one provision, asked at the scene's moment or at another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.determinations import Answer, Explanation, Question, Truth
from denizen.domain.directives import Provision
from denizen.domain.evaluation import CompiledDirective
from denizen.domain.evaluation.answering import found
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Rule
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import DIRECTIVE, directive, version


def provide(kind: PrincipalKind, rule: Rule, **more: Any) -> Provision:
    return Provision("p", rule, kinds=frozenset((kind,)), **more)


def question(scene: u.Scene, at: datetime | None = None, *, explain: bool = True) -> Question:
    moment = scene.at if at is None else at
    return Question(scene.asked, DIRECTIVE, u.PURPOSE, moment, presence=scene.presence, explain=explain, settle=False)


def ask(provision: Provision | CompiledDirective, scene: u.Scene, **asked: Any) -> Answer:
    """What is found, without until when."""
    compiled = directive(version(provision)) if isinstance(provision, Provision) else provision
    return found(question(scene, **asked), compiled, scene.world, scene.reference)


def truth(provision: Provision, scene: u.Scene) -> Truth:
    """The value of the whole definition; UNKNOWN also where it is not asked for want of a principal."""
    tree = ask(provision, scene).explanation
    return Truth.UNKNOWN if tree is None else tree.value


def nodes(tree: Explanation | None) -> Iterator[Explanation]:
    if tree is not None:
        yield tree
        for child in tree.children:
            yield from nodes(child)


def attested(scene: u.Scene) -> list[Attestation]:
    return [each for facts in scene.world.values() for each in facts.attestations]


def with_facts(scene: u.Scene, name: PrincipalName, attestations: list[Attestation]) -> u.Scene:
    """The scene with other attestations of one principal."""
    known = scene.world[name]
    facts = PrincipalFacts(known.name, known.kind, known.populations, known.screening_keys, tuple(attestations))
    return replace(scene, world={**scene.world, name: facts})


def without(scene: u.Scene, gone: Attestation) -> u.Scene:
    return with_facts(scene, gone.subject, [each for each in scene.world[gone.subject].attestations if each != gone])


def plus(scene: u.Scene, more: Attestation) -> u.Scene:
    return with_facts(scene, more.subject, [*scene.world[more.subject].attestations, more])
