"""ISO 3166-1:2020 (current codes, reserved codes) and ISO 3166-3:2020 (formerly used names), by way of pycountry."""

from functools import cache

import pycountry

from denizen.domain.countries.meaning import Meaning
from denizen.domain.countries.vocabulary import Kind

_ANTILLES = ("CW", "SX", "BQ")


@cache
def alpha_3() -> dict[str, str]:
    """Current alpha-3 codes with their alpha-2."""
    return {entry.alpha_3: entry.alpha_2 for entry in pycountry.countries}


DIVIDED: dict[str, tuple[str, ...]] = {
    "ANHH": _ANTILLES,  # dissolved 2010-10-10 within the Kingdom: its people were, and are, Netherlands nationals
    "CSHH": ("CZ", "SK"),
    "CSXX": ("RS", "ME"),
    "FQHH": ("AQ", "TF"),
    "GEHH": ("KI", "TV"),
    "PCHH": ("FM", "MH", "MP", "PW"),
}
"""What became of a country with no single successor, where that is certain. SUHH and YUCS are absent by intent: which
state's citizen a Soviet or Yugoslav citizen became is a question for each state's law. NTHH is absent because the
neutral zone, divided between Iraq and Saudi Arabia, never had citizens."""

FORMER_NOTES: dict[str, str] = {
    "ANHH": "divided in 2010; its people were Netherlands nationals before and after",
    "NQAQ": "a Norwegian claim under the Antarctic Treaty, which asserts no citizenship",
    "NTHH": "neutral zone between Iraq and Saudi Arabia, divided; it had no citizens",
    "PZPA": "the place is Panama; a child of a US citizen born there may be one too (8 USC 1403)",
    "SUHH": "no automatic successor: each republic's law says who became its citizen",
    "YUCS": "no automatic successor: each republic's law says who became its citizen",
}


def heir(alpha_4: str) -> str | None:
    """Which current alpha-2 took over. The last two letters of an alpha-4 say it (ISO 3166-3): the new code,
    `AA` where the code was kept, `HH` or `XX` where there is no single successor."""
    last = alpha_4[:2] if alpha_4.endswith("AA") else alpha_4[2:]
    return last if last in alpha_3().values() else None


def _former(alpha_4: str) -> Meaning:
    return Meaning(heir(alpha_4), Kind.FORMER, successors=DIVIDED.get(alpha_4, ()), note=FORMER_NOTES.get(alpha_4, ""))


@cache
def former() -> dict[str, Meaning]:
    """Formerly used names by alpha-3 and alpha-4, both unique. A renamed, absorbed or independent country gives its
    heir; a divided one gives none."""
    return {
        code: _former(entry.alpha_4)
        for entry in pycountry.historic_countries
        for code in (entry.alpha_3, entry.alpha_4)
    }


REUSED: dict[str, Meaning] = {
    "AI": Meaning(kind=Kind.AMBIGUOUS, note="French Afars and Issas (now DJ) until 1977, Anguilla since 1985"),
    "BQ": Meaning(kind=Kind.AMBIGUOUS, note="British Antarctic Territory (now AQ) until 1979, Bonaire etc. since 2010"),
    "CS": Meaning(kind=Kind.AMBIGUOUS, note="Czechoslovakia until 1993, Serbia and Montenegro from 2003 to 2006"),
    "GE": Meaning(kind=Kind.AMBIGUOUS, note="Gilbert and Ellice Islands (now KI, TV) until 1979, Georgia since 1992"),
    "SK": Meaning(kind=Kind.AMBIGUOUS, note="Sikkim (now IN) until 1975, Slovakia since 1993"),
}
"""Alpha-2 codes that ISO gave to a second country: without a date they name neither."""


@cache
def withdrawn() -> dict[str, Meaning]:
    """Alpha-2 codes of formerly used names: ambiguous where reused, otherwise the one country they named. Not `BY`,
    which Belarus kept."""
    single = {
        entry.alpha_2: _former(entry.alpha_4)
        for entry in pycountry.historic_countries
        if heir(entry.alpha_4) != entry.alpha_2
    }
    return single | REUSED


_ORGANISATIONS: dict[str, str] = {
    # Exceptionally reserved, at the request of a state or an organisation.
    "EU": "European Union",
    "EZ": "euro area (ISO 6166)",
    "UN": "United Nations",
    # Never to be assigned, at the request of WIPO (Standard ST.3).
    "AP": "African Regional Intellectual Property Organization",
    "BX": "Benelux Office for Intellectual Property",
    "EF": "Union of Countries under the European Community Patent Convention",
    "EM": "European Union Intellectual Property Office",
    "EP": "European Patent Organisation",
    "EV": "Eurasian Patent Organization",
    "GC": "Patent Office of the Gulf Cooperation Council",
    "IB": "International Bureau of WIPO",
    "OA": "African Intellectual Property Organization",
    "WO": "World Intellectual Property Organization",
}

RESERVED: dict[str, Meaning] = {
    **{code: Meaning(kind=Kind.ORGANISATION_DOCUMENT, note=name) for code, name in _ORGANISATIONS.items()},
    # Exceptionally reserved, at the request of a state or an organisation.
    "AC": Meaning("SH", note="Ascension Island, part of SH"),
    "CP": Meaning("FR", Kind.TERRITORY, note="Clipperton Island, without a code of its own"),
    "CQ": Meaning("GG", note="Sark, part of GG"),
    "DG": Meaning("IO", note="Diego Garcia, part of IO"),
    "EA": Meaning("ES", Kind.TERRITORY, note="Ceuta and Melilla, without a code of their own"),
    "FX": Meaning("FR", note="metropolitan France"),
    "IC": Meaning("ES", Kind.TERRITORY, note="Canary Islands, without a code of their own"),
    "SU": Meaning(kind=Kind.FORMER, note=FORMER_NOTES["SUHH"]),
    "TA": Meaning("SH", note="Tristan da Cunha, part of SH"),
    "UK": Meaning("GB", note="exceptionally reserved for the United Kingdom; EU usage"),
    # Transitionally reserved, after a change of name or a division.
    "AN": Meaning(kind=Kind.FORMER, successors=_ANTILLES, note=FORMER_NOTES["ANHH"]),
    "BU": Meaning("MM", Kind.FORMER),
    "CS": REUSED["CS"],
    "NT": Meaning(kind=Kind.FORMER, note=FORMER_NOTES["NTHH"]),
    "TP": Meaning("TL", Kind.FORMER),
    "YU": Meaning(kind=Kind.FORMER, note=FORMER_NOTES["YUCS"]),
    "ZR": Meaning("CD", Kind.FORMER),
    # Indeterminately reserved: distinguishing signs of vehicles (Conventions on Road Traffic of 1949 and 1968).
    "DY": Meaning("BJ"),
    "EW": Meaning("EE"),
    "FL": Meaning("LI"),
    "JA": Meaning("JM"),
    "LF": Meaning("LY", note="Libya Fezzan"),
    "PI": Meaning("PH"),
    "RA": Meaning("AR"),
    "RB": Meaning(kind=Kind.AMBIGUOUS, note="Bolivia or Botswana"),
    "RC": Meaning(kind=Kind.AMBIGUOUS, note="listed under China, used on Taiwan"),
    "RH": Meaning("HT"),
    "RI": Meaning("ID"),
    "RL": Meaning("LB"),
    "RM": Meaning("MG"),
    "RN": Meaning("NE"),
    "RP": Meaning("PH"),
    "SF": Meaning("FI"),
    "WG": Meaning("GD"),
    "WL": Meaning("LC"),
    "WV": Meaning("VC"),
    "YV": Meaning("VE"),
}
"""Alpha-2 codes that ISO 3166/MA keeps free, as its Online Browsing Platform lists them."""
