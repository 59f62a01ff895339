"""Leaves on what persons are: citizens, residents, holders of a status, members of an organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.claims import Affiliation, Citizenship, CitizenshipClass, Claim, ClaimKind, ImmigrationStatus
from denizen.domain.determinations import Reason
from denizen.domain.evaluation.balance import Balance, weigh
from denizen.domain.evaluation.findings import UNKNOWN, Node, elsewhere
from denizen.domain.evaluation.leaf import NO, SILENT, YES, Verdict, country_of, spoken_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.regions import Exclusion, Part
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.names import PrincipalName

EVERY_CLASS = frozenset(CitizenshipClass) - {CitizenshipClass.UNSPECIFIED}
Region = tuple[frozenset[Part] | None, Scope]


def citizenship_denied(claim: Claim) -> Region | None:
    """The region that is empty where such a citizenship does not hold."""
    klass = claim.klass if isinstance(claim, Citizenship) else CitizenshipClass.UNSPECIFIED
    return None if klass is CitizenshipClass.UNSPECIFIED else frozenset((klass,)), spoken_of(claim)


def status_denied(claim: Claim) -> Region | None:
    """The same of an immigration status; one class of admission is no region."""
    if not isinstance(claim, ImmigrationStatus) or claim.class_of_admission is not None:
        return None
    return None if claim.category is None else frozenset((claim.category,)), spoken_of(claim)


def by_statelessness(citizenships: Balance, statelessness: Balance) -> Iterator[Exclusion]:
    """Statelessness excludes citizenships, where none is attested."""
    if not citizenships.live and not citizenships.contested:
        for each in statelessness.live:
            yield Exclusion(None, EVERYTHING, frozenset((each.name,)))


def by_citizenship(statuses: Balance, citizenships: Balance, asked: Scope) -> Iterator[Exclusion]:
    """Citizenship of one of the countries asked about excludes immigration statuses there, where none is attested."""
    for each in citizenships.live:
        country = country_of(each.claim)
        if country is None or country not in asked:
            continue
        if any(country_of(status.claim) is country for status in (*statuses.live, *statuses.contested)):
            continue
        yield Exclusion(None, Scope(frozenset((country,))), frozenset((each.name,)))


@dataclass(frozen=True, slots=True, eq=False)
class CountryLeaf(SetLeaf):
    """A leaf on claims that say nothing but a country."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        return YES if country_of(claim) in self.asked(moment) else NO


@dataclass(frozen=True, slots=True, eq=False)
class CitizenshipLeaf(SetLeaf):
    """`citizen_of` and `foreign_citizen`. A class that is not said satisfies a leaf that names none."""

    names_class: bool

    def kinds(self) -> frozenset[ClaimKind]:
        return frozenset((self.weighs, ClaimKind.STATELESSNESS))

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, Citizenship) or claim.country not in self.asked(moment):
            return NO
        if not self.names_class or claim.klass in self.parts:
            return YES
        return Verdict(UNKNOWN) if claim.klass is CitizenshipClass.UNSPECIFIED else NO

    def denied_region(self, claim: Claim) -> Region | None:
        return citizenship_denied(claim)

    def inferred(
        self, moment: Moment, subject: Subject, world_time: datetime, balance: Balance, *, everything: bool
    ) -> Iterator[Exclusion]:
        by = weigh(moment, subject, ClaimKind.STATELESSNESS, world_time, self.backward, everything=everything)
        return by_statelessness(balance, by)


@dataclass(frozen=True, slots=True, eq=False)
class StatusLeaf(SetLeaf):
    """`holds_status`."""

    def kinds(self) -> frozenset[ClaimKind]:
        return frozenset((self.weighs, ClaimKind.CITIZENSHIP))

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, ImmigrationStatus) or claim.category not in self.parts:
            return NO
        if claim.country is None and self.countries is not None:
            return SILENT
        return YES if claim.country in self.asked(moment) else NO

    def denied_region(self, claim: Claim) -> Region | None:
        return status_denied(claim)

    def inferred(
        self, moment: Moment, subject: Subject, world_time: datetime, balance: Balance, *, everything: bool
    ) -> Iterator[Exclusion]:
        by = weigh(moment, subject, ClaimKind.CITIZENSHIP, world_time, self.backward, everything=everything)
        return by_citizenship(balance, by, self.asked(moment))


@dataclass(frozen=True, slots=True, eq=False)
class NamingLeaf(SetLeaf):
    """A leaf on claims that name another principal, and a rule on that one."""

    rule: Node

    def kinds(self) -> frozenset[ClaimKind]:
        return self.rule.reads | {self.weighs}

    def judge(self, moment: Moment, named: PrincipalName | None) -> Verdict:
        """What the rule says of the principal that a claim names; the claim says too little where it names none."""
        if named is None:
            return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
        found = elsewhere(self.rule, moment, named)
        return Verdict(found.value, found)


@dataclass(frozen=True, slots=True, eq=False)
class AffiliationLeaf(NamingLeaf):
    """`affiliated`."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, Affiliation) or claim.role not in self.parts:
            return NO
        return self.judge(moment, claim.organisation)

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        if not isinstance(claim, Affiliation) or claim.organisation is not None:
            return None
        return None if claim.role is None else frozenset((claim.role,)), EVERYTHING
