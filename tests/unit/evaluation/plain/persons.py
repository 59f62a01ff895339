"""Leaves on persons, plainly."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.calendars import add_months
from denizen.domain.claims import (
    Application,
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    ImmigrationStatus,
    Naturalization,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Truth
from denizen.domain.rules import Countries, When
from tests.unit.evaluation.plain.matching import CLASSES, PLACES, SILENT, Matching
from tests.unit.evaluation.plain.weighing import FALSE, TRUE, UNKNOWN, Weighed, Whom, in_scope, rules_out, truth
from tests.unit.evaluation.universe import DAYS

PERMANENT = (ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT)


class PersonLeaves(Matching):
    def citizen(
        self,
        whom: Whom,
        positive: bool,
        asked: Callable[[Country | None], bool],
        classes: frozenset[CitizenshipClass],
        when: When,
    ) -> Truth:
        def match(claim: Any) -> Truth:
            if not asked(claim.country):
                return FALSE
            unsaid = claim.klass is CitizenshipClass.UNSPECIFIED
            return UNKNOWN if classes and unsaid else truth(not classes or claim.klass in classes)

        def stateless(_: Any, found: Weighed, moment: datetime) -> bool:
            return not found.claims and not found.contested and self.stateless(whom, positive, moment)

        possible = [Citizenship(*each) for each in product(PLACES, CLASSES)]
        return self.some(whom, positive, ClaimKind.CITIZENSHIP, match, possible, when, stateless)

    def stateless(self, whom: Whom, positive: bool, moment: datetime) -> bool:
        return bool(self.weigh(whom, ClaimKind.STATELESSNESS, moment, positive=not positive).claims)

    def status(
        self,
        whom: Whom,
        positive: bool,
        categories: frozenset[ImmigrationCategory],
        countries: Countries | None,
        when: When,
    ) -> Truth:
        asked = self.inside(countries)

        def match(claim: Any) -> Any:
            if claim.category not in categories:
                return FALSE
            return SILENT if claim.country is None and countries is not None else truth(asked(claim.country))

        def a_citizen(claim: Any, found: Weighed, moment: datetime) -> bool:
            return self.citizen_there(whom, positive, claim, found, moment)

        possible = [ImmigrationStatus(*each) for each in product((None, *PLACES), categories, (None, "X"))]
        possible = [each for each in possible if match(each) is TRUE]
        return self.some(whom, positive, ClaimKind.IMMIGRATION_STATUS, match, possible, when, a_citizen)

    def citizen_there(self, whom: Whom, positive: bool, claim: Any, found: Weighed, moment: datetime) -> bool:
        direct = {getattr(each.claim, "country", None) for each in (*found.claims, *found.contested)}
        citizenships = self.weigh(whom, ClaimKind.CITIZENSHIP, moment, positive=not positive).claims
        there = {getattr(each.claim, "country", None) for each in citizenships}
        return claim.country is not None and claim.country in there - direct

    def missed(self, whom: Whom, positive: bool, country: Country) -> Truth:
        def match(claim: Any) -> Any:
            if claim.country is not country:
                return SILENT
            last = add_months(claim.eligible_on, 6)
            if self.at.date() <= last:
                return FALSE
            if claim.application is Application.UNKNOWN:
                return UNKNOWN
            return truth(claim.application is Application.NOT_APPLIED or claim.applied_on > last)

        long_ago = DAYS[0].date() - timedelta(days=1000)
        possible = [Naturalization(country, long_ago, Application.NOT_APPLIED)]
        return self.the_one(whom, positive, ClaimKind.NATURALIZATION, match, possible)

    def recent(self, whom: Whom, positive: bool, asked: Callable[[Country | None], bool]) -> Truth:
        def match(claim: Any) -> Any:
            permanent = isinstance(claim, Citizenship) or claim.category in PERMANENT
            return truth(asked(claim.country)) if permanent else SILENT

        found = [
            self.counted(whom, positive, kind, match) for kind in (ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS)
        ]
        counted, contested = found[0][0] + found[1][0], found[0][1] + found[1][1]

        def decide(group: list[tuple[Attestation, Truth]]) -> Truth:
            values = {value for _, value in group}
            if any(each in contested for each, _ in group):
                return UNKNOWN
            if len(values) > 1:
                if any(each.held.start is None for each, _ in group):
                    return UNKNOWN
                last = max(each.held.start for each, _ in group if each.held.start)
                final = {each.claim.country for each, _ in group if each.held.start == last}  # type: ignore[union-attr] # both have one
                if len(final) > 1:
                    return UNKNOWN
                values = {truth(asked(final.pop()))}
            value = values.pop()
            return value if self.all_known(whom, positive if value is FALSE else not positive) else UNKNOWN

        return self.compared(positive, counted, decide)

    def all_known(self, whom: Whom, positive: bool) -> bool:
        """Whether no further citizenship or permanent residence is conceivable."""
        nationality = self.weigh(whom, ClaimKind.CITIZENSHIP, self.at, positive=positive)
        residency = self.weigh(whom, ClaimKind.IMMIGRATION_STATUS, self.at, positive=positive)
        direct = nationality.claims or nationality.contested
        stateless = not direct and self.stateless(whom, positive, self.at)

        def ruled_out(claim: Any, found: Weighed) -> bool:
            closures: list[Any] = [each.claim for each in found.closures]
            return any(rules_out(no.claim, claim) for no in found.denials) or any(in_scope(c, claim) for c in closures)

        permanent = [ImmigrationStatus(each, PERMANENT[0]) for each in PLACES]
        permanent += [ImmigrationStatus(Country.of("US"), PERMANENT[1])]
        return all(
            stateless or ruled_out(Citizenship(*each), nationality) for each in product(PLACES, CLASSES)
        ) and all(
            ruled_out(each, residency) or self.citizen_there(whom, positive, each, residency, self.at)
            for each in permanent
        )
