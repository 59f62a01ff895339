"""`owned_by`, as a least fixpoint with bounds over unknown holdings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, Node, elsewhere
from denizen.domain.evaluation.holdings import Holdings, holdings
from denizen.domain.evaluation.leaf import Leaf
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.names import PrincipalName

Counts = Callable[[PrincipalName], bool]
"""Whether an owner counts."""


@dataclass(slots=True)
class _Web:
    """The owners that can be reached from one organisation, with the value of the rule on each; nobody owns persons."""

    subjects: dict[PrincipalName, Subject] = field(default_factory=dict)
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

    def kinds(self) -> frozenset[ClaimKind]:
        return self.owner.reads | {ClaimKind.OWNERSHIP}

    def restricted(self, moment: Moment, subject: Subject) -> bool:
        return any(each.restricted for each in self._web(moment, subject, everything=False).subjects.values())

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        web = self._web(moment, subject, everything=everything)
        owned = self._fixpoint(web, (TRUE,), lambda held, inside: held.least(inside))
        possible = self._fixpoint(web, (TRUE, UNKNOWN), lambda held, inside: held.most(inside))
        value = TRUE if subject.name in owned else UNKNOWN if subject.name in possible else FALSE
        children = tuple(web.base[name] for name in sorted(web.base))
        by = frozenset().union(*(held.by for held in web.held.values()))
        if value is not UNKNOWN:
            overruled = any(held.overruled for held in web.held.values())
            return Finding(self, value, subject.name, frozenset((Reason.OVERRULED,) if overruled else ()), by, children)
        reasons = frozenset().union(*(held.reasons for held in web.held.values()))
        reasons = reasons.union(each.disputed for each in web.subjects.values() if each.disputed is not None)
        if not all(held.closed for held in web.held.values()):
            reasons |= {Reason.SET_NOT_CLOSED if by else Reason.NOT_ATTESTED}
        if self._circular(web, subject.name, possible - owned):
            reasons |= {Reason.OWNERSHIP_CYCLE}
        return Finding(self, value, subject.name, reasons, by, children)

    def decided_by(self, finding: Finding) -> Iterator[Finding]:
        """Owners of the same value; where the share is FALSE, all."""
        return (each for each in finding.children if finding.value is FALSE or each.value is finding.value)

    def _web(self, moment: Moment, subject: Subject, *, everything: bool) -> _Web:
        key = ("web", id(self), subject.name, everything)
        known: _Web | None = moment.memo.get(key)
        if known is not None:
            return known
        web = moment.memo[key] = _Web()
        waiting: list[tuple[PrincipalName, Subject | Reason]] = [(subject.name, subject)]
        while waiting:
            name, each = waiting.pop()
            if name in web.held or isinstance(each, Reason) or each.kind is not self.about:
                continue
            web.subjects[name] = each
            web.held[name] = holdings(self, moment, each, everything=everything)
            for owner in web.held[name].owners:
                if owner not in web.base:
                    web.base[owner] = elsewhere(self.owner, moment, owner)
                    waiting.append((owner, moment.judged(owner, everything=everything)))
        return web

    def _fixpoint(
        self, web: _Web, counting: tuple[Truth, ...], share: Callable[[Holdings, Counts], Decimal]
    ) -> frozenset[PrincipalName]:
        """The organisations owned to the share by those of whom the rule has such a value, or by such organisations."""
        inside = {name for name, found in web.base.items() if found.value in counting}
        owned: set[PrincipalName] = set()
        size = -1
        while len(owned) > size:
            size = len(owned)
            owned |= {name for name, held in web.held.items() if self._reaches(share(held, inside.__contains__))}
            inside |= owned
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
