"""Who owns and who controls: `owned_by` as a least fixpoint with bounds, `controlled_by` and `subsidiary_of`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Claim, ClaimKind, Control, Ownership
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.balance import weigh
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, Node, disjunction, elsewhere
from denizen.domain.evaluation.leaf import NO, Leaf, Verdict
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.persons import NamingLeaf
from denizen.domain.evaluation.regions import Part
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.names import AttestationName, PrincipalName

WHOLE = Decimal(100)
HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The direct holdings in one organisation, as far as they are known at each threshold.

    `counted` reach the threshold of TRUE and `known` that of FALSE, each with the lowest and the highest percentage
    attested. `closed_by`: nobody else holds anything; None: somebody may.
    """

    counted: dict[PrincipalName, tuple[Decimal, Decimal]]
    known: dict[PrincipalName, tuple[Decimal, Decimal]]
    closed_by: frozenset[AttestationName] | None
    by: frozenset[AttestationName]
    reasons: frozenset[Reason]

    @property
    def owners(self) -> frozenset[PrincipalName]:
        return frozenset(self.counted) | frozenset(self.known)

    def least(self, counts: Callable[[PrincipalName], bool]) -> Decimal:
        """The share that owners surely hold of whom `counts` is true."""
        return sum((low for owner, (low, _) in self.counted.items() if counts(owner)), Decimal())

    def most(self, excluded: Callable[[PrincipalName], bool]) -> Decimal:
        """The share that anybody may hold but the owners that are `excluded`, unknown holdings included."""
        spoken_for = sum((low for owner, (low, _) in self.known.items() if excluded(owner)), Decimal())
        if self.closed_by is None:
            return WHOLE - spoken_for
        others = (high for owner, (_, high) in (self.counted | self.known).items() if not excluded(owner))
        return min(WHOLE - spoken_for, sum(others, Decimal()))


def holdings(leaf: Leaf, moment: Moment, subject: Subject, *, everything: bool) -> Holdings:
    forward = weigh(moment, subject, ClaimKind.OWNERSHIP, moment.at, leaf.direction, everything=everything)
    backward = weigh(moment, subject, ClaimKind.OWNERSHIP, moment.at, leaf.direction.reversed(), everything=everything)
    reasons = {why for balance in (forward, backward) for _, why in balance.short} | forward.open_because
    if forward.unvouched:
        reasons.add(Reason.EXPIRED)
    if forward.contested or backward.contested:
        reasons.add(Reason.CONFLICTING_ATTESTATIONS)
    closed_by: frozenset[AttestationName] | None = None
    for closure in forward.closures:
        closed_by = frozenset((closure.attestation.name,)).union(closed_by or ())
    for denial in forward.denials:
        if isinstance(denial.claim, Ownership) and denial.claim.owner is None and denial.claim.percent is None:
            closed_by = frozenset((denial.name,)).union(closed_by or ())
    return Holdings(
        _shares(forward.live),
        _shares(backward.live),
        closed_by,
        frozenset(each.name for each in (*forward.live, *backward.live)),
        frozenset(reasons),
    )


def _shares(attestations: Iterable[Attestation]) -> dict[PrincipalName, tuple[Decimal, Decimal]]:
    shares: dict[PrincipalName, tuple[Decimal, Decimal]] = {}
    for each in attestations:
        claim = each.claim
        if isinstance(claim, Ownership) and claim.owner is not None and claim.percent is not None:
            low, high = shares.get(claim.owner, (claim.percent, claim.percent))
            shares[claim.owner] = min(low, claim.percent), max(high, claim.percent)
    return shares


@dataclass(slots=True)
class _Web:
    """The owners that can be reached from one organisation, with the value of the rule on each; nobody owns persons."""

    held: dict[PrincipalName, Holdings] = field(default_factory=dict)
    base: dict[PrincipalName, Finding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class OwnershipLeaf(Leaf):
    """`owned_by`. An owner at or above the share counts itself, for all it holds; percentages are not multiplied.

    The least fixpoint: owners that own each other in a circle do not make each other count.
    """

    owner: Node
    share: Decimal
    exceeded: bool

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        web = self._web(moment, subject, everything=everything)
        owned = self._fixpoint(web, TRUE, lambda held, inside: held.least(inside))
        possible = self._fixpoint(web, UNKNOWN, lambda held, inside: held.most(lambda each: not inside(each)))
        value = TRUE if subject.name in owned else UNKNOWN if subject.name in possible else FALSE
        children = tuple(web.base[name] for name in sorted(web.base))
        by = frozenset().union(*(held.by | (held.closed_by or frozenset()) for held in web.held.values()))
        if value is not UNKNOWN:
            return Finding(self, value, subject.name, frozenset(), by, children)
        reasons = frozenset().union(*(held.reasons for held in web.held.values()))
        if any(held.closed_by is None for held in web.held.values()):
            reasons |= {Reason.SET_NOT_CLOSED if by else Reason.NOT_ATTESTED}
        if self._circular(web, subject.name, possible - owned):
            reasons |= {Reason.OWNERSHIP_CYCLE}
        return Finding(self, value, subject.name, reasons, by, children)

    def decided_by(self, finding: Finding) -> Iterator[Finding]:
        """Owners of the same value; where the share is FALSE, all."""
        return (each for each in finding.children if finding.value is FALSE or each.value is finding.value)

    def _web(self, moment: Moment, subject: Subject, *, everything: bool) -> _Web:
        web = _Web()
        waiting: list[tuple[PrincipalName, Subject | None]] = [(subject.name, subject)]
        while waiting:
            name, each = waiting.pop()
            if name in web.held or each is None or each.kind is not self.about:
                continue
            web.held[name] = holdings(self, moment, each, everything=everything)
            for owner in web.held[name].owners:
                if owner not in web.base:
                    web.base[owner] = elsewhere(self.owner, moment, owner)
                    waiting.append((owner, moment.subject(owner)))
        return web

    def _fixpoint(
        self, web: _Web, least: Truth, share: Callable[[Holdings, Callable[[PrincipalName], bool]], Decimal]
    ) -> frozenset[PrincipalName]:
        """The organisations owned to the share; `least` UNKNOWN: that may be, every unknown taken for owned."""
        wanted = (TRUE,) if least is TRUE else (TRUE, UNKNOWN)
        inside = {name for name, found in web.base.items() if found.value in wanted}
        owned: set[PrincipalName] = set()
        changed = True
        while changed:
            changed = False
            for name, held in web.held.items():
                if name not in owned and self._reaches(share(held, inside.__contains__)):
                    owned.add(name)
                    changed = name not in inside or changed
                    inside.add(name)
        return frozenset(owned)

    def _reaches(self, share: Decimal) -> bool:
        return share > self.share if self.exceeded else share >= self.share

    @staticmethod
    def _circular(web: _Web, start: PrincipalName, open_ones: frozenset[PrincipalName]) -> bool:
        """Whether organisations whose share is open own each other in a circle."""
        path: list[PrincipalName] = []
        done: set[PrincipalName] = set()

        def visit(name: PrincipalName) -> bool:
            if name in path:
                return True
            if name in done or name not in web.held or name not in open_ones:
                return False
            path.append(name)
            found = any(visit(owner) for owner in sorted(web.held[name].owners))
            path.pop()
            done.add(name)
            return found

        return visit(start)


@dataclass(frozen=True, slots=True, eq=False)
class ControlLeaf(NamingLeaf):
    """`controlled_by` with a rule on the controller."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        return self.judge(moment, claim.controller) if isinstance(claim, Control) else Verdict(FALSE)

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        return (None, EVERYTHING) if claim == Control() else None


@dataclass(frozen=True, slots=True, eq=False)
class ForeignControlLeaf(SetLeaf):
    """`controlled_by` foreign persons, whoever they are. A claim that does not say whether says nothing here."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        return Verdict(TRUE if isinstance(claim, Control) and claim.foreign else FALSE)

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        return (None, EVERYTHING) if claim in (Control(), Control(foreign=True)) else None


@dataclass(frozen=True, slots=True, eq=False)
class ControlInFactLeaf(NamingLeaf):
    """The limb of `subsidiary_of` that looks at control in fact."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, Control) or claim.in_fact is False:
            return NO
        if claim.in_fact is None and claim.controller is None:
            return NO
        judged = self.judge(moment, claim.controller)
        said = judged.value is FALSE or claim.in_fact is True
        return judged if said else Verdict(UNKNOWN, judged.child, Reason.NOT_ATTESTED)

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        match claim:
            case Control(controller=None, foreign=None, in_fact=None | True):
                return None, EVERYTHING
            case _:
                return None


@dataclass(frozen=True, slots=True, eq=False)
class SubsidiaryLeaf(Leaf):
    """`subsidiary_of`: a direct parent holds half or more of it, or controls it in fact.

    A parent's own parents do not count; a rule that wants them nests another `subsidiary_of`.
    """

    parent: Node
    in_fact: ControlInFactLeaf
    only_in_fact: bool

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        limbs = [self.in_fact.evaluate(moment, subject)]
        if not self.only_in_fact:
            limbs.append(self._by_holding(moment, subject, everything=everything))
        value = disjunction(each.value for each in limbs)
        return Finding(self, value, subject.name, children=tuple(limbs))

    def _by_holding(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        held = holdings(self, moment, subject, everything=everything)
        reasons = set(held.reasons)
        values = [FALSE]
        children: list[Finding] = []
        for owner in sorted(held.owners):
            holds = self._half(held, owner)
            if holds is FALSE:
                continue
            found = elsewhere(self.parent, moment, owner)
            children.append(found)
            values.append(found.value if holds is TRUE or found.value is FALSE else UNKNOWN)
        by = held.by | (held.closed_by or frozenset())
        if held.closed_by is None and held.most(lambda _: True) >= HALF:
            values.append(UNKNOWN)
            reasons.add(Reason.SET_NOT_CLOSED if held.owners else Reason.NOT_ATTESTED)
        value = disjunction(values)
        return Finding(
            self.in_fact,
            value,
            subject.name,
            frozenset(reasons) if value is UNKNOWN else frozenset(),
            by,
            tuple(children),
        )

    @staticmethod
    def _half(held: Holdings, owner: PrincipalName) -> Truth:
        if owner in held.counted and held.counted[owner][0] >= HALF:
            return TRUE
        if owner in held.known and held.known[owner][1] < HALF:
            return FALSE
        return UNKNOWN
