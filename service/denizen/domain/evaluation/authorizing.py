"""Which authorization lets a foreign national pass, and what that rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from denizen.domain.authorizations import Authorization
from denizen.domain.claims import Affiliation, AffiliationKind, Claim, ClaimKind
from denizen.domain.evaluation.compiler import (
    CompiledProvision,
    compile_conditions,
    looking_back_to,
    named_reference_data,
)
from denizen.domain.evaluation.findings import TRUE, Finding, Node, decisive
from denizen.domain.evaluation.leaf import NO, YES, Verdict
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.evaluation.thresholds import Bars, shortfall
from denizen.domain.facts import World, named_by
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    CountrySetName,
    ListName,
    PrincipalName,
    ResourceName,
)
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import REACHING, walk

By = frozenset[AttestationName]
"""The attestations by which somebody is covered."""

_AFFILIATES = frozenset((AffiliationKind.EMPLOYEE, AffiliationKind.CONTRACTOR))


@dataclass(frozen=True, slots=True, eq=False)
class Authorizations:
    """The authorizations that speak of one directive, in the order of names, their conditions compiled for each of its
    provisions: to clear takes what it takes to clear there."""

    known: tuple[Authorization, ...] = ()
    conditions: Mapping[tuple[AuthorizationName, CompiledProvision], Node] = field(default_factory=dict)
    _by_name: Mapping[PrincipalName, tuple[Authorization, ...]] = field(init=False)
    _by_list: Mapping[ListName, tuple[Authorization, ...]] = field(init=False)

    def __post_init__(self) -> None:
        by_name: dict[PrincipalName, tuple[Authorization, ...]] = {}
        by_list: dict[ListName, tuple[Authorization, ...]] = {}
        for each in self.known:
            for name in each.principals | each.organisations:
                by_name[name] = (*by_name.get(name, ()), each)
            for listed in each.lists:
                by_list[listed] = (*by_list.get(listed, ()), each)
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_by_list", by_list)

    @classmethod
    def of(cls, known: Iterable[Authorization], provisions: Iterable[CompiledProvision]) -> "Authorizations":
        """`InvalidError` for conditions that cannot be compiled."""
        ordered = tuple(sorted(known, key=lambda each: each.name))
        compiled = {
            (each.name, provision): compile_conditions(
                each.conditions, provision.definition.direction, provision.presence_max_age
            )
            for provision in provisions
            for each in ordered
            if each.conditions is not None
        }
        return cls(ordered, compiled)

    @property
    def reaches_others(self) -> bool:
        """Whether it takes the facts of principals that claims name."""
        rules = (rule for each in self.known if each.conditions is not None for rule in walk(each.conditions))
        return any(each.organisations for each in self.known) or any(isinstance(rule, REACHING) for rule in rules)

    def concerning(self, world: World, reference: Reference) -> tuple[Authorization, ...]:
        """Those that may cover anybody in the world, at whatever time, in the order of names."""
        if not self.known:
            return ()
        names = {name for facts in world.values() for name in (facts.name, *named_by(facts, standing_in_only=False))}
        found = {each.name: each for name in names for each in self._by_name.get(name, ())}
        for listed, group in self._by_list.items():
            entries = reference.entries.get(listed, {})
            if any(key in entries for facts in world.values() for key in facts.screening_keys):
                found.update((each.name, each) for each in group)
        return tuple(found[name] for name in sorted(found))

    def bounds(self, world: World, reference: Reference) -> Iterator[datetime]:
        """Each instant at which one of them begins or ends, or its conditions begin to ask for something."""
        for each in self.concerning(world, reference):
            yield from each.effective.bounds()
            if each.conditions is not None:
                yield from looking_back_to(walk(each.conditions))

    def reference_data(
        self, world: World, reference: Reference
    ) -> tuple[frozenset[CountrySetName], frozenset[ListName]]:
        """The country sets and lists that they rest on."""
        concerning = self.concerning(world, reference)
        conditions = (each.conditions for each in concerning if each.conditions is not None)
        sets, lists = named_reference_data(rule for condition in conditions for rule in walk(condition))
        return sets, lists.union(*(each.lists for each in concerning))

    def covering(
        self, provision: CompiledProvision, moment: Moment, subject: Subject, resource: ResourceName | None
    ) -> tuple[Authorization, By] | None:
        """The first by name that covers the subject at the moment, and by which attestations. Without a resource only
        one for every resource does."""
        for each in self.concerning(moment.world, moment.reference):
            # 1. It is in effect, and speaks of the resource.
            if moment.at not in each.effective or (each.resources and resource not in each.resources):
                continue
            # 2. It covers the subject.
            whom = self._whom(each, provision, moment, subject)
            if whom is None:
                continue
            # 3. Its conditions are met.
            conditions = self.conditions.get((each.name, provision))
            if conditions is None:
                return each, whom
            finding = conditions.evaluate(moment, subject)
            if finding.value is TRUE:
                return each, whom | _rests_on(finding)
        return None

    @staticmethod
    def _whom(each: Authorization, provision: CompiledProvision, moment: Moment, subject: Subject) -> By | None:
        clearing = provision.definition.direction.reversed()
        for name, by in standing_as(moment, subject, clearing.true).items():
            if name in each.principals or _is_listed(moment, name, each.lists):
                return by
        if not each.organisations:
            return None
        leaf = AffiliateLeaf(
            "affiliate",
            clearing,
            PrincipalKind.PERSON,
            ClaimKind.AFFILIATION,
            each.organisations,
            parts=_AFFILIATES,
        )
        finding = leaf.evaluate(moment, subject)
        return _rests_on(finding) if finding.value is TRUE else None


def standing_as(moment: Moment, subject: Subject, bars: Bars) -> dict[PrincipalName, By]:
    """As whom the subject counts by links that reach the requirement: itself, whom a service acts for, the head office
    of a branch; each with the attestations of the links."""
    found: dict[PrincipalName, By] = {}
    by: By = frozenset()
    if moment.world[subject.name].kind is not PrincipalKind.SERVICE:
        found[subject.name] = by
    for link, name in subject.links:
        if shortfall(bars[link.claim.kind], link, moment.at) is not None:
            break
        by |= {link.name}
        if moment.world[name].kind is not PrincipalKind.SERVICE:
            found[name] = by
    return found


@dataclass(frozen=True, slots=True, eq=False)
class AffiliateLeaf(SetLeaf):
    """Whether somebody works for one of the organisations, or for a branch of one."""

    organisations: frozenset[PrincipalName]

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, Affiliation) or claim.organisation is None or claim.role not in self.parts:
            return NO
        if claim.organisation in self.organisations:
            return YES
        employer = moment.subject(claim.organisation)
        for name, by in standing_as(moment, employer, self.direction.true).items() if employer else ():
            if name in self.organisations:
                return Verdict(TRUE, Finding(self, TRUE, claim.organisation, rests_on=by))
        return NO


def _is_listed(moment: Moment, name: PrincipalName, lists: frozenset[ListName]) -> bool:
    return any(
        moment.at in during
        for each in lists
        for key in moment.world[name].screening_keys
        for during in moment.reference.entries.get(each, {}).get(key, ())
    )


def _rests_on(finding: Finding) -> By:
    return frozenset(name for each in decisive(finding) for name in each.rests_on)
