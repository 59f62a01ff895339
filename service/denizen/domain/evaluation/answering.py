"""From a question to an answer: which provision speaks, what it finds, what follows, and until when."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from denizen.domain.determinations import Answer, Determination, Effect, Presence, Question, Reason
from denizen.domain.directives import in_force
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.concluding import Standing
from denizen.domain.evaluation.dating import dated_inputs
from denizen.domain.evaluation.findings import Finding, evaluated
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.reusing import Changed, Known, still_known
from denizen.domain.evaluation.settling import Ground, settle
from denizen.domain.facts import World
from denizen.domain.names import Population
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.shown import ANSWER, outlined, seen


def answer(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> Answer:
    """The answer at the question's moment, and the next instant at which it would be another to the question's tier.

    `valid_until` is tight: of all dated inputs, in their order, the first at which answering again differs.
    """
    tier = question.tier
    # 1. What is found now, and where that is UNDETERMINED, what would settle it.
    asking = _Answering(question, question.at, directive, world, reference)
    found = asking.answer()
    now = asking.settled(found)
    # 2. The first dated input at which that differs; what would settle it only where all else is the same.
    changed: Changed = frozenset()
    for instant, inputs in groupby(dated_inputs(question, directive, world, reference), key=itemgetter(0)):
        causes = list(inputs)
        changed = changed.union([kind for _, _, kind in causes])
        if not directive.reads_any(changed):
            continue
        later = _Answering(question, instant, directive, world, reference, asking.still_known(changed))
        if _differs(later, found, tier) or later.settled(found) != now:
            return replace(now, valid_until=instant, cause=causes[0][1])
    return now


def _differs(later: "_Answering", found: Answer, tier: Tier) -> bool:
    """Whether something else is found later, as far as the tier sees."""
    # The determination is found first; where that differs, the rest need not be found.
    if tier >= ANSWER["determination"] and later.determination() is not found.determination:
        return True
    return seen(later.answer(), tier) != seen(found, tier)


def found(question: Question, directive: CompiledDirective, world: World, reference: Reference) -> Answer:
    """What is found at the question's moment: the answer without `valid_until`, and without what would settle it."""
    return _Answering(question, question.at, directive, world, reference).answer()


@dataclass(slots=True)
class _Answering:
    """One question at one moment. `known`: what need not be found, because it is known from before. `standing`: what
    the answer stands on, or the answer where nothing was evaluated; `stands_on`: the moment, the principal judged, the
    finding of each provision; once they are found."""

    question: Question
    at: datetime
    directive: CompiledDirective
    world: World
    reference: Reference
    known: Known = field(default_factory=Known)
    standing: Standing | Answer | None = None
    stands_on: tuple[Moment, Subject | None, tuple[Finding, ...]] | None = None

    def answer(self) -> Answer:
        """Without `valid_until`, and without what would settle it."""
        standing = self.standing = self.standing or self._standing()
        if isinstance(standing, Answer):
            return standing
        return standing.answer(self.question, self.directive.authorizations)

    def determination(self) -> Determination:
        """That of the answer alone."""
        standing = self.standing = self.standing or self._standing()
        if isinstance(standing, Answer):
            return standing.determination
        return standing.determination(self.question, self.directive.authorizations)

    def still_known(self, changed: Changed) -> Known:
        """What was found here and holds where only that has changed."""
        if self.stands_on is None:
            return Known()
        moment, _, findings = self.stands_on
        return still_known(moment, findings, changed)

    def _standing(self) -> Standing | Answer:
        """What the answer stands on; or the answer, where nothing was evaluated."""
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
            question.explain,
            self.known.findings,
            self.known.balances,
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
        # 3. Each provision's finding.
        findings = tuple([evaluated(each.root, moment, subject) for each in matching])
        self.stands_on = (moment, subject, findings)
        return Standing(version, moment, subject, list(zip(matching, findings, strict=True)))

    def settled(self, found: Answer) -> Answer:
        """The answer found with what would settle it, where it is UNDETERMINED on a principal that is known, and the
        tier is shown that."""
        question = self.question
        if found.determination is not Determination.UNDETERMINED or not question.settle or self.stands_on is None:
            return found
        if question.tier < Tier.REASONS:
            return found
        settlement = settle(Ground(*self.stands_on), _Judging(self, replace(question, explain=False)))
        if question.tier < Tier.FACTS:
            return replace(found, settling=outlined(settlement.ways, question.principal))
        return replace(found, settling=settlement.ways, settling_searched=settlement.searched)

    def _populations(self, subject: Subject) -> frozenset[Population]:
        """Those of the principal, or of whom a service acts for."""
        standing = subject.name
        for _, named in subject.links:
            if self.world[standing].kind is PrincipalKind.SERVICE:
                standing = named
        return self.world[standing].populations


@dataclass(slots=True)
class _Judging:
    """Answers `question` again in other worlds; what cannot have changed there is `known` from what was asked."""

    asked: _Answering
    question: Question
    known: dict[Changed, Known] = field(default_factory=dict)

    def __call__(self, world: World, presence: Presence | None, changed: Changed) -> Determination:
        asked, question = self.asked, self.question
        if presence is not question.presence:
            question = replace(question, presence=presence)
        if changed not in self.known:
            self.known[changed] = asked.still_known(changed)
        known = self.known[changed].copy()
        return _Answering(question, asked.at, asked.directive, world, asked.reference, known).determination()
