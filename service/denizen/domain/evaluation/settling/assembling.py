"""From pieces to moves: claims chosen, declarations merged and their members named, links that are too weak mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from denizen.domain.attestations import Attestation
from denizen.domain.claims import SINGLE_VALUED, Claim, ClaimKind, Completeness, Member
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.findings import TRUE
from denizen.domain.evaluation.moment import Subject
from denizen.domain.evaluation.patterns import closes, scope_of
from denizen.domain.evaluation.scopes import Scope
from denizen.domain.evaluation.settling.examples import countries, example
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.moves import Move, attesting, observing, revoking, superseding
from denizen.domain.evaluation.settling.pieces import (
    Claimed,
    Closed,
    Exact,
    Piece,
    Present,
    Revoked,
    Superseded,
    closed_together,
    present_together,
    region,
    stricter,
)
from denizen.domain.evaluation.settling.wording import at_least, attest, declaration, elsewhere, place
from denizen.domain.evaluation.thresholds import shortfall
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName, PrincipalName
from denizen.domain.wellformed import WITH_COUNTRY

MOST_STEPS = 4
"""Steps of one way."""


def assemble(pieces: Sequence[Piece], ground: Ground) -> tuple[Move, ...] | None:
    """The moves, each once; None where the pieces do not go together, or take too many steps."""
    closed = closed_together(each for each in pieces if isinstance(each, Closed))
    claimed = _claims_together([each for each in pieces if isinstance(each, Claimed)], ground)
    if closed is None or claimed is None:
        return None
    made = _Assembling(ground)
    for each in pieces:
        match each:
            case Exact(subject, claim, bar, words):
                made.add(attesting(subject, claim, bar, words, ground))
            case Superseded(subject, attestation, claim, bar, words, held):
                made.supersede(subject, attestation, claim, bar, words, held)
            case Revoked(subject, attestation):
                made.add(revoking(subject, attestation))
            case Claimed() | Closed() | Present():
                pass
    for one, claim in claimed:
        words = attest(claim, one.inside, one.outside, ground.moment.reference)
        made.add(attesting(one.subject, claim, one.bar, words, ground))
    for closing in closed:
        made.declare(closing)
    for present in present_together(each for each in pieces if isinstance(each, Present)):
        if not made.observe(present):
            return None
    made.mend_links()
    return tuple(made.moves.values()) if len(made.moves) <= MOST_STEPS else None


def _claims_together(pieces: Sequence[Claimed], ground: Ground) -> list[tuple[Claimed, Member]] | None:
    """One claim for all pieces of a principal and kind, or where there is none, of many-valued kinds one for each."""
    chosen: list[tuple[Claimed, Member]] = []
    groups: dict[tuple[PrincipalName, ClaimKind], list[Claimed]] = {}
    for each in pieces:
        groups.setdefault((each.subject, each.kind), []).append(each)
    for (_, kind), group in groups.items():
        joined = _joined(group)
        for each in [joined] if joined is not None else group:
            found = example(each.kind, each.parts, each.inside, each.outside, ground)
            if found is not None:
                chosen.append((each, found))
                continue
            apart = [(one, example(kind, one.parts, one.inside, one.outside, ground)) for one in group]
            sure = [(one, claim) for one, claim in apart if claim is not None]
            if kind in SINGLE_VALUED or len(sure) < len(group):
                return None
            chosen.extend(sure)
            break
    return chosen


def _joined(group: Sequence[Claimed]) -> Claimed | None:
    whole = group[0]
    for each in group[1:]:
        bar = stricter(whole.bar, each.bar)
        if bar is None:
            return None
        inside = tuple(dict.fromkeys((*whole.inside, *each.inside)))
        outside = tuple(dict.fromkeys((*whole.outside, *each.outside)))
        whole = Claimed(whole.subject, whole.kind, bar, inside, outside, whole.parts & each.parts)
    return whole


@dataclass(slots=True)
class _Assembling:
    ground: Ground
    moves: dict[object, Move] = field(default_factory=dict)

    def add(self, move: Move) -> None:
        step = move.step
        key = step.attestation or (step.action, step.subject, step.claim, step.country)
        self.moves.setdefault(key, move)

    def supersede(
        self,
        subject: PrincipalName,
        attestation: Attestation,
        claim: Claim,
        bar: Requirement,
        words: str,
        held: Interval | None = None,
    ) -> None:
        """Twice the same attestation: by what reaches both bars."""
        known = self.moves.pop(attestation.name, None)
        if known is not None and known.bar is not None and known.added is not None:
            bar = stricter(known.bar, bar) or bar
            if known.added.claim != attestation.claim or known.added.held != attestation.held:
                claim, held = known.added.claim, known.added.held
                words = known.step.text.partition(": ")[2].removesuffix(at_least(known.bar))
        self.add(superseding(subject, attestation, claim, bar, words, self.ground, held))

    def declare(self, closing: Closed) -> None:
        """The declaration, in the place of one on file that covers as much."""
        ground, subject = self.ground, self.ground.subject(closing.subject)
        if subject is None:
            return
        asked = region(closing.within, ground.moment)
        before = next((each for each in self._declared(closing, subject) if _covers(each.claim, asked, closing)), None)
        scope = _scope(closing, asked) if before is None else before.claim
        if not isinstance(scope, Completeness):
            return
        members, aside = self._members(closing, scope, subject)
        claim = Completeness(scope.of, scope.countries, scope.except_countries, scope.categories, frozenset(members))
        words = declaration(claim, closing.within, ground.moment.reference, aside)
        if before is None:
            self.add(attesting(closing.subject, claim, closing.bar, words, ground))
        else:
            words = f"declared again that {words}"
            self.supersede(closing.subject, before, claim, closing.bar, words)

    def _declared(self, closing: Closed, subject: Subject) -> Iterable[Attestation]:
        for each in self.ground.visible(subject.closing, closing.kind):
            original = self.ground.original(each.name)
            lasting = original is not None and (original.held == ALWAYS or not closing.throughout)
            if original is not None and lasting and original.name not in self.moves:
                yield original

    def _members(
        self, closing: Closed, scope: Completeness, subject: Subject
    ) -> tuple[list[Member], list[AttestationName]]:
        """The claims on file in scope, by value; weak ones are superseded, or stand aside where they say otherwise."""
        moment = self.ground.moment
        by_value: dict[Member, list[Attestation]] = {}
        for each in self.ground.visible(subject.holding, closing.kind):
            if moment.at in each.vouched and each.name not in self.moves:
                self._sort_in(each, scope, by_value)
        supposed: set[Claim] = set()
        for move in list(self.moves.values()):
            if move.added is not None and move.about == closing.subject and move.added.holds:
                self._sort_in(move.added, scope, by_value)
                supposed.add(move.added.claim)
        members: list[Member] = []
        aside: list[AttestationName] = []
        for claim, attested in by_value.items():
            says_otherwise = any(leaf.verdict(claim, moment, subject).value is TRUE for leaf in closing.against)
            if says_otherwise:
                aside.extend(each.name for each in attested if not each.name.endswith("~"))
                continue
            members.append(claim)
            if claim in supposed or any(shortfall(closing.member_bar, each, moment.at) is None for each in attested):
                continue
            surest = min(attested, key=lambda each: (-each.assurance.ordinal, each.name))
            original = self.ground.original(surest.name)
            if original is not None:
                self.supersede(closing.subject, original, claim, closing.member_bar, "verified again")
        return members, sorted(aside)

    @staticmethod
    def _sort_in(each: Attestation, scope: Completeness, by_value: dict[Member, list[Attestation]]) -> None:
        claim = each.claim
        if not isinstance(claim, Completeness) and claim.kind is scope.of and closes(scope, claim):
            by_value.setdefault(claim, []).append(each)

    def observe(self, present: Present) -> bool:
        """False where no country is in all places wanted."""
        reference = self.ground.moment.reference
        found = (each for each in countries(present.inside, present.outside, self.ground) if each is not None)
        country = next(found, None)
        if country is None:
            return False
        words = [f"in {place(each, reference)}" for each in present.inside]
        words.extend(f"in {elsewhere(each, reference)}" for each in present.outside)
        named = " and ".join(dict.fromkeys(words))
        self.add(observing(present.subject, country, present.minimum, named, self.ground))
        return True

    def mend_links(self) -> None:
        """What counts through a link counts no more surely than the link."""
        for move in list(self.moves.values()):
            subject = self.ground.subject(move.about)
            if subject is None or move.bar is None or move.step.subject == move.about:
                continue
            for name in subject.basis:
                link = self.ground.original(name)
                if link is not None and shortfall(move.bar, link, self.ground.moment.at) is not None:
                    self.supersede(move.about, link, link.claim, move.bar, "verified again")


def _scope(closing: Closed, asked: Scope) -> Completeness:
    if closing.kind not in WITH_COUNTRY:
        return Completeness(closing.kind)
    if asked.complement:
        return Completeness(closing.kind, None, asked.codes, closing.categories)
    return Completeness(closing.kind, asked.codes, frozenset(), closing.categories)


def _covers(claim: Claim, asked: Scope, closing: Closed) -> bool:
    if not isinstance(claim, Completeness):
        return False
    categories = claim.categories is None or (closing.categories is not None and closing.categories <= claim.categories)
    return categories and asked.minus(scope_of(claim)).is_empty
