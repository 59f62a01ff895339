"""One evaluation: the question's moment, and the principals as the question may see them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.claims import BranchOf, ClaimKind
from denizen.domain.countries import Country
from denizen.domain.determinations import Presence
from denizen.domain.facts import ByKind, PrincipalFacts, World
from denizen.domain.names import AttestationName, CountrySetName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference, ScreeningKey

_LONGEST_CHAIN = 16


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A principal in one evaluation. `links`: the attestations by which other principals' facts count as its own, each
    with that principal; `basis`: their names."""

    name: PrincipalName
    kind: PrincipalKind
    screening_keys: frozenset[ScreeningKey]
    holding: ByKind
    denying: ByKind
    closing: ByKind
    basis: tuple[AttestationName, ...] = ()
    restricted: bool = False
    links: tuple[tuple[Attestation, PrincipalName], ...] = ()

    @classmethod
    def of(cls, facts: PrincipalFacts, purpose: Purpose) -> "Subject":
        hidden = any(purpose not in attestation.purposes for attestation in facts.attestations)
        return cls(
            facts.name,
            facts.kind,
            facts.screening_keys,
            facts.holding,
            facts.denying,
            facts.closing,
            restricted=hidden,
        )


@dataclass(slots=True)
class Moment:
    """The context of one evaluation at `at`. What it works out it keeps, so that no leaf does it again."""

    at: datetime
    purpose: Purpose
    world: World
    reference: Reference
    presence: Presence | None = None
    asked: PrincipalName | None = None
    explaining: bool = False
    memo: dict[Any, Any] = field(default_factory=dict)

    def subject(self, name: PrincipalName) -> Subject | None:
        """The principal, a branch together with its head office; None: nothing is known of it."""
        key = ("subject", name)
        if key not in self.memo:
            self.memo[key] = self._subject(name, ())
        known: Subject | None = self.memo[key]
        return known

    def _subject(self, name: PrincipalName, chain: tuple[PrincipalName, ...]) -> Subject | None:
        facts = self.world.get(name)
        if facts is None:
            return None
        own = Subject.of(facts, self.purpose)
        link = self.link(own, ClaimKind.BRANCH_OF)
        if isinstance(link, bool) or not isinstance(link.claim, BranchOf) or link.claim.organisation is None:
            return own
        if name in chain or len(chain) >= _LONGEST_CHAIN:
            return own
        head = self._subject(link.claim.organisation, (*chain, name))
        return own if head is None else joined(own, head, link)

    def link(self, subject: Subject, kind: ClaimKind) -> Attestation | bool:
        """The one attestation of `kind` that says as whom the subject counts.

        True: there are several that disagree. False: there is none. The latest start wins, then the assurance.
        """
        live = [each for each in subject.holding.get(kind, ()) if self.sees(each) and self.at in each.held]
        if not live:
            return False
        best = max(live, key=_rank)
        rivals = [each for each in live if _rank(each) == _rank(best)]
        return True if any(each.claim != best.claim for each in rivals) else best

    def sees(self, attestation: Attestation) -> bool:
        """Whether it serves the question's purpose and is vouched for."""
        return self.purpose in attestation.purposes and self.at in attestation.vouched

    def countries(self, name: CountrySetName) -> frozenset[Country]:
        """The members of a dated set at the moment."""
        key = ("set", name)
        if key not in self.memo:
            self.memo[key] = self.reference.country_sets[name].at(self.at)
        known: frozenset[Country] = self.memo[key]
        return known


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def _rank(attestation: Attestation) -> tuple[datetime, int]:
    return attestation.held.start or _BEFORE_ALL, attestation.assurance.ordinal


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
    )
