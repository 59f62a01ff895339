"""A directive ready to be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Cause
from denizen.domain.directives import ActivationRecord, DirectiveKind, DirectiveVersion, boundaries
from denizen.domain.evaluation.authorizing import Authorizations
from denizen.domain.evaluation.compiler import CompiledVersion
from denizen.domain.evaluation.reusing import Changed
from denizen.domain.facts import STANDING_IN, Dated
from denizen.domain.names import CountrySetName, DirectiveName, IssuerName, ListName


@dataclass(frozen=True, slots=True, eq=False)
class CompiledDirective:
    """A directive as known at one revision, its versions compiled.

    `dates`: each instant at which it may say something else by itself; `ages` and `presence_ages`: every maximal age of
    an attestation and of an observation that it sets; `country_sets` and `lists`: those that it names, without its
    authorizations; `reads`: the kinds of claims that its rules read, or by which facts of others count;
    `accepted_issuers`: those whom one of its thresholds names.
    """

    name: DirectiveName
    kind: DirectiveKind
    records: tuple[ActivationRecord, ...]
    versions: Mapping[int, tuple[DirectiveVersion, CompiledVersion]]
    authorizations: Authorizations = field(default_factory=Authorizations)
    dates: tuple[Dated, ...] = field(init=False)
    ages: frozenset[timedelta] = field(init=False)
    presence_ages: frozenset[timedelta] = field(init=False)
    country_sets: frozenset[CountrySetName] = field(init=False)
    lists: frozenset[ListName] = field(init=False)
    reads: frozenset[ClaimKind | None] = field(init=False)
    accepted_issuers: frozenset[IssuerName] = field(init=False)

    def __post_init__(self) -> None:
        versions = [compiled for _, compiled in self.versions.values()]
        provisions = [provision for compiled in versions for provision in compiled.provisions]
        presence = (provision.presence_max_age for provision in provisions)
        dates: set[Dated] = {(moment, Cause.ACTIVATION, None) for moment in boundaries(self.records)}
        dates.update((moment, Cause.ACTIVATION, None) for compiled in versions for moment in compiled.looking_back_to)
        leniency = (provision.allow_until for provision in provisions)
        dates.update((moment, Cause.ALLOW_UNTIL, None) for moment in leniency if moment is not None)
        reads = frozenset[ClaimKind | None]().union(STANDING_IN, *(each.root.reads for each in provisions))
        object.__setattr__(self, "dates", tuple(dates))
        object.__setattr__(self, "ages", frozenset(age for provision in provisions for age in provision.ages))
        object.__setattr__(self, "presence_ages", frozenset(age for age in presence if age is not None))

        object.__setattr__(self, "country_sets", frozenset().union(*(each.country_sets for each in versions)))
        object.__setattr__(self, "lists", frozenset().union(*(each.lists for each in versions)))
        object.__setattr__(self, "reads", reads)
        object.__setattr__(self, "accepted_issuers", frozenset(self._accepted()))

    def _accepted(self) -> Iterator[IssuerName]:
        for version, _ in self.versions.values():
            for provision in version.content.provisions:
                for threshold in provision.thresholds.values():
                    for side in (threshold.clearing, threshold.restricting):
                        yield from () if side is None else side.issuers

    def reads_any(self, changed: Changed) -> bool:
        """Whether an answer can depend on any of what has changed."""
        return None in changed or bool(self.authorizations.known) or not self.reads.isdisjoint(changed)

    @property
    def reaches_others(self) -> bool:
        """Whether it takes the facts of principals that claims name."""
        return self.authorizations.reaches_others or any(each.reaches_others for _, each in self.versions.values())
