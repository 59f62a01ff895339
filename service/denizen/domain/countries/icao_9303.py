"""ICAO Doc 9303, Machine Readable Travel Documents, eighth edition, part 3 section 5: codes for nationality and for
the issuing State or organisation. They are the alpha-3 codes of ISO 3166-1 with the exceptions below."""

from denizen.domain.countries.iso_3166 import alpha_3, former
from denizen.domain.countries.meaning import Meaning
from denizen.domain.countries.vocabulary import Kind

_ISSUERS: dict[str, str] = {
    # Part B, reserved by ISO 3166/MA.
    "EUE": "European Union laissez-passer",
    # Part C, United Nations travel documents.
    "UNA": "United Nations specialized agency",
    "UNO": "United Nations",
    # Part D, other issuing authorities.
    "XBA": "African Development Bank",
    "XCC": "Caribbean Community (CARICOM)",
    "XCE": "Council of Europe",
    "XCO": "Common Market for Eastern and Southern Africa (COMESA)",
    "XDC": "Southern African Development Community",
    "XEC": "Economic Community of West African States (ECOWAS)",
    "XES": "Organization of Eastern Caribbean States",
    "XIM": "African Export-Import Bank",
    "XMP": "Parliamentary Assembly of the Mediterranean",
    "XOM": "Sovereign Military Order of Malta",
    "XPO": "INTERPOL",
    # Part H, ICAO itself as signer of master lists.
    "IAO": "ICAO",
}
"""Organisations, which give nobody a nationality."""

EXCEPTIONS: dict[str, Meaning] = {
    # Part A, the entries that differ from ISO 3166-1. The British classes are those of the British Nationality Act
    # 1981 and the Hong Kong (British Nationality) Order 1986; only GBR carries the right of abode.
    "D": Meaning("DE", note="a single letter, by exception to ISO 3166-1"),
    "GBD": Meaning("GB", status="BOTC"),
    "GBN": Meaning("GB", status="BNO"),
    "GBO": Meaning("GB", status="BOC"),
    "GBP": Meaning("GB", status="BPP"),
    "GBR": Meaning("GB", status="BRITISH_CITIZEN"),
    "GBS": Meaning("GB", status="BRITISH_SUBJECT"),
    "RKS": Meaning("XK"),
    "XXK": Meaning("XK", note="an older list's code for Kosovo, beside RKS"),
    # Part A, entries as in ISO 3166-1 that are easily read for more than they say.
    "CHN": Meaning("CN", note="also the nationality in passports of the Hong Kong and Macao regions"),
    "DEU": Meaning("DE", note="Doc 9303 has D; ISO 3166-1 has DEU, and some issuers write it"),
    "HKG": Meaning("HK", note="the region's own passports give the nationality as CHN"),
    "MAC": Meaning("MO", note="the region's own passports give the nationality as CHN"),
    "USA": Meaning("US", note="also non-citizen nationals: only the passport's endorsement 09 tells them apart"),
    # Part C, United Nations travel documents; the others are below.
    "UNK": Meaning(kind=Kind.UN_MISSION_KOSOVO_RESIDENT, note="issued by UNMIK to residents of Kosovo"),
    # Part E, persons without a defined nationality.
    "XXA": Meaning(kind=Kind.STATELESS, note="1954 Convention, art. 1"),
    "XXB": Meaning(kind=Kind.REFUGEE_1951, note="1951 Convention, art. 1, with the 1967 Protocol"),
    "XXC": Meaning(kind=Kind.REFUGEE_OTHER, note="refugee other than XXB"),
    "XXX": Meaning(kind=Kind.UNSPECIFIED, note="the issuer does not say; may be neither stateless nor a refugee"),
    # Part G, specimens.
    "UTO": Meaning(kind=Kind.SPECIMEN, note="Utopia"),
    **{
        code: Meaning(kind=Kind.ORGANISATION_DOCUMENT, note=f"{name}: an issuer, not a nationality")
        for code, name in _ISSUERS.items()
    },
}

DEPRECATED = frozenset({"ANT", "NTZ"})
"""Part F: withdrawn from ISO 3166-1 and kept for older documents."""


def read(code: str) -> Meaning | None:
    """The field as it stands in the zone, where `<` fills it to three places: `D<<` is `D`. Nothing else is trimmed."""
    if len(code) == 3:
        code = code.rstrip("<")
    if code in EXCEPTIONS:
        return EXCEPTIONS[code]
    if code in DEPRECATED:
        return former()[code]
    place = alpha_3().get(code)
    return Meaning(place) if place else None
