"""From a question to an answer: which provision speaks, what it finds, what follows, and until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from denizen.domain.calendars import after, last_day_to_apply
from denizen.domain.claims import ActsFor, ClaimKind, Naturalization
from denizen.domain.determinations import (
    MISSING_WEAK_OR_STALE,
    Answer,
    Cause,
    Determination,
    Effect,
    Question,
    Reason,
    Truth,
)
from denizen.domain.directives import ActivationRecord, DirectiveKind, DirectiveVersion, boundaries, in_force
from denizen.domain.evaluation.authorizing import Authorizations
from denizen.domain.evaluation.compiler import CompiledProvision, CompiledVersion
from denizen.domain.evaluation.explaining import explain
from denizen.domain.evaluation.findings import Finding, decisive
from denizen.domain.evaluation.moment import Moment, Subject, joined
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.names import DirectiveName, Population
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference


@dataclass(frozen=True, slots=True, eq=False)
class CompiledDirective:
    """A directive as known at one revision, its versions compiled."""

    name: DirectiveName
    kind: DirectiveKind
    records: tuple[ActivationRecord, ...]
    versions: Mapping[int, tuple[DirectiveVersion, CompiledVersion]]
    authorizations: Authorizations = field(default_factory=Authorizations)

    @property
    def reaches_others(self) -> bool:
        """Whether it takes the facts of principals that claims name."""
        return self.authorizations.reaches_others or any(each.reaches_others for _, each in self.versions.values())


def answer(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> Answer:
    """The answer at the question's moment, and the next instant at which it would be another.

    `valid_until` is tight: of all dated inputs, in their order, the first at which answering again differs.
    """
    now = answer_at(question, question.at, directive, world, reference)
    for instant, cause in dated_inputs(question, directive, world, reference):
        if answer_at(question, instant, directive, world, reference, alike=now) is not now:
            return replace(now, valid_until=instant, cause=cause)
    return now


def answer_at(
    question: Question,
    at: datetime,
    directive: CompiledDirective,
    world: World,
    reference: Reference,
    alike: Answer | None = None,
) -> Answer:
    """The answer at `at`, without `valid_until`; `alike` itself where it says the same."""
    found = _Answering(question, at, directive, world, reference).answer()
    return alike if found == alike and alike is not None else found


def dated_inputs(
    question: Question, directive: CompiledDirective, world: World, reference: Reference
) -> list[tuple[datetime, Cause]]:
    """Every instant after the question's at which a dated input changes, in order."""
    dated = set(_directive_bounds(directive))
    for facts in world.values():
        dated.update(facts.bounds())
        dated.update(_claim_bounds(facts, directive))
    if question.presence is not None:
        for provision in _provisions(directive):
            if provision.presence_max_age is not None:
                dated.add((question.presence.observed_at + provision.presence_max_age, Cause.PRESENCE))
    dated.update((moment, Cause.AUTHORIZATION) for moment in directive.authorizations.bounds(world, reference))
    dated.update(_reference_bounds(directive, world, reference))
    return sorted((each for each in dated if each[0] > question.at), key=lambda each: (each[0], each[1].value))


def _provisions(directive: CompiledDirective) -> Iterator[CompiledProvision]:
    return (provision for _, compiled in directive.versions.values() for provision in compiled.provisions)


def _directive_bounds(directive: CompiledDirective) -> Iterator[tuple[datetime, Cause]]:
    for moment in boundaries(directive.records):
        yield moment, Cause.ACTIVATION
    for provision in _provisions(directive):
        if provision.allow_until is not None:
            yield provision.allow_until, Cause.ALLOW_UNTIL


def _claim_bounds(facts: PrincipalFacts, directive: CompiledDirective) -> Iterator[tuple[datetime, Cause]]:
    ages = frozenset().union(*(provision.ages for provision in _provisions(directive)))
    for attestation in facts.attestations:
        for age in ages:
            yield attestation.verified_at + age, Cause.FRESHNESS
        match attestation.claim:
            case Naturalization(eligible_on=eligible_on) if eligible_on is not None:
                yield after(last_day_to_apply(eligible_on)), Cause.NATURALIZATION_WINDOW
            case _:
                pass


def _reference_bounds(
    directive: CompiledDirective, world: World, reference: Reference
) -> Iterator[tuple[datetime, Cause]]:
    sets, lists = directive.authorizations.reference_data(world, reference)
    compiled = [each for _, each in directive.versions.values()]
    for name in sets.union(*(each.country_sets for each in compiled)):
        if name in reference.country_sets:
            for moment in reference.country_sets[name].bounds():
                yield moment, Cause.REFERENCE_DATA
    for listed in lists.union(*(each.lists for each in compiled)):
        entries = reference.entries.get(listed, {})
        for key in (key for facts in world.values() for key in facts.screening_keys if key in entries):
            for during in entries[key]:
                for moment in during.bounds():
                    yield moment, Cause.REFERENCE_DATA


_STRICTER = {Effect.DENY: 0, Effect.ALLOW: 1}
_GRAVER = {
    Determination.FOREIGN_NATIONAL: 0,
    Determination.UNDETERMINED: 1,
    Determination.NOT_FOREIGN_NATIONAL: 2,
    Determination.NOT_APPLICABLE: 3,
}


@dataclass(frozen=True, slots=True)
class _Answering:
    question: Question
    at: datetime
    directive: CompiledDirective
    world: World
    reference: Reference

    def answer(self) -> Answer:
        question = self.question
        # 1. Nobody is cleared of whom nothing is known.
        facts = self.world.get(question.principal)
        if facts is None:
            return Answer(Determination.UNDETERMINED, Effect.DENY, (Reason.UNKNOWN_PRINCIPAL,))
        # 2. The version in force, and its provisions for such a principal.
        number = in_force(self.directive.records, self.at)
        if number is None:
            return Answer(Determination.NOT_APPLICABLE, Effect.ALLOW, (Reason.NOT_IN_FORCE,))
        version, compiled = self.directive.versions[number]
        moment = Moment(
            self.at,
            question.purpose,
            self.world,
            self.reference,
            question.presence,
            question.principal,
            explaining=question.explain,
        )
        subject, populations = self._judged(moment, facts)
        if isinstance(subject, Reason):
            open_answer = Answer(Determination.UNDETERMINED, Effect.DENY, (subject,))
            return replace(open_answer, version=version.name, digest=version.digest)
        matching = [each for each in compiled.provisions if each.covers(subject.kind, populations, question.resource)]
        if not matching:
            uncovered = Answer(Determination.NOT_APPLICABLE, Effect.ALLOW, (Reason.NOT_COVERED,))
            return replace(uncovered, version=version.name, digest=version.digest)
        # 3. Each provision's finding; the strictest wins.
        answers = [self._provision(each, moment, subject, version) for each in matching]
        strictest = min(answers, key=lambda each: (_STRICTER[each.effect], _GRAVER[each.determination], each.provision))
        if question.resource is None and any(each.resources for each in matching):
            reasons = tuple(sorted({*strictest.reasons, Reason.RESOURCE_UNSPECIFIED}))
            return replace(strictest, reasons=reasons)
        return strictest

    def _judged(self, moment: Moment, facts: PrincipalFacts) -> tuple[Subject | Reason, frozenset[Population]]:
        """The principal to judge: a service counts as whom it acts for."""
        subject = moment.subject(facts.name)
        populations = facts.populations
        if subject is None:
            return Reason.UNKNOWN_PRINCIPAL, populations
        seen = {facts.name}
        while subject.kind is PrincipalKind.SERVICE:
            link = moment.link(subject, ClaimKind.ACTS_FOR)
            if isinstance(link, bool):
                return (Reason.CONFLICTING_ATTESTATIONS if link else Reason.NOT_ATTESTED), populations
            named = link.claim.principal if isinstance(link.claim, ActsFor) else None
            other = None if named is None or named in seen else moment.subject(named)
            if named is None or other is None:
                return Reason.UNKNOWN_PRINCIPAL, populations
            seen.add(named)
            populations = self.world[named].populations
            bare = replace(subject, holding={}, denying={}, closing={}, screening_keys=frozenset())
            subject = joined(bare, other, link)
        return subject, populations

    def _provision(
        self, provision: CompiledProvision, moment: Moment, subject: Subject, version: DirectiveVersion
    ) -> Answer:
        finding = provision.root.evaluate(moment, subject)
        deciding = list(decisive(finding))
        reasons = {reason for each in deciding for reason in each.reasons}
        determination, reasons = _determined(provision, finding, reasons)
        rests_on = {name for each in deciding for name in each.rests_on}
        effect, authorization = self._effect(provision, determination, reasons), ""
        # A foreign national stays one; an authorization lets it pass.
        if determination is Determination.FOREIGN_NATIONAL:
            covering = self.directive.authorizations.covering(provision, moment, subject, self.question.resource)
            if covering is not None:
                (authorized, by), effect = covering, Effect.ALLOW
                authorization, rests_on, reasons = authorized.name, rests_on | by, {Reason.AUTHORIZED, *reasons}
        return Answer(
            determination,
            effect,
            tuple(sorted(reasons)),
            tuple(sorted(rests_on)),
            version.name,
            version.digest,
            provision.id,
            explanation=explain(finding, subject.name) if self.question.explain else None,
            authorization=authorization,
        )

    def _effect(self, provision: CompiledProvision, determination: Determination, reasons: set[Reason]) -> Effect:
        match determination:
            case Determination.NOT_FOREIGN_NATIONAL | Determination.NOT_APPLICABLE:
                return Effect.ALLOW
            case Determination.FOREIGN_NATIONAL:
                return Effect.DENY
            case Determination.UNDETERMINED:
                lenient = provision.allow_until is not None and self.at < provision.allow_until
                return Effect.ALLOW if lenient and reasons <= MISSING_WEAK_OR_STALE else Effect.DENY


def _determined(
    provision: CompiledProvision, finding: Finding, reasons: set[Reason]
) -> tuple[Determination, set[Reason]]:
    overruled = reasons & {Reason.OVERRULED}
    match finding.value:
        case Truth.TRUE:
            return Determination.FOREIGN_NATIONAL, {Reason.MEETS_DEFINITION, *overruled}
        case Truth.FALSE:
            exempt = finding.node is not provision.definition and finding.children[0].value is not Truth.FALSE
            why = Reason.EXEMPT if exempt else Reason.FAILS_DEFINITION
            return Determination.NOT_FOREIGN_NATIONAL, {why, *overruled}
        case Truth.UNKNOWN:
            return Determination.UNDETERMINED, reasons
