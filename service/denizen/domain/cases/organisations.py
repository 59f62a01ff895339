"""What a case says of an organisation alone, as claims."""

from collections.abc import Iterator

from denizen.domain.cases.described import CaseClaim
from denizen.domain.cases.fields import Fields
from denizen.domain.cases.statuses import US
from denizen.domain.claims import (
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


def of_an_organisation(fields: Fields) -> Iterator[CaseClaim]:
    """The claims that name no other principal. A flag that is absent does not hold; of one that is null nothing is
    attested."""
    for key, claim in _PLACES.items():
        country = fields.country(key)
        if country is not None:
            yield CaseClaim(claim(country))
    government_of = fields.country("government_of")
    for key, klass in _CLASSES.items():
        holds = fields.flag(key)
        if holds is not None:
            of = government_of if holds and klass is OrganisationClass.FOREIGN_GOVERNMENT else None
            yield CaseClaim(OrganisationClassification(klass, of), holds=holds)
    owned = fields.flag("majority_owned_by_us_nationals")
    if owned is not None:
        yield CaseClaim(MajorityOwned(US), holds=owned)
    established = fields.flag("permanent_establishment_in_us")
    if established is not None:
        yield CaseClaim(Establishment(US), holds=established)
    abroad = fields.flag("equity_primarily_traded_abroad")
    if abroad is not None:
        yield CaseClaim(EquityMarket(ABROAD if abroad else None), holds=abroad)
    fields.ignore("name")
