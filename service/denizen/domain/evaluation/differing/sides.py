"""A question with all that it is answered from at one pair of times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from denizen.domain.attestations import Attestation
from denizen.domain.authorizations import Authorization
from denizen.domain.countries import Country
from denizen.domain.determinations import Question
from denizen.domain.directives import DirectiveVersion, in_force
from denizen.domain.evaluation.compiled import CompiledDirective
from denizen.domain.evaluation.compiler import CompiledVersion
from denizen.domain.facts import World
from denizen.domain.names import AttestationName, AuthorizationName, CountrySetName, ListName
from denizen.domain.reference import Reference, ScreeningKey


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. An empty principal in the question: the identifier was linked to nobody."""

    question: Question
    directive: CompiledDirective
    world: World
    reference: Reference

    @property
    def at(self) -> datetime:
        return self.question.at

    @property
    def version(self) -> tuple[DirectiveVersion, CompiledVersion] | None:
        """The version in force."""
        number = in_force(self.directive.records, self.at)
        return None if number is None else self.directive.versions[number]

    def attestations(self) -> dict[AttestationName, Attestation]:
        return {each.name: each for facts in self.world.values() for each in facts.attestations}

    def countries(self, name: CountrySetName) -> frozenset[Country]:
        country_set = self.reference.country_sets.get(name)
        return frozenset() if country_set is None else country_set.at(self.at)

    def listed(self, name: ListName, keys: Iterable[ScreeningKey]) -> frozenset[ScreeningKey]:
        """Those of the keys that are on the list."""
        entries = self.reference.entries.get(name, {})
        return frozenset(key for key in keys if any(self.at in during for during in entries.get(key, ())))

    def authorization(self, name: AuthorizationName) -> Authorization | None:
        """The authorization where it is known and in effect."""
        known = (each for each in self.directive.authorizations.known if each.name == name)
        return next((each for each in known if self.at in each.effective), None)

    def ages(self) -> frozenset[timedelta]:
        """Those that thresholds of the version in force set."""
        provisions = () if self.version is None else self.version[1].provisions
        return frozenset().union(*(each.ages for each in provisions))

    def reference_data(self) -> tuple[frozenset[CountrySetName], frozenset[ListName]]:
        """The country sets and lists that the answer rests on."""
        sets, lists = self.directive.authorizations.reference_data(self.world, self.reference)
        if self.version is None:
            return sets, lists
        compiled = self.version[1]
        return sets | compiled.country_sets, lists | compiled.lists
