"""Leaves beside each other in an `any` that ask about the same claims: what makes all of them FALSE is found once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from denizen.domain.evaluation.balance import weigh
from denizen.domain.evaluation.combinators import AnyNode, combined, plain
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, Node
from denizen.domain.evaluation.leaf import NO
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.persons import CitizenshipLeaf, CountryLeaf, StatusLeaf
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.evaluation.singles import SingleLeaf
from denizen.domain.evaluation.thresholds import Direction
from denizen.domain.rules import Countries, Current

_Sibling = CitizenshipLeaf | StatusLeaf | CountryLeaf | SingleLeaf


def any_of(label: str, direction: Direction, nodes: tuple[Node, ...]) -> AnyNode:
    """The disjunction, with the leaves that may be FALSE together side by side."""
    return AnyNode(label, direction, nodes, tuple(_together(map(plain, nodes), direction)))


@dataclass(frozen=True, slots=True, eq=False)
class Siblings(AnyNode):
    """Some leaves of an `any`, as one `any` inside it. `whole` asks for whatever one of them asks; `at_once` finds what
    each of them finds, where that is the same; None: it may not be."""

    whole: _Sibling = field(kw_only=True)
    at_once: "Callable[[Siblings, Any, Moment, Subject], Finding | None]" = field(kw_only=True)

    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        whole = self.whole
        found: Finding | None = moment.findings.get(whole)
        if found is None and subject.kind is whole.about and not subject.restricted and subject.disputed is None:
            found = self.at_once(self, whole, moment, subject)
        return combined(self, TRUE, FALSE, moment, subject) if found is None else found


def _set(siblings: Siblings, whole: SetLeaf, moment: Moment, subject: Subject) -> Finding | None:
    """What each of them finds where no claim is what any asks about."""
    balance = weigh(moment, subject, whole.weighs, moment.at, whole.direction, everything=False)
    if balance.contested or balance.overruled:
        return None
    for each in balance.live:
        if whole.verdict(each.claim, moment, subject).value is not FALSE:
            return None
    # 1. One closed set leaves nothing open.
    if len(balance.closures) == 1:
        closure = balance.closures[0]
        wide = closure.exclusion.parts is None and whole.asked(moment).within(closure.exclusion.scope)
        if not wide or not whole.clear(closure, moment, subject):
            return None
        return Finding(whole, FALSE, subject.name, rests_on=closure.exclusion.by.union(subject.basis))
    # 2. Nothing closes anything.
    if balance.closures or balance.denials or balance.short:
        return None
    if any(True for _ in whole.inferred(moment, subject, moment.at, balance, everything=False)):
        return None
    why = whole.silence(balance, [], moment, subject)
    return Finding(
        siblings,
        UNKNOWN,
        subject.name,
        children=tuple([Finding(leaf, UNKNOWN, subject.name, why) for leaf in siblings.nodes]),
    )


def _single(_: Siblings, whole: SingleLeaf, moment: Moment, subject: Subject) -> Finding | None:
    """What each of them finds where claims count for either value, and none is what any asks about."""
    forward = weigh(moment, subject, whole.weighs, moment.at, whole.direction, everything=False)
    backward = weigh(moment, subject, whole.weighs, moment.at, whole.backward, everything=False)
    for balance in (forward, backward):
        if balance.short or balance.contested or balance.overruled:
            return None
    # None fell out, so that the same claims live either way.
    live = forward.live
    for each in live:
        if whole.verdict(each.claim, moment, subject) is not NO:
            return None
    if not live:
        return None
    last = max([each.held.start for each in live if each.held.start is not None], default=None)
    by = frozenset([each.name for each in live if each.held.start in (None, last)])
    return Finding(whole, FALSE, subject.name, rests_on=by.union(subject.basis))


def _together(nodes: Iterable[Node], direction: Direction) -> Iterator[Node]:
    """The nodes in their order, each run of leaves that differ only in what they ask for as one."""
    for asked, run in groupby(nodes, key=_asks):
        leaves = tuple(run)
        if asked is None or len(leaves) == 1:
            yield from leaves
        else:
            whole = _whole([each for each in leaves if isinstance(each, _Sibling)])
            at_once = _single if isinstance(whole, SingleLeaf) else _set
            yield Siblings("any", direction, leaves, whole=whole, at_once=at_once)


def _asks(node: Node) -> object:
    """What leaves must have in common; None: it stays by itself."""
    if type(node) not in (CitizenshipLeaf, StatusLeaf, CountryLeaf, SingleLeaf) or not isinstance(node, _Sibling):
        return None
    countries = node.countries
    if countries is None or not countries.codes or countries.sets or countries.excepted is not None:
        return None
    if isinstance(node, SetLeaf) and not isinstance(node.when, Current):
        return None
    names_class = isinstance(node, CitizenshipLeaf) and node.names_class
    return type(node), node.weighs, node.about, names_class, id(node.direction)


def _whole(leaves: list[_Sibling]) -> _Sibling:
    countries = frozenset(country for each in leaves if each.countries is not None for country in each.countries.codes)
    parts = frozenset(part for each in leaves for part in each.parts)
    return replace(leaves[0], countries=Countries(countries), parts=parts)
