"""Typical persons: made-up facts of the sorts that are kept about employees, and what they are under the EAR."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import cycle, islice

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Affiliation,
    AffiliationKind,
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    LawfulPresence,
    Member,
    Residence,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import IssuerName, PrincipalName, Purpose, attestation_of, directive_name, principal_name
from denizen.domain.principals import PrincipalKind

DIRECTIVE = directive_name("directives/ear-772-1-foreign-person")
PURPOSE = Purpose("export-control")
ISSUER = IssuerName("issuers/development")
AT = datetime(2026, 6, 15, tzinfo=UTC)
_US = Country("US")


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that somebody vouched for at HIGH, and when it holds."""

    claim: Claim
    held: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class Person:
    """A sort of person. `expected` is the answer under `DIRECTIVE`."""

    sort: str
    expected: Determination
    facts: tuple[Fact, ...] = ()

    def known_as(self, name: PrincipalName, verified_at: datetime = AT) -> PrincipalFacts:
        """Such a person under a name of their own."""
        attestations = tuple(self._attestations(name, verified_at))
        return PrincipalFacts(name, PrincipalKind.PERSON, attestations=attestations)

    def _attestations(self, name: PrincipalName, verified_at: datetime) -> Iterator[Attestation]:
        for number, fact in enumerate(self.facts, 1):
            yield Attestation(
                name=attestation_of(name, f"a{number}"),
                claim=fact.claim,
                assurance=Assurance.own(AssuranceLevel.HIGH),
                issuer=ISSUER,
                purposes=frozenset({PURPOSE}),
                verified_at=verified_at,
                held=fact.held,
            )


def named(number: int) -> PrincipalName:
    return principal_name(f"principals/bench-{number}")


def _citizen(country: str) -> Citizenship:
    return Citizenship(Country(country), CitizenshipClass.CITIZEN)


def _status(category: ImmigrationCategory, admission: str | None = None) -> ImmigrationStatus:
    return ImmigrationStatus(_US, category, admission)


def _only(*members: Member) -> Completeness:
    """These are all the citizenships."""
    return Completeness(ClaimKind.CITIZENSHIP, members=frozenset(members))


def _only_us_status(*members: Member) -> Completeness:
    """These are all the immigration statuses in the United States."""
    return Completeness(ClaimKind.IMMIGRATION_STATUS, countries=frozenset({_US}), members=frozenset(members))


_ADMITTED = Interval(datetime(2025, 10, 1, tzinfo=UTC), datetime(2028, 9, 30, tzinfo=UTC))
_H1B = _status(ImmigrationCategory.NONIMMIGRANT, "H-1B")
_RESIDENT = _status(ImmigrationCategory.PERMANENT_RESIDENT)
_ASYLEE = _status(ImmigrationCategory.ASYLEE)

EMPLOYEE_ON_H1B = Person(
    "employee on H-1B",
    Determination.FOREIGN_NATIONAL,
    (
        Fact(_citizen("IN")),
        Fact(_only(_citizen("IN"))),
        Fact(_H1B, _ADMITTED),
        Fact(_only_us_status(_H1B), _ADMITTED),
    ),
)
CITIZEN = Person("citizen", Determination.NOT_FOREIGN_NATIONAL, (Fact(_citizen("US")),))
PERMANENT_RESIDENT = Person(
    "permanent resident",
    Determination.NOT_FOREIGN_NATIONAL,
    (Fact(_citizen("MX")), Fact(_RESIDENT, Interval(datetime(2019, 3, 1, tzinfo=UTC)))),
)
DUAL_CITIZEN = Person("dual citizen", Determination.NOT_FOREIGN_NATIONAL, (Fact(_citizen("FR")), Fact(_citizen("US"))))
ASYLEE = Person(
    "asylee",
    Determination.NOT_FOREIGN_NATIONAL,
    (Fact(_citizen("ER")), Fact(_ASYLEE, Interval(datetime(2023, 5, 9, tzinfo=UTC)))),
)
FOREIGN_PASSPORT_ONLY = Person("foreign passport only", Determination.UNDETERMINED, (Fact(_citizen("CN")),))
NOTHING_ON_FILE = Person("nothing on file", Determination.UNDETERMINED)

TYPICAL = (
    EMPLOYEE_ON_H1B,
    CITIZEN,
    PERMANENT_RESIDENT,
    DUAL_CITIZEN,
    ASYLEE,
    FOREIGN_PASSPORT_ONLY,
    NOTHING_ON_FILE,
)


def unlike(persons: Sequence[Person], number: int) -> list[Person]:
    """So many persons of these sorts in turn, of no two of whom the same is attested: each lives in a place of their
    own."""
    return [
        replace(each, facts=(*each.facts, Fact(Residence(_US, f"US-{place}"))))
        for place, each in enumerate(islice(cycle(persons), number))
    ]


TEN_CLAIMS = Person(
    "ten claims",
    Determination.FOREIGN_NATIONAL,
    (
        Fact(_citizen("IN")),
        Fact(_citizen("GB")),
        Fact(_only(_citizen("IN"), _citizen("GB"))),
        Fact(_H1B, _ADMITTED),
        Fact(_only_us_status(_H1B), _ADMITTED),
        Fact(ImmigrationStatus(Country("DE"), ImmigrationCategory.RESIDENCE_PERMIT)),
        Fact(Residence(_US)),
        Fact(Residence(Country("DE")), Interval(datetime(2020, 1, 1, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC))),
        Fact(LawfulPresence(_US), _ADMITTED),
        Fact(Affiliation(AffiliationKind.EMPLOYEE, principal_name("principals/bench-employer"))),
    ),
)
