"""One question about many principals: what is found of one is found of all of whom the same is attested, in the same
order of time."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Answer, Question
from denizen.domain.evaluation.answering import answer
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.dating import aged
from denizen.domain.evaluation.renaming import Renaming
from denizen.domain.evaluation.settling import SUPPOSED
from denizen.domain.facts import World, names_itself, naturalization_window
from denizen.domain.names import AttestationName, IssuerName, PrincipalName
from denizen.domain.reference import Reference

_THE_BEGINNING = datetime.min.replace(tzinfo=UTC)
_NEVER = -1
"""The place of an instant that does not come."""
_IN_VAIN = 100
"""So many more principals than were like another may be like nobody, before nobody else is compared."""


@dataclass(slots=True)
class _Form:
    """What an evaluation can tell of a principal: `same` has all of it but names and instants. `instants`: those, in
    their order; `names`: those of the attestations, in theirs."""

    same: Hashable
    instants: list[datetime]
    names: list[AttestationName]


@dataclass(slots=True)
class _Found:
    """An answer about a principal of some form; `until`: the place of its `valid_until` among the instants."""

    principal: PrincipalName
    names: list[AttestationName]
    answer: Answer
    until: int | None


@dataclass(slots=True)
class Alike:
    """One question, asked about one principal after the other.

    The answers are those of `answer`, in every field. A rule compares instants and names with each other, and claims
    with claims; where all of that comes out the same, two answers differ in names and instants alone. A principal whose
    answer may depend on more, as on other principals, is answered about by itself.
    """

    question: Question
    directive: CompiledDirective
    reference: Reference
    _fixed: tuple[datetime, ...] = field(init=False)
    _found: dict[Hashable, _Found] = field(default_factory=dict)
    _spared: int = 0

    def __post_init__(self) -> None:
        dated = (instant for instant, _, _ in self.directive.dates)
        sets = chain.from_iterable(self.reference.dates.get(each, ()) for each in self.directive.country_sets)
        self._fixed = tuple({self.question.at, _THE_BEGINNING, *SUPPOSED, *dated, *sets})

    def answer(self, name: PrincipalName, world: World) -> Answer:
        """The answer about that principal."""
        form = self._form(name, world) if len(self._found) - self._spared < _IN_VAIN else None
        known = None if form is None else self._found.get(form.same)
        if form is not None and known is not None:
            self._spared += 1
            valid_until = None if known.until is None else form.instants[known.until]
            names = dict(zip(known.names, form.names, strict=True))
            return Renaming(known.principal, name, names).answer(known.answer, valid_until)
        found = answer(replace(self.question, principal=name), self.directive, world, self.reference)
        if form is not None:
            until = None if found.valid_until is None else form.instants.index(found.valid_until)
            self._found[form.same] = _Found(name, form.names, found, until)
        return found

    def _form(self, name: PrincipalName, world: World) -> _Form | None:
        """None: more may count than what is attested of the principal, or its name does."""
        question, directive, facts = self.question, self.directive, world.get(name)
        if facts is None or len(world) > 1 or question.explain or question.presence is not None:
            return None
        if directive.authorizations.known or (directive.lists and facts.screening_keys):
            return None
        own_word = IssuerName(name)
        if own_word in directive.accepted_issuers or names_itself(facts):
            return None
        # 1. Every instant that is compared with others, in order.
        attested = sorted(facts.attestations, key=_name)
        instants = [_instants(each, directive.ages) for each in attested]
        known = {each for each in chain(self._fixed, *instants) if each is not None}
        ordered = sorted(known)
        # 2. What is attested, with the place of each instant in that order.
        place: dict[datetime | None, int] = {instant: number for number, instant in enumerate(ordered)}
        place[None] = _NEVER
        same = (
            facts.kind,
            facts.populations,
            *[place[each] for each in self._fixed],
            *[
                (
                    each.claim,
                    each.holds,
                    each.assurance.ordinal,
                    None if each.issuer == own_word else each.issuer,
                    each.purposes,
                    each.entitled is None,
                    *[place[instant] for instant in own],
                )
                for each, own in zip(attested, instants, strict=True)
            ],
        )
        return _Form(same, ordered, [each.name for each in attested])


def _name(attestation: Attestation) -> AttestationName:
    return attestation.name


def _instants(attestation: Attestation, ages: Iterable[timedelta]) -> list[datetime | None]:
    """Those of an attestation that are compared with others."""
    held, vouched, verified = attestation.held, attestation.vouched, attestation.verified_at
    found = [verified, held.start, held.end, vouched.start, vouched.end, *[aged(verified, age) for age in ages]]
    if attestation.claim.kind is ClaimKind.NATURALIZATION:
        found.append(naturalization_window(attestation.claim))
    for span in attestation.entitled or ():
        found += (span.start, span.end)
    return found
