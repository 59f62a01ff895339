"""The country parser, against facts of its own; the sources are named in the tables that it reads."""

from collections.abc import Callable

import pycountry
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from denizen.domain.countries import (
    Country,
    Kind,
    Normalized,
    System,
    fips_10_4,
    icao_9303,
    iso_3166,
    normalize,
    usages,
)
from denizen.domain.errors import InvalidError

LISTED: dict[System, set[str]] = {
    System.ISO2: {entry.alpha_2 for entry in pycountry.countries},
    System.ISO2_RESERVED: set(iso_3166.RESERVED),
    System.ISO2_REUSED: {entry.alpha_2 for entry in pycountry.historic_countries} - {"BY"},
    System.ISO3: {entry.alpha_3 for entry in pycountry.countries},
    System.ICAO_MRZ: {entry.alpha_3 for entry in pycountry.countries}
    | set(icao_9303.EXCEPTIONS)
    | {"ANT", "NTZ"}
    | {"D<<"},
    System.ISO3166_3: {c for entry in pycountry.historic_countries for c in (entry.alpha_3, entry.alpha_4)},
    System.USER_ASSIGNED: {"XK", "XKK", "XKS", "XKX"},
    System.EU_USAGE: {entry.alpha_2 for entry in pycountry.countries} | set(usages.EU),
    System.FIPS10_4: set(fips_10_4.FIPS_10_4),
}
EVERY_CODE = [(system, code) for system, codes in LISTED.items() for code in sorted(codes)]

FOLDED = {Kind.TERRITORY, Kind.US_TERRITORY, Kind.US_OUTLYING_POSSESSION, Kind.FORMER}

# system: code, country, then what else the code says: a kind, a status, "= place" or "> successor successor".
FACTS = """
ISO2: US US; KN KN; CH CH; GM GM; HK HK; MO MO; TW TW; PS PS; EH EH; AQ AQ; FM FM; BY BY
ISO2: PR US us_territory = PR; AS US us_outlying_possession = AS; UM US us_territory = UM; KY GB territory = KY
ISO2: AX FI territory = AX; CK NZ territory = CK; SJ NO territory = SJ; FO DK territory = FO; CX AU territory = CX
ISO2_RESERVED: UK GB; EU - organisation_document; UN - organisation_document; EZ - organisation_document; FX FR
ISO2_RESERVED: SU - former; YU - former; NT - former; AN - former > CW SX BQ; BU MM former; TP TL former; ZR CD former
ISO2_RESERVED: AC GB territory = SH; TA GB territory = SH; DG GB territory = IO; CQ GB territory = GG; CP FR territory
ISO2_RESERVED: EA ES territory; IC ES territory; CS - ambiguous; RB - ambiguous; RC - ambiguous; RH HT; SF FI; RI ID
ISO2_RESERVED: WO - organisation_document; EP - organisation_document
ISO2_REUSED: AI - ambiguous; BQ - ambiguous; CS - ambiguous; GE - ambiguous; SK - ambiguous; FQ - former > AQ TF
ISO2_REUSED: DD DE former; RH ZW former; BU MM former; SU - former; YU - former; AN - former > CW SX BQ
ISO3: USA US; REU FR territory = RE; CUW NL territory = CW; JEY GB territory = JE; PSE PS; PLW PW; MHL MH; FSM FM
ISO3: GUM US us_territory = GU; VIR US us_territory = VI; MNP US us_territory = MP; PRI US us_territory = PR; TWN TW
ISO3: ASM US us_outlying_possession = AS; HKG HK; MAC MO; ESH EH; DEU DE; UMI US us_territory = UM
ICAO_MRZ: D DE; D<< DE; DEU DE; USA US; CHN CN; HKG HK; RKS XK; XXK XK; PRI US us_territory = PR; SWZ SZ
ICAO_MRZ: GBR GB BRITISH_CITIZEN; GBD GB BOTC; GBN GB BNO; GBO GB BOC; GBS GB BRITISH_SUBJECT; GBP GB BPP
ICAO_MRZ: XXA - stateless; XXB - refugee_1951; XXC - refugee_other; XXX - unspecified; UTO - specimen
ICAO_MRZ: UNK - un_mission_kosovo_resident; UNO - organisation_document; UNA - organisation_document
ICAO_MRZ: EUE - organisation_document; XPO - organisation_document; XOM - organisation_document
ICAO_MRZ: IAO - organisation_document; XMP - organisation_document
ICAO_MRZ: XCC - organisation_document; XEC - organisation_document; ANT - former > CW SX BQ; NTZ - former
ISO3166-3: SUN - former; YUG - former; SCG - former > RS ME; CSK - former > CZ SK; NTZ - former
ISO3166-3: ANT - former > CW SX BQ; ANHH - former > CW SX BQ
ISO3166-3: SUHH - former; YUCS - former; CSXX - former > RS ME; CSHH - former > CZ SK; DDDE DE former; ZRCD CD former
ISO3166-3: DDR DE former; ZAR CD former; BUR MM former; TMP TL former; DHY BJ former; HVO BF former; RHO ZW former
ISO3166-3: NHB VU former; VDR VN former; YMD YE former; PCZ PA former; SKM IN former; BYS BY former; FXX FR former
ISO3166-3: AFI DJ former; ATB AQ former; ATN AQ former; CTE KI former; GEL - former > KI TV; ATF - former > AQ TF
ISO3166-3: PCI - former > FM MH MP PW; JTN US former = UM; MID US former = UM; PUS US former = UM; WAK US former = UM
USER_ASSIGNED: XK XK; XKX XK; XKK XK; XKS XK
EU_USAGE: EL GR; GR GR; UK GB; GB GB; XK XK; FR FR; RE FR territory = RE; XI GB territory; XU GB; XC ES territory
EU_USAGE: XL ES territory; EU - organisation_document; CH CH
FIPS10-4: AS AU; AU AT; GM DE; KN KP; KS KR; IZ IQ; CH CN; RS RU; BM MM; SZ CH; SW SE; SF ZA; EI IE; UP UA; VM VN
FIPS10-4: RP PH; DA DK; SP ES; PO PT; JA JP; IS IL; IC IS; NI NG; NG NE; GB GA; GG GE; GA GM; ES SV; TU TR; TX TM
FIPS10-4: TD TT; TO TG; TN TO; TS TN; UK GB; WE PS; GZ PS; PS PW; KV XK; AY AQ; HK HK; MC MO; TW TW; WI EH; OD SS
FIPS10-4: RI RS; MJ ME; YI - former > RS ME; MW ME former; SR RS former; RB RS former; NT - former > CW SX BQ
FIPS10-4: GQ US us_territory = GU; CQ US us_territory = MP; RQ US us_territory = PR; VQ US us_territory = VI
FIPS10-4: AQ US us_outlying_possession = AS; MQ US us_territory = UM; VI GB territory = VG; RE FR territory = RE
FIPS10-4: AX GB territory; AT AU territory; IP FR territory; TE FR territory = TF; PF - ambiguous; PJ - ambiguous
FIPS10-4: SG SN; SN SG; CG CD; CF CG; BO BY; BY BI; BU BG; LI LR; LS LI; LT LS; LO SK; EZ CZ; DR DO; DO DM; SU SD
"""


def facts() -> list[tuple[System, str]]:
    lines = (line.partition(": ") for line in FACTS.strip().splitlines())
    return [(System.parse(system), fact) for system, _, rest in lines for fact in rest.split("; ")]


def words_of(part: System | str) -> str:
    return part.value if isinstance(part, System) else part


def told(found: Normalized) -> str:
    """The answer in the notation of the facts."""
    words = [found.raw, str(found.country or "-")]
    words += [found.kind.value] if found.kind else []
    words += [found.status] if found.status else []
    words += ["=", str(found.territory)] if found.territory else []
    words += [">", *map(str, found.successors)] if found.successors else []
    return " ".join(words)


@pytest.mark.parametrize(("system", "fact"), facts(), ids=words_of)
def test_fact(system: System, fact: str) -> None:
    assert told(normalize(fact.split(maxsplit=1)[0], system)) == fact


@pytest.mark.parametrize("system", System, ids=words_of)
def test_every_listed_code_is_answered(system: System) -> None:
    for code in LISTED[system]:
        found = normalize(code, system)
        assert (found.raw, found.system) == (code, system)
        assert found.country or found.kind, f"{code}: no country and no kind is no answer"
        assert not (found.country and found.successors), code
        assert not (found.status and found.country is not Country.of("GB")), code
        assert found.place is (found.territory or found.country), code
        assert found.territory is None or found.territory is not found.country, code
        assert found.territory is None or found.kind in FOLDED, code


def test_a_place_keeps_its_own_code() -> None:
    cayman = normalize("CYM", System.ISO3)
    assert cayman.country is Country.of("GB")
    assert cayman.place is Country.of("KY")
    assert normalize("CHE", System.ISO3).place is Country.of("CH")


def test_every_kind_is_reached() -> None:
    assert {normalize(code, system).kind for system, code in EVERY_CODE} == {None, *Kind}


REFUSED = {
    System.ISO2: "XK UK USA D AN ZZ",
    System.ISO2_RESERVED: "US ZZ XK",
    System.ISO2_REUSED: "US BY XK",
    System.ISO3: "D D<< GBD YUG XXA XKX US",
    System.ICAO_MRZ: "D< D<<< <<D <<< US US< USA< XKX XCT SUN",
    System.ISO3166_3: "SU USA CS",
    System.USER_ASSIGNED: "US AA QM XA ZZ",
    System.EU_USAGE: "AA SU XX",
    System.FIPS10_4: "DE UA XX",
}


@pytest.mark.parametrize(
    ("system", "code"), [(system, code) for system, codes in REFUSED.items() for code in codes.split()], ids=words_of
)
def test_an_unlisted_code_is_refused(system: System, code: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        normalize(code, system, "nationality")
    assert refusal.value.message == f"nationality: got {code!r}, wanted a code that {system.value} lists, in capitals"


def test_the_field_is_called_code_unless_named() -> None:
    with pytest.raises(InvalidError) as refusal:
        normalize("", System.ISO2)
    assert refusal.value.field == "code"


codes = st.one_of(st.text(max_size=6), st.from_regex(r"[A-Z<]{1,4}", fullmatch=True))


@given(system=st.sampled_from(System), code=codes)
@example(System.ICAO_MRZ, "\ud800")
@example(System.ISO3166_3, "SUHH ")
def test_text_is_listed_or_refused(system: System, code: str) -> None:
    if code in LISTED[system]:
        assert normalize(code, system) == normalize(code, system)
    else:
        with pytest.raises(InvalidError):
            normalize(code, system)


@given(
    fact=st.sampled_from(EVERY_CODE),
    change=st.sampled_from([str.lower, str.title, " {}".format, "{} ".format, "{}\n".format, "{}\0".format]),
)
def test_case_and_space_are_never_guessed(fact: tuple[System, str], change: Callable[[str], str]) -> None:
    system, code = fact
    if (changed := change(code)) not in LISTED[system]:  # "D".title() is "D"
        with pytest.raises(InvalidError):
            normalize(changed, system)


def test_systems_are_read_by_name() -> None:
    assert [System.parse(system.value) for system in System] == list(System)
    with pytest.raises(InvalidError, match=r"one of ISO2, ISO2_RESERVED, .*, ISO3166-3, .*, FIPS10-4") as refusal:
        System.parse("iso2")
    assert refusal.value.field == "system"
    with pytest.raises(InvalidError) as refusal:
        System.parse("ISO3166_3", "evidence.system")
    assert refusal.value.message.startswith("evidence.system: got 'ISO3166_3', wanted")
