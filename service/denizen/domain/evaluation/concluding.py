"""From the finding of a provision to its answer: determination, reasons, what it rests on, and the effect."""

from dataclasses import dataclass, replace

from denizen.domain.determinations import (
    MISSING_WEAK_OR_STALE,
    Answer,
    Determination,
    Effect,
    Question,
    Reason,
    Truth,
)
from denizen.domain.directives import DirectiveVersion
from denizen.domain.evaluation.authorizing import Authorizations
from denizen.domain.evaluation.compiler import CompiledProvision
from denizen.domain.evaluation.explaining import explain
from denizen.domain.evaluation.findings import Finding, decisive
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.names import AttestationName

DETERMINED = {
    Truth.TRUE: Determination.FOREIGN_NATIONAL,
    Truth.FALSE: Determination.NOT_FOREIGN_NATIONAL,
    Truth.UNKNOWN: Determination.UNDETERMINED,
}
_NO_REASONS: frozenset[Reason] = frozenset()
_NOTHING: frozenset[AttestationName] = frozenset()


@dataclass(slots=True)
class Standing:
    """What an answer stands on: the version in force, the principal judged, and the finding of each provision that
    speaks of it."""

    version: DirectiveVersion
    moment: Moment
    subject: Subject
    found: list[tuple[CompiledProvision, Finding]]

    def answer(self, question: Question, authorizations: Authorizations) -> Answer:
        """The strictest of what the provisions say."""
        answers = [self._of(provision, finding, question, authorizations) for provision, finding in self.found]
        strictest = answers[0]
        if len(answers) > 1:
            strictest = min(answers, key=lambda each: (each.strictness, each.provision))
        if question.resource is None and any(provision.resources for provision, _ in self.found):
            reasons = tuple(sorted({*strictest.reasons, Reason.RESOURCE_UNSPECIFIED}))
            return replace(strictest, reasons=reasons)
        return strictest

    def determination(self, question: Question, authorizations: Authorizations) -> Determination:
        """That of the answer alone."""
        if len(self.found) > 1:
            return self.answer(question, authorizations).determination
        return DETERMINED[self.found[0][1].value]

    def _of(
        self, provision: CompiledProvision, finding: Finding, question: Question, authorizations: Authorizations
    ) -> Answer:
        deciding = decisive(finding)
        found = _NO_REASONS.union(*[each.reasons for each in deciding])
        rests_on = _NOTHING.union(*[each.rests_on for each in deciding])
        determination, reasons = DETERMINED[finding.value], _reasons(provision, finding, found)
        effect, authorization = self._effect(provision, determination, reasons), ""
        # A foreign national stays one; an authorization lets it pass.
        if determination is Determination.FOREIGN_NATIONAL:
            covering = authorizations.covering(provision, self.moment, self.subject, question.resource)
            if covering is not None:
                (authorized, by), effect = covering, Effect.ALLOW
                authorization, rests_on, reasons = authorized.name, rests_on | by, reasons | {Reason.AUTHORIZED}
        return Answer(
            determination,
            effect,
            tuple(sorted(reasons)),
            tuple(sorted(rests_on)),
            self.version.name,
            self.version.digest,
            provision.id,
            explanation=explain(finding, self.subject.name) if question.explain else None,
            authorization=authorization,
        )

    def _effect(self, provision: CompiledProvision, determination: Determination, reasons: frozenset[Reason]) -> Effect:
        match determination:
            case Determination.NOT_FOREIGN_NATIONAL | Determination.NOT_APPLICABLE:
                return Effect.ALLOW
            case Determination.FOREIGN_NATIONAL:
                return Effect.DENY
            case Determination.UNDETERMINED:
                lenient = provision.allow_until is not None and self.moment.at < provision.allow_until
                return Effect.ALLOW if lenient and reasons <= MISSING_WEAK_OR_STALE else Effect.DENY


def _reasons(provision: CompiledProvision, finding: Finding, found: frozenset[Reason]) -> frozenset[Reason]:
    """Those found, where the answer is open; otherwise how it was determined, and whether something was overruled."""
    overruled = found & {Reason.OVERRULED}
    match finding.value:
        case Truth.TRUE:
            return overruled | {Reason.MEETS_DEFINITION}
        case Truth.FALSE:
            exempt = provision.root is not provision.definition and finding.children[0].value is not Truth.FALSE
            return overruled | {Reason.EXEMPT if exempt else Reason.FAILS_DEFINITION}
        case Truth.UNKNOWN:
            return found
