"""Claims out of messages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from denizen.domain.claims import (
    ActsFor,
    Affiliation,
    Application,
    BranchOf,
    Citizenship,
    CitizenshipClass,
    Claim,
    Completeness,
    Control,
    EquityMarket,
    Establishment,
    Headquarters,
    ImmigrationStatus,
    Incorporation,
    LawfulPresence,
    MajorityOwned,
    Member,
    Naturalization,
    OrganisationClassification,
    Ownership,
    PrincipalPlace,
    Residence,
    Statelessness,
    UltimateParent,
)
from denizen.domain.closed_sets import MOST_MEMBERS, closed_set
from denizen.domain.countries import Country, Normalized, sovereign
from denizen.domain.errors import InvalidError
from denizen.domain.given_countries import reconcile
from denizen.domain.names import PrincipalName, principal_name
from denizen.domain.refusals import Withheld, inside
from denizen.rpc.convert import countries
from denizen.rpc.convert.countries import read_citizenship, read_claimed
from denizen.rpc.convert.enums import AFFILIATION, APPLICATION, CATEGORY, CITIZENSHIP, CLAIM, ORGANISATION
from denizen.rpc.convert.moments import read_date
from denizen.rpc.convert.percents import read_percent
from denizen.v1 import claim_pb2 as pb


def read_claim(message: pb.Claim, *, holds: bool) -> tuple[Claim, Normalized | None]:
    """The claim, with the country code that its source wrote where it is to be kept. Refusals are seen from the claim.

    What a claim that holds must say is for `Submission` to check.
    """
    kind = message.WhichOneof("value")
    if kind is None:
        raise InvalidError("", None, f"exactly one of {', '.join((*_READERS, 'completeness'))}")
    claim = _read(message, kind, holds=holds)
    if message.HasField("country_as_given"):
        given = countries.read_given(message.country_as_given)
        return reconcile(claim, given), given
    if isinstance(claim, Citizenship):
        return claim, countries.kept(message.citizenship.country, claim.country)
    return claim, None


def _read(message: pb.Claim, kind: str, *, holds: bool) -> Claim:
    with inside(kind):
        if kind == "completeness":
            return _completeness(message.completeness)
        if kind == "ultimate_parent":
            return _ultimate_parent(message.ultimate_parent, holds=holds)
        return _READERS[kind](getattr(message, kind))


def _completeness(message: pb.Completeness) -> Completeness:
    of = CLAIM.read(message.claim_kind, "claim_kind")
    if len(message.members) > MOST_MEMBERS:
        raise InvalidError("members", len(message.members), f"at most {MOST_MEMBERS}")
    fold = of is Citizenship.kind
    return closed_set(
        of,
        _scope(message.countries, "countries", fold=fold),
        _scope(message.except_countries, "except_countries", fold=fold),
        [CATEGORY.read(number, f"categories[{i}]") for i, number in enumerate(message.categories)],
        [_member(member, f"members[{i}]") for i, member in enumerate(message.members)],
    )


def _scope(codes: Iterable[str], field: str, *, fold: bool) -> list[Country]:
    read = [read_claimed(code, f"{field}[{i}]") for i, code in enumerate(codes)]
    if None in read:
        raise InvalidError(f"{field}[{read.index(None)}]", None, "a country")
    return [sovereign(country) if fold else country for country in read if country is not None]


def _member(message: pb.Claim, field: str) -> Member:
    with inside(field):
        if message.HasField("country_as_given"):
            raise InvalidError("country_as_given", Withheld("a code"), "nothing: members are by value")
        claim, _ = read_claim(message, holds=True)
        if isinstance(claim, Completeness):
            raise InvalidError("", Withheld("a completeness"), "another kind of claim")
        return claim


def _ultimate_parent(message: pb.UltimateParent, *, holds: bool) -> UltimateParent:
    organisation = _principal(message.organisation, "organisation")
    if message.none and (organisation is not None or not holds):
        wanted = "one of organisation and none" if holds else "an organisation or nothing in a claim that does not hold"
        raise InvalidError("none", "true", wanted)
    if holds and organisation is None and not message.none:
        raise InvalidError("", None, "one of organisation and none")
    return UltimateParent(organisation)


def _principal(text: str, field: str) -> PrincipalName | None:
    return principal_name(text, field) if text else None


def _citizenship(message: pb.Citizenship) -> Citizenship:
    klass = CITIZENSHIP.read_optional(getattr(message, "class"), "class") or CitizenshipClass.UNSPECIFIED
    return Citizenship(read_citizenship(message.country, "country"), klass)


def _status(message: pb.ImmigrationStatus) -> ImmigrationStatus:
    return ImmigrationStatus(
        read_claimed(message.country, "country"),
        CATEGORY.read_optional(message.category, "category"),
        message.class_of_admission or None,
    )


def _naturalization(message: pb.Naturalization) -> Naturalization:
    return Naturalization(
        read_claimed(message.country, "country"),
        read_date(message.eligible_on, "eligible_on"),
        APPLICATION.read_optional(message.application, "application") or Application.UNKNOWN,
        read_date(message.applied_on, "applied_on"),
    )


def _affiliation(message: pb.Affiliation) -> Affiliation:
    role = AFFILIATION.read_optional(message.kind, "kind")
    return Affiliation(role, _principal(message.organisation, "organisation"))


def _control(message: pb.Control) -> Control:
    return Control(
        _principal(message.controller, "controller"),
        message.foreign if message.HasField("foreign") else None,
        message.in_fact if message.HasField("in_fact") else None,
    )


def _classification(message: pb.OrganisationClassification) -> OrganisationClassification:
    klass = ORGANISATION.read_optional(getattr(message, "class"), "class")
    return OrganisationClassification(klass, read_claimed(message.country, "country"))


def _ownership(message: pb.Ownership) -> Ownership:
    return Ownership(_principal(message.owner, "owner"), read_percent(message.percent, "percent"))


_READERS: Mapping[str, Callable[[Any], Member]] = {
    "citizenship": _citizenship,
    "immigration_status": _status,
    "statelessness": lambda _: Statelessness(),
    "naturalization": _naturalization,
    "residence": lambda m: Residence(read_claimed(m.country, "country"), m.region or None),
    "lawful_presence": lambda m: LawfulPresence(read_claimed(m.country, "country")),
    "affiliation": _affiliation,
    "incorporation": lambda m: Incorporation(read_claimed(m.country, "country")),
    "principal_place": lambda m: PrincipalPlace(read_claimed(m.country, "country")),
    "headquarters": lambda m: Headquarters(read_claimed(m.country, "country")),
    "branch_of": lambda m: BranchOf(_principal(m.organisation, "organisation")),
    "ownership": _ownership,
    "majority_owned": lambda m: MajorityOwned(read_claimed(m.by, "by")),
    "control": _control,
    "establishment": lambda m: Establishment(read_claimed(m.country, "country")),
    "equity_market": lambda m: EquityMarket(read_claimed(m.country, "country")),
    "organisation_class": _classification,
    "acts_for": lambda m: ActsFor(_principal(m.principal, "principal")),
}
"""By the field of the message, those that are read without knowing whether they hold."""
