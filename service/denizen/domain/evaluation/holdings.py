"""Direct holdings in one organisation: what is surely held, and what may be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Ownership
from denizen.domain.determinations import Reason
from denizen.domain.evaluation.balance import weigh
from denizen.domain.evaluation.leaf import Leaf
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.names import AttestationName, PrincipalName

WHOLE = Decimal(100)

Share = tuple[Decimal, Decimal]
"""The lowest and the highest percentage that the surest attestations give."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The direct holdings in one organisation, as far as they are known at each threshold.

    `counted` reach the threshold of TRUE and `known` that of FALSE. `closed`: nobody else holds anything.
    """

    counted: dict[PrincipalName, Share]
    known: dict[PrincipalName, Share]
    closed: bool
    by: frozenset[AttestationName]
    reasons: frozenset[Reason]
    overruled: bool

    @property
    def owners(self) -> frozenset[PrincipalName]:
        return frozenset(self.counted) | frozenset(self.known)

    def least(self, counts: Callable[[PrincipalName], bool]) -> Decimal:
        """The share that owners surely hold of whom `counts` is true."""
        return sum((low for owner, (low, _) in self.counted.items() if counts(owner)), Decimal())

    def most(self, counts: Callable[[PrincipalName], bool]) -> Decimal:
        """The share that owners may hold of whom `counts` is true, unknown ones included."""
        free = WHOLE - sum((self._range(owner)[0] for owner in self.known if not counts(owner)), Decimal())
        if not self.closed:
            return free
        return min(free, sum((self._range(owner)[1] for owner in self.owners if counts(owner)), Decimal()))

    def _range(self, owner: PrincipalName) -> Share:
        shares = [held[owner] for held in (self.counted, self.known) if owner in held]
        return min(low for low, _ in shares), max(high for _, high in shares)


def holdings(leaf: Leaf, moment: Moment, subject: Subject, *, everything: bool) -> Holdings:
    direction = leaf.direction
    forward = weigh(moment, subject, ClaimKind.OWNERSHIP, moment.at, direction, everything=everything)
    backward = weigh(moment, subject, ClaimKind.OWNERSHIP, moment.at, direction.reversed(), everything=everything)
    reasons = {why for balance in (forward, backward) for _, why in balance.short} | forward.open_because
    if forward.unvouched:
        reasons.add(Reason.EXPIRED)
    counted, known = _surest(forward.live), _surest(backward.live)
    sure = {each.name for each in backward.live}
    shares, bounds = _shares(counted, sure), _shares(known, sure)
    disagreeing = any(low != high for each in (shares, bounds) for low, high in each.values())
    if forward.contested or backward.contested or disagreeing:
        reasons.add(Reason.CONFLICTING_ATTESTATIONS)
    closing = [each.exclusion.by for each in forward.closures]
    closing += [frozenset((each.name,)) for each in forward.denials if each.claim == Ownership()]
    by = frozenset(each.name for each in (*counted, *known))
    return Holdings(
        shares,
        bounds,
        bool(closing),
        by.union(*closing),
        frozenset(reasons),
        bool(forward.overruled or backward.overruled)
        or len(counted) + len(known) < len(forward.live) + len(backward.live),
    )


def _surest(attestations: Iterable[Attestation]) -> list[Attestation]:
    """Of those on one owner the ones with the highest assurance, if they differ at all."""
    by_owner: dict[PrincipalName, list[tuple[Attestation, Decimal]]] = {}
    for each in attestations:
        claim = each.claim
        if isinstance(claim, Ownership) and claim.owner is not None and claim.percent is not None:
            by_owner.setdefault(claim.owner, []).append((each, claim.percent))
    found: list[Attestation] = []
    for group in by_owner.values():
        if len({percent for _, percent in group}) > 1:
            highest = max(each.assurance.ordinal for each, _ in group)
            group = [(each, percent) for each, percent in group if each.assurance.ordinal == highest]  # noqa: PLW2901 - narrowed
        found.extend(each for each, _ in group)
    return found


def _shares(attestations: Iterable[Attestation], sure: set[AttestationName]) -> dict[PrincipalName, Share]:
    """The range of what they give each owner. That somebody holds no more takes the threshold of FALSE: only the
    attestations that are `sure` bring the lower end down."""
    said: dict[PrincipalName, tuple[list[Decimal], list[Decimal]]] = {}
    for each in attestations:
        claim = each.claim
        if isinstance(claim, Ownership) and claim.owner is not None and claim.percent is not None:
            every, lowering = said.setdefault(claim.owner, ([], []))
            every.append(claim.percent)
            if each.name in sure:
                lowering.append(claim.percent)
    return {owner: (min(lowering or [max(every)]), max(every)) for owner, (every, lowering) in said.items()}
