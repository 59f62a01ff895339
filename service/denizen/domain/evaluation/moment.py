"""One evaluation: the question's moment, and the principals as the question may see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ActsFor, BranchOf, ClaimKind
from denizen.domain.countries import Country
from denizen.domain.determinations import Presence, Reason
from denizen.domain.evaluation.patterns import denies
from denizen.domain.facts import ByKind, PrincipalFacts, World
from denizen.domain.names import AttestationName, CountrySetName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference, ScreeningKey

_LONGEST_CHAIN = 16
Balances = dict[tuple[PrincipalName, ClaimKind, datetime | None, int, bool], Any]
"""By what was weighed: of whom, which kind, when (None: at the moment), by which bars, and whether as if all were
visible."""


@dataclass(slots=True, eq=False)
class Subject:
    """A principal in one evaluation. `links`: the attestations by which other principals' facts count as its own, each
    with that principal; `basis`: their names. `restricted`: there are facts that the question may not see. `disputed`:
    why it is not clear whose facts are its own."""

    name: PrincipalName
    kind: PrincipalKind
    screening_keys: frozenset[ScreeningKey]
    holding: ByKind
    denying: ByKind
    closing: ByKind
    basis: tuple[AttestationName, ...] = ()
    restricted: bool = False
    links: tuple[tuple[Attestation, PrincipalName], ...] = ()
    disputed: Reason | None = None

    @classmethod
    def of(cls, facts: PrincipalFacts, purpose: Purpose) -> "Subject":
        hidden = [each for each in facts.attestations if purpose not in each.purposes]
        return cls(
            facts.name,
            facts.kind,
            facts.screening_keys,
            facts.holding,
            facts.denying,
            facts.closing,
            restricted=bool(hidden),
        )


@dataclass(slots=True)
class Moment:
    """The context of one evaluation at `at`. What it works out it keeps, so that no leaf does it again.

    `findings` are known from before, by node, and so may be some of the `balances`, by what was weighed.
    """

    at: datetime
    purpose: Purpose
    world: World
    reference: Reference
    presence: Presence | None = None
    asked: PrincipalName | None = None
    explaining: bool = False
    findings: Mapping[Any, Any] = field(default_factory=dict)
    balances: Balances = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)

    def judged(self, name: PrincipalName, *, everything: bool = False) -> Subject | Reason:
        """The principal to judge: a service as whom it acts for; or why there is none.

        `everything`: as if attestations for other purposes were visible.
        """
        key = ("judged", name, everything)
        if key not in self.memo:
            self.memo[key] = self._judged(name, everything=everything)
        known: Subject | Reason = self.memo[key]
        return known

    def subject(self, name: PrincipalName, *, everything: bool = False) -> Subject | None:
        """The principal, a branch together with its head office; None: nothing is known of it."""
        key = ("subject", name, everything)
        if key not in self.memo:
            self.memo[key] = self._subject(name, (), everything=everything)
        known: Subject | None = self.memo[key]
        return known

    def _judged(self, name: PrincipalName, *, everything: bool) -> Subject | Reason:
        subject = self.subject(name, everything=everything)
        if subject is None:
            return Reason.UNKNOWN_PRINCIPAL
        seen = {name}
        while subject.kind is PrincipalKind.SERVICE:
            link = self.link(subject, ClaimKind.ACTS_FOR, everything=everything)
            if not isinstance(link, Attestation):
                return link or Reason.NOT_ATTESTED
            if subject.restricted and not self._same(link, self.link(subject, ClaimKind.ACTS_FOR, everything=True)):
                return Reason.PURPOSE_NOT_PERMITTED
            named = link.claim.principal if isinstance(link.claim, ActsFor) else None
            other = None if named is None or named in seen else self.subject(named, everything=everything)
            if named is None or other is None:
                return Reason.UNKNOWN_PRINCIPAL
            seen.add(named)
            bare = replace(subject, holding={}, denying={}, closing={}, screening_keys=frozenset())
            subject = joined(bare, other, link)
        return subject

    def _subject(self, name: PrincipalName, chain: tuple[PrincipalName, ...], *, everything: bool) -> Subject | None:
        facts = self.world.get(name)
        if facts is None:
            return None
        own = Subject.of(facts.answering(self.purpose), self.purpose)
        link = self.link(own, ClaimKind.BRANCH_OF, everything=everything)
        if isinstance(link, Reason):
            return replace(own, disputed=link)
        if link is None or not isinstance(link.claim, BranchOf) or link.claim.organisation is None:
            return own
        if name in chain or len(chain) >= _LONGEST_CHAIN:
            return own
        head = self._subject(link.claim.organisation, (*chain, name), everything=everything)
        return own if head is None else joined(own, head, link)

    def link(self, subject: Subject, kind: ClaimKind, *, everything: bool) -> Attestation | Reason | None:
        """The one attestation of `kind` that says as whom the subject counts; the reason where several disagree.

        A surer denial takes one away; the latest start wins, and then the assurance. A missing start has no order.
        """
        if kind not in subject.holding:
            return None
        denials = list(self._speaking(subject.denying, kind, everything=everything))
        live = [
            each
            for each in self._speaking(subject.holding, kind, everything=everything)
            if not any(_ordinal(no) > _ordinal(each) and denies(no.claim, each.claim) for no in denials)
        ]
        last = max((each.held.start for each in live if each.held.start is not None), default=None)
        latest = [each for each in live if each.held.start in (None, last)]
        best = [each for each in latest if _ordinal(each) == max(map(_ordinal, latest))]
        if not best:
            return None
        denied = any(_ordinal(no) == _ordinal(each) and denies(no.claim, each.claim) for no in denials for each in best)
        if denied or any(each.claim != best[0].claim for each in best):
            return Reason.CONFLICTING_ATTESTATIONS
        return max(best, key=lambda each: each.verified_at)

    def _speaking(self, index: ByKind, kind: ClaimKind, *, everything: bool) -> Iterator[Attestation]:
        for each in index.get(kind, ()):
            visible = everything or self.purpose in each.purposes
            if visible and self.at in each.vouched and self.at in each.held and each.entitled_at(self.at):
                yield each

    @staticmethod
    def _same(one: Attestation, other: Attestation | Reason | None) -> bool:
        return isinstance(other, Attestation) and other.claim == one.claim

    def countries(self, name: CountrySetName) -> frozenset[Country]:
        """The members of a dated set at the moment."""
        key = ("set", name)
        if key not in self.memo:
            self.memo[key] = self.reference.country_sets[name].at(self.at)
        known: frozenset[Country] = self.memo[key]
        return known


def _ordinal(attestation: Attestation) -> int:
    return attestation.assurance.ordinal


def joined(own: Subject, other: Subject, link: Attestation) -> Subject:
    """`own` with the facts of `other` as its own, none of them surer or fresher than the link between the two."""

    def weaken(attestation: Attestation) -> Attestation:
        assurance = min(attestation.assurance, link.assurance, key=lambda each: each.ordinal)
        verified = min(attestation.verified_at, link.verified_at)
        return replace(attestation, assurance=assurance, verified_at=verified)

    def merge(mine: ByKind, theirs: ByKind) -> ByKind:
        kinds = mine.keys() | theirs.keys()
        return {kind: (*mine.get(kind, ()), *map(weaken, theirs.get(kind, ()))) for kind in kinds}

    return Subject(
        own.name,
        other.kind,
        own.screening_keys | other.screening_keys,
        merge(own.holding, other.holding),
        merge(own.denying, other.denying),
        merge(own.closing, other.closing),
        (*own.basis, link.name, *other.basis),
        own.restricted or other.restricted,
        (*own.links, (link, other.name), *other.links),
        own.disputed or other.disputed,
    )
