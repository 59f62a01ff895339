"""Which state a territory's people are citizens of. For citizenship only: a place keeps its own code."""

from denizen.domain.countries.country import Country
from denizen.domain.countries.vocabulary import Kind

TERRITORIES: dict[str, frozenset[str]] = {
    # 8 USC 1101(a)(38), (a)(29), 1402, 1406, 1407; 48 USC 1801 (the Covenant). UM has no permanent population.
    "US": frozenset({"AS", "GU", "MP", "PR", "UM", "VI"}),
    # British Nationality Act 1981, s.50(1) and Schedule 6; there the Crown dependencies GG, IM, JE count as the UK.
    # IO stays here until a treaty on the Chagos Archipelago is in force and ISO changes its entry.
    "GB": frozenset({"AI", "BM", "FK", "GG", "GI", "GS", "IM", "IO", "JE", "KY", "MS", "PN", "SH", "TC", "VG"}),
    # Constitution of 1958, art. 72-3; code civil, art. 17 et seq. apply in all of them.
    "FR": frozenset({"BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"}),
    # Charter for the Kingdom of the Netherlands, art. 3(1)(c): one Netherlands nationality.
    "NL": frozenset({"AW", "BQ", "CW", "SX"}),
    "DK": frozenset({"FO", "GL"}),
    "AU": frozenset({"CC", "CX", "HM", "NF"}),  # Australian Citizenship Act 2007, s.3 "Australia"
    # Citizenship Act 1977 (NZ), s.29: the Cook Islands and Niue, in free association, and Tokelau count as New Zealand.
    "NZ": frozenset({"CK", "NU", "TK"}),
    "NO": frozenset({"BV", "SJ"}),
    "FI": frozenset({"AX"}),
}
"""Sovereign to its territories that ISO 3166-1 lists apart. By intent absent: HK and MO (own passports, and treated
apart by many rules), TW, PS, EH and XK (never dropped nor folded), AQ (Antarctic Treaty, art. IV: no sovereign)."""

_SOVEREIGN = {territory: state for state, territories in TERRITORIES.items() for territory in territories}


def sovereign(country: Country) -> Country:
    """The state whose citizens the people of `country` are: itself, unless it is one of `TERRITORIES`."""
    return Country.of(_SOVEREIGN.get(country.code, country.code))


def territory_kind(territory: Country) -> Kind | None:
    """What birth there gives, told apart for the United States; none for a country that is no territory."""
    state = _SOVEREIGN.get(territory.code)
    if state is None:
        return None
    if state != "US":
        return Kind.TERRITORY
    # 8 USC 1101(a)(29): the outlying possessions are American Samoa and Swains Island, no other.
    return Kind.US_OUTLYING_POSSESSION if territory.code == "AS" else Kind.US_TERRITORY
