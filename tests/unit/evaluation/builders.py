"""Short ways to say facts, provisions and questions. Everything is at HIGH, open-ended and for one purpose, unless a
test says otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

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
    Incorporation,
    Member,
    Ownership,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Answer, Explanation, Presence, Question, Truth
from denizen.domain.directives import (
    Action,
    ActivationRecord,
    DirectiveContent,
    DirectiveKind,
    DirectiveVersion,
    NamedDefinition,
    Provision,
    Requirement,
    Threshold,
)
from denizen.domain.evaluation import CompiledDirective, answer, compile_version
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.intervals import Interval
from denizen.domain.names import (
    AttestationName,
    CountrySetName,
    DirectiveName,
    IssuerName,
    ListName,
    Population,
    PrincipalName,
    Purpose,
    ResourceName,
    attestation_of,
)
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference, Source
from denizen.domain.rules import Countries, Rule

US, FR, CN, GB, HK, DE = (Country.of(code) for code in ("US", "FR", "CN", "GB", "HK", "DE"))
PERSON, ORGANISATION, SERVICE = PrincipalKind.PERSON, PrincipalKind.ORGANISATION, PrincipalKind.SERVICE
SELF_DECLARED, LOW, SUBSTANTIAL, HIGH = AssuranceLevel
TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
CITIZEN, UNSPECIFIED = CitizenshipClass.CITIZEN, CitizenshipClass.UNSPECIFIED
PERMANENT = ImmigrationCategory.PERMANENT_RESIDENT
EMPLOYEE = AffiliationKind.EMPLOYEE

DIRECTIVE = DirectiveName("directives/test")
SCREENING, PAYROLL = Purpose("export-control"), Purpose("payroll")
BUREAU, AGENCY = IssuerName("issuers/bureau"), IssuerName("issuers/agency")
NOW = datetime(2024, 6, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
"""The step between two instants: the last of a half-open interval is its end less one."""


def day(text: str) -> datetime:
    """Midnight UTC of a date, or of the first day of a year."""
    return datetime.fromisoformat(text if "-" in text else f"{text}-01-01").replace(tzinfo=UTC)


def held(start: str | None = None, end: str | None = None) -> Interval:
    return Interval(None if start is None else day(start), None if end is None else day(end))


def name(text: str) -> PrincipalName:
    return PrincipalName(f"principals/{text}")


ADA, ACME, HOLDING, BRANCH, BOT = (name(text) for text in ("ada", "acme", "holding", "branch", "bot"))


def attest(
    claim: Claim,
    level: AssuranceLevel = HIGH,
    *,
    id: str = "",  # noqa: A002 - the last part of the name
    start: str | None = None,
    end: str | None = None,
    verified: str = "2024",
    purposes: Iterable[Purpose] = (SCREENING,),
    **more: Any,
) -> Attestation:
    """An attestation; `about` gives it its subject and, where it has no `id`, a number."""
    fields: dict[str, Any] = {
        "name": AttestationName(id),
        "claim": claim,
        "assurance": Assurance.own(level),
        "issuer": BUREAU,
        "purposes": frozenset(purposes),
        "verified_at": day(verified),
        "held": held(start, end),
    }
    return Attestation(**(fields | more))


def deny(claim: Claim, level: AssuranceLevel = HIGH, **more: Any) -> Attestation:
    """An attestation that the claim does not hold."""
    return attest(claim, level, holds=False, **more)


def about(
    principal: PrincipalName,
    *attestations: Attestation,
    kind: PrincipalKind = PERSON,
    populations: Iterable[str] = (),
    keys: Iterable[bytes] = (),
) -> PrincipalFacts:
    named = (
        replace(each, name=attestation_of(principal, each.name or f"a{n}")) for n, each in enumerate(attestations, 1)
    )
    return PrincipalFacts(
        principal, kind, frozenset(Population(each) for each in populations), frozenset(keys), tuple(named)
    )


def ada(*attestations: Attestation, **more: Any) -> PrincipalFacts:
    return about(ADA, *attestations, **more)


def acme(*attestations: Attestation, **more: Any) -> PrincipalFacts:
    return about(ACME, *attestations, kind=ORGANISATION, **more)


def organisation(principal: PrincipalName, *attestations: Attestation, **more: Any) -> PrincipalFacts:
    return about(principal, *attestations, kind=ORGANISATION, **more)


def world(*facts: PrincipalFacts) -> World:
    return {each.name: each for each in facts}


def citizen(country: Country, klass: CitizenshipClass = CITIZEN) -> Citizenship:
    return Citizenship(country, klass)


def status(
    category: ImmigrationCategory | None, country: Country | None = US, admission: str | None = None
) -> ImmigrationStatus:
    return ImmigrationStatus(country, category, admission)


def employee(principal: PrincipalName | None) -> Affiliation:
    return Affiliation(EMPLOYEE, principal)


def owns(principal: PrincipalName, percent: str | int) -> Ownership:
    return Ownership(principal, Decimal(percent))


def incorporated(country: Country, *more: Attestation, principal: PrincipalName) -> PrincipalFacts:
    return organisation(principal, attest(Incorporation(country)), *more)


def closed(
    of: ClaimKind,
    *members: Member,
    countries: Iterable[Country] | None = None,
    but: Iterable[Country] = (),
    categories: Iterable[ImmigrationCategory] | None = None,
) -> Completeness:
    """That exactly these claims hold, in `countries` or in all `but` some."""
    return Completeness(
        of,
        None if countries is None else frozenset(countries),
        frozenset(but),
        None if categories is None else frozenset(categories),
        frozenset(members),
    )


def only(*members: Member, **more: Any) -> tuple[Attestation, ...]:
    """The claims, and that there are no others of their kind."""
    return (*(attest(each, **more) for each in members), attest(closed(members[0].kind, *members), **more))


def countries(*codes: Country, sets: Iterable[str] = ()) -> Countries:
    return Countries(frozenset(codes), frozenset(CountrySetName(f"countrySets/{each}") for each in sets))


def clearing(level: AssuranceLevel, **more: Any) -> Mapping[ClaimKind | None, Threshold]:
    return {None: Threshold(clearing=Requirement(level, **more))}


def restricting(level: AssuranceLevel, **more: Any) -> Mapping[ClaimKind | None, Threshold]:
    return {None: Threshold(restricting=Requirement(level, **more))}


def provision(rule: Rule, kind: PrincipalKind | None = PERSON, **more: Any) -> Provision:
    fields: dict[str, Any] = {"id": "p", "kinds": frozenset() if kind is None else frozenset((kind,))}
    return Provision(definition=rule, **(fields | more))


def version(*provisions: Provision, definitions: Mapping[str, Rule] | None = None, number: int = 1) -> DirectiveVersion:
    named = tuple(NamedDefinition(each, rule) for each, rule in (definitions or {}).items())
    content = DirectiveContent(Source(), provisions, named)
    return DirectiveVersion(DIRECTIVE, number, content, f"digest-{number}", NOW)


def directive(*versions: DirectiveVersion, records: Sequence[ActivationRecord] | None = None) -> CompiledDirective:
    """The compiled versions; where no records are given, all have always been active."""
    always = tuple(ActivationRecord(Action.ACTIVATE, version=each.number) for each in versions)
    return CompiledDirective(
        DIRECTIVE,
        DirectiveKind.ENFORCED,
        always if records is None else tuple(records),
        {each.number: (each, compile_version(each.content)) for each in versions},
    )


def question(
    principal: PrincipalName = ADA,
    at: datetime = NOW,
    *,
    purpose: Purpose = SCREENING,
    resource: str | None = None,
    presence: Presence | None = None,
    explain: bool = True,
    settle: bool = False,
) -> Question:
    named = None if resource is None else ResourceName(f"resources/{resource}")
    return Question(principal, DIRECTIVE, purpose, at, named, presence, explain, settle)


def ask(
    directive: CompiledDirective,
    *facts: PrincipalFacts,
    reference: Reference | None = None,
    **asked: Any,
) -> Answer:
    """The answer about the first of `facts`, unless another principal is asked about."""
    asked.setdefault("principal", facts[0].name if facts else ADA)
    return answer(question(**asked), directive, world(*facts), reference or Reference())


def under(rule: Rule, *facts: PrincipalFacts, provided: Mapping[str, Any] | None = None, **asked: Any) -> Answer:
    """The answer under a directive that is this rule, for principals of the kind asked about."""
    kind = facts[0].kind if facts else PERSON
    kind = PERSON if kind is SERVICE else kind
    return ask(directive(version(provision(rule, **({"kind": kind} | dict(provided or {}))))), *facts, **asked)


def found(rule: Rule, *facts: PrincipalFacts, **more: Any) -> Explanation:
    """The explanation of the rule's own node."""
    tree = under(rule, *facts, **more).explanation
    assert tree is not None
    return tree


def value(rule: Rule, *facts: PrincipalFacts, **more: Any) -> Truth:
    return found(rule, *facts, **more).value


def lists(**entries: Iterable[bytes]) -> Reference:
    always = (Interval(),)
    return Reference(entries={ListName(f"lists/{each}"): dict.fromkeys(keys, always) for each, keys in entries.items()})
