"""From a question to an answer: which provision speaks, what it finds, what follows, and until when."""

from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.determinations import (
    MISSING_WEAK_OR_STALE,
    Answer,
    Determination,
    Effect,
    Presence,
    Question,
    Reason,
    Truth,
)
from denizen.domain.directives import DirectiveVersion, in_force
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.compiler import CompiledProvision
from denizen.domain.evaluation.dating import dated_inputs
from denizen.domain.evaluation.explaining import explain
from denizen.domain.evaluation.findings import Finding, decisive
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.settling import Ground, settle
from denizen.domain.facts import World
from denizen.domain.names import Population
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.shown import outlined, seen


def answer(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> Answer:
    """The answer at the question's moment, and the next instant at which it would be another to the question's tier.

    `valid_until` is tight: of all dated inputs, in their order, the first at which answering again differs.
    """
    tier = question.tier
    # 1. What is found now, and where that is UNDETERMINED, what would settle it.
    asking = _Answering(question, question.at, directive, world, reference)
    found = asking.answer()
    shown, now = seen(found, tier), asking.settled(found)
    # 2. The first dated input at which that differs; what would settle it only where all else is the same.
    for instant, cause in dated_inputs(question, directive, world, reference):
        later = _Answering(question, instant, directive, world, reference)
        if seen(later.answer(), tier) != shown or later.settled(found) != now:
            return replace(now, valid_until=instant, cause=cause)
    return now


def found(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> Answer:
    """What is found at the question's moment: the answer without `valid_until`, and without what would settle it."""
    return _Answering(question, question.at, directive, world, reference).answer()


@dataclass(slots=True)
class _Answering:
    """One question at one moment. `stands_on`: the moment, the principal judged, the finding of each provision."""

    question: Question
    at: datetime
    directive: CompiledDirective
    world: World
    reference: Reference
    stands_on: tuple[Moment, Subject | None, tuple[Finding, ...]] | None = None

    def answer(self) -> Answer:
        """Without `valid_until`, and without what would settle it."""
        question = self.question
        number = in_force(self.directive.records, self.at)
        # 1. Nobody is cleared of whom nothing is known. But for the reason it is answered like somebody of whom nothing
        # is attested: who may not see reasons does not learn who exists.
        if question.principal not in self.world:
            nobody = Answer(Determination.UNDETERMINED, Effect.DENY, (Reason.UNKNOWN_PRINCIPAL,))
            if number is None:
                return nobody
            version, _ = self.directive.versions[number]
            return replace(nobody, version=version.name, digest=version.digest)
        # 2. The version in force, and its provisions for such a principal.
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
        subject = moment.judged(question.principal)
        if isinstance(subject, Reason):
            self.stands_on = (moment, None, ())
            open_answer = Answer(Determination.UNDETERMINED, Effect.DENY, (subject,))
            return replace(open_answer, version=version.name, digest=version.digest)
        populations = self._populations(subject)
        matching = [each for each in compiled.provisions if each.covers(subject.kind, populations, question.resource)]
        if not matching:
            uncovered = Answer(Determination.NOT_APPLICABLE, Effect.ALLOW, (Reason.NOT_COVERED,))
            return replace(uncovered, version=version.name, digest=version.digest)
        # 3. Each provision's finding; the strictest wins.
        findings = tuple(each.root.evaluate(moment, subject) for each in matching)
        self.stands_on = (moment, subject, findings)
        answers = [
            self._provision(each, finding, moment, subject, version)
            for each, finding in zip(matching, findings, strict=True)
        ]
        strictest = min(answers, key=lambda each: (each.strictness, each.provision))
        if question.resource is None and any(each.resources for each in matching):
            reasons = tuple(sorted({*strictest.reasons, Reason.RESOURCE_UNSPECIFIED}))
            return replace(strictest, reasons=reasons)
        return strictest

    def settled(self, found: Answer) -> Answer:
        """The answer found with what would settle it, where it is UNDETERMINED on a principal that is known, and the
        tier is shown that."""
        question = self.question
        if found.determination is not Determination.UNDETERMINED or not question.settle or self.stands_on is None:
            return found
        if question.tier < Tier.REASONS:
            return found
        settlement = settle(Ground(*self.stands_on), self._judge)
        if question.tier < Tier.FACTS:
            return replace(found, settling=outlined(settlement.ways, question.principal))
        return replace(found, settling=settlement.ways, settling_searched=settlement.searched)

    def _judge(self, world: World, presence: Presence | None) -> Determination:
        question = replace(self.question, presence=presence, explain=False)
        return replace(self, question=question, world=world).answer().determination

    def _populations(self, subject: Subject) -> frozenset[Population]:
        """Those of the principal, or of whom a service acts for."""
        standing = subject.name
        for _, named in subject.links:
            if self.world[standing].kind is PrincipalKind.SERVICE:
                standing = named
        return self.world[standing].populations

    def _provision(
        self,
        provision: CompiledProvision,
        finding: Finding,
        moment: Moment,
        subject: Subject,
        version: DirectiveVersion,
    ) -> Answer:
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
            exempt = provision.root is not provision.definition and finding.children[0].value is not Truth.FALSE
            why = Reason.EXEMPT if exempt else Reason.FAILS_DEFINITION
            return Determination.NOT_FOREIGN_NATIONAL, {why, *overruled}
        case Truth.UNKNOWN:
            return Determination.UNDETERMINED, reasons
