"""What a case says of an organisation alone, as claims."""

from collections.abc import Iterator
from dataclasses import dataclass

from denizen.domain.cases.described import CaseClaim
from denizen.domain.cases.fields import Fields
from denizen.domain.cases.statuses import US
from denizen.domain.claims import (
    ClaimKind,
    Completeness,
    EquityMarket,
    Establishment,
    Headquarters,
    Incorporation,
    MajorityOwned,
    OrganisationClass,
    OrganisationClassification,
    PrincipalPlace,
)
from denizen.domain.countries import Country

US_PLACES = frozenset(map(Country.of, ("US", "PR", "GU", "VI", "AS", "MP")))
"""The United States with its inhabited territories, which keep codes of their own as places."""
ABROAD = Country.of("GB")
"""Stands for a country other than the United States, where a case says no more than that."""

_PLACES: dict[str, type[Incorporation | Headquarters | PrincipalPlace]] = {
    "incorporated_in": Incorporation,
    "headquartered_in": Headquarters,
    "principal_place_of_business": PrincipalPlace,
}
_CLASSES = {
    "foreign_government": OrganisationClass.FOREIGN_GOVERNMENT,
    "international_organization": OrganisationClass.INTERNATIONAL_ORGANISATION,
    "us_government": OrganisationClass.US_GOVERNMENT,
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a case says of a legal person's other parts: a branch is the same person as its head office. `flags` are
    the keys given for any part, `places` those given for the head office, whose word counts for the branch."""

    flags: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @classmethod
    def of(cls, head_office: Fields | None, branch: frozenset[str] = frozenset()) -> "Spoken":
        flags, places = set(branch), set[str]()
        part = head_office
        while part is not None:
            flags |= part.keys
            places |= part.stated & _PLACES.keys()
            part = part.nested("branch_of")
        return cls(frozenset(flags), frozenset(places))

    def flag(self, fields: Fields, key: str) -> bool | None:
        return fields.flag(key, absent=None if key in self.flags else False)


def of_an_organisation(fields: Fields, spoken: Spoken) -> Iterator[CaseClaim]:
    """The claims that name no other principal. A flag that is absent does not hold; of one that is null nothing is
    attested, nor of one that is absent here and given for another part of the same legal person."""
    for key, claim in _PLACES.items():
        country = fields.country(key)
        if country is not None and key not in spoken.places:
            yield CaseClaim(claim(country))
    government_of = fields.country("government_of")
    for key, klass in _CLASSES.items():
        holds = spoken.flag(fields, key)
        if holds is not None:
            of = government_of if holds and klass is OrganisationClass.FOREIGN_GOVERNMENT else None
            yield CaseClaim(OrganisationClassification(klass, of), holds=holds)
    owned = spoken.flag(fields, "majority_owned_by_us_nationals")
    if owned is not None:
        yield CaseClaim(MajorityOwned(US), holds=owned)
    established = spoken.flag(fields, "permanent_establishment_in_us")
    if established:
        yield CaseClaim(Establishment(US))
    elif established is False:
        yield CaseClaim(Completeness(ClaimKind.ESTABLISHMENT, US_PLACES))
    abroad = spoken.flag(fields, "equity_primarily_traded_abroad")
    if abroad is not None:
        yield CaseClaim(EquityMarket(ABROAD if abroad else None), holds=abroad)
    fields.ignore("name")
