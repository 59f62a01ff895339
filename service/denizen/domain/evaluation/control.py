"""Who controls: `controlled_by` and `subsidiary_of`."""

from dataclasses import dataclass
from decimal import Decimal

from denizen.domain.claims import Claim, ClaimKind, Control
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, Node, disjunction, elsewhere
from denizen.domain.evaluation.holdings import Holdings, holdings
from denizen.domain.evaluation.leaf import NO, SILENT, YES, Leaf, Verdict
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.persons import NamingLeaf, Region
from denizen.domain.evaluation.scopes import EVERYTHING
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.names import PrincipalName

HALF = Decimal(50)


@dataclass(frozen=True, slots=True, eq=False)
class ControlLeaf(NamingLeaf):
    """`controlled_by` with a rule on the controller."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        return self.judge(moment, claim.controller) if isinstance(claim, Control) else NO

    def denied_region(self, claim: Claim) -> Region | None:
        return (None, EVERYTHING) if claim == Control() else None


@dataclass(frozen=True, slots=True, eq=False)
class ForeignControlLeaf(SetLeaf):
    """`controlled_by` foreign persons, whoever they are. A claim that does not say whether says nothing here."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, Control) or claim.foreign is None:
            return SILENT
        return YES if claim.foreign else NO

    def denied_region(self, claim: Claim) -> Region | None:
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

    def denied_region(self, claim: Claim) -> Region | None:
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

    def kinds(self) -> frozenset[ClaimKind]:
        return self.parent.reads | {ClaimKind.CONTROL, ClaimKind.OWNERSHIP}

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        limbs = [self.in_fact.look(moment, subject, everything=everything)]
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
        if not held.closed and held.most(lambda _: False) >= HALF:
            values.append(UNKNOWN)
            reasons.add(Reason.SET_NOT_CLOSED if held.owners else Reason.NOT_ATTESTED)
        value = disjunction(values)
        return Finding(
            self.in_fact,
            value,
            subject.name,
            frozenset(reasons if value is UNKNOWN else {Reason.OVERRULED} if held.overruled else ()),
            held.by,
            tuple(children),
        )

    @staticmethod
    def _half(held: Holdings, owner: PrincipalName) -> Truth:
        if owner in held.counted and held.counted[owner][0] >= HALF:
            return TRUE
        if owner in held.known and held.known[owner][1] < HALF:
            return FALSE
        return UNKNOWN
