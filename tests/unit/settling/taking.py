"""Taking the steps of a way, as somebody would who reads no more than the answer and the directive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import Completeness
from denizen.domain.closed_sets import closed_set
from denizen.domain.determinations import Presence, Question, Step, StepAction
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.intervals import Interval
from denizen.domain.names import IssuerName, attestation_of, subject_of
from denizen.domain.wellformed import check_claim, described_by, kind_attested

EARLIER, LATER = datetime(1901, 1, 1, tzinfo=UTC), datetime(1960, 1, 1, tzinfo=UTC)


def take(
    steps: Sequence[Step], question: Question, world: World, level: AssuranceLevel, issuer: IssuerName
) -> tuple[Question, World]:
    """The question and the facts after the steps, each at `level` or its minimum, whichever is higher."""
    found = dict(world)
    for number, step in enumerate(steps):
        sure = max(level, step.minimum or level)
        if step.action is StepAction.PRESENCE:
            assert step.country is not None
            question = replace(question, presence=Presence(step.country, question.at, "desk", sure))
            continue
        facts = found[step.subject]
        kept = tuple(each for each in facts.attestations if each.name != step.attestation)
        if step.attestation is not None:
            assert subject_of(step.attestation) == step.subject
            assert len(kept) == len(facts.attestations) - 1
        if step.action is not StepAction.RESOLVE:
            kept = (*kept, attested(step, facts, question, sure, issuer, f"new-{number}"))
        found[step.subject] = replace(facts, attestations=kept)
    return question, found


def attested(
    step: Step, facts: PrincipalFacts, question: Question, level: AssuranceLevel, issuer: IssuerName, last: str
) -> Attestation:
    """What the step asks for, well-formed and about such a principal."""
    claim = step.claim
    assert claim is not None
    assert described_by(kind_attested(claim)) is facts.kind
    on_file = {each.claim for each in facts.attestations}
    if isinstance(claim, Completeness):
        closed_set(claim.of, claim.countries or (), claim.except_countries, claim.categories or (), ())
    elif claim not in on_file:
        check_claim(claim, holds=step.holds)
    before = next((each for each in facts.attestations if each.name == step.attestation), None)
    held = before.held if before is not None else Interval()
    if "dated before the others" in step.text:
        held = Interval(EARLIER, held.end)
    if "dated after the others" in step.text:
        held = Interval(LATER, held.end)
    return Attestation(
        attestation_of(step.subject, last),
        claim,
        Assurance.own(level),
        issuer,
        frozenset((question.purpose,)),
        question.at,
        step.holds,
        held,
    )
