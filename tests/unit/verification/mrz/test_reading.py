from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.countries import Country, Kind
from denizen.domain.errors import InvalidError
from denizen.verification.mrz import MOST_CHARACTERS, Flag, Format, MachineReadableZone, read
from tests.unit.verification.mrz.specimens import Specimen, digit

TODAY = date(2026, 11, 23)
CARD = Specimen(code="I", number="D23145890")
VISA = Specimen(code="V", nationality="CHN")


def faults(zone: MachineReadableZone) -> dict[str, set[Flag]]:
    return {name: set(field.flags) for name, field in zone.fields.items() if not field.is_sound}


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        pytest.param(CARD.td1(), Format.TD1, id="card"),
        pytest.param(CARD.td2(), Format.TD2, id="larger card"),
        pytest.param(Specimen().td3(), Format.TD3, id="passport"),
        pytest.param(VISA.visa(44), Format.MRV_A, id="full-size visa"),
        pytest.param(VISA.visa(36), Format.MRV_B, id="smaller visa"),
    ],
)
@pytest.mark.parametrize("joined", [False, True], ids=["lines", "one line"])
def test_each_format_is_read_whole(text: str, format_: Format, joined: bool) -> None:
    zone = read(text.replace("\n", "") if joined else text, TODAY)
    assert zone.format is format_
    assert faults(zone) == {}
    assert zone.is_sound
    assert zone.birth.value == (date(1974, 8, 12),)
    assert zone.expiry.value == date(2032, 4, 15)
    assert zone.sex.value == "F"
    assert zone.names.value is not None
    assert (zone.names.value.surname, zone.names.value.given_names) == ("ERIKSSON", "ANNA MARIA")


def test_issuing_state_and_nationality_are_two_things() -> None:
    """A permanent resident card of the United States, whose document code has a digit."""
    zone = read(Specimen(code="C1", state="USA", nationality="D", number="SRC000000").td1(), TODAY)
    assert zone.is_sound
    assert zone.issuing_state.value is not None
    assert zone.issuing_state.value.country is Country.of("US")
    assert zone.nationality.value is not None
    assert zone.nationality.value.country is Country.of("DE")


@pytest.mark.parametrize(
    ("code", "kind"), [("XXA", Kind.STATELESS), ("XXB", Kind.REFUGEE_1951), ("XXX", Kind.UNSPECIFIED)]
)
def test_a_nationality_that_is_no_country_has_a_kind(code: str, kind: Kind) -> None:
    value = read(Specimen(nationality=code).td3(), TODAY).nationality.value
    assert value is not None
    assert (value.country, value.kind) == (None, kind)


def test_an_unlisted_code_is_never_guessed() -> None:
    zone = read(Specimen(nationality="QQQ").td3(), TODAY)
    assert zone.nationality.value is None
    assert faults(zone) == {"nationality": {Flag.UNLISTED_CODE}}


@pytest.mark.parametrize("length", range(10, 23))
def test_a_long_number_goes_on_in_the_optional_data_of_a_card(length: int) -> None:
    number = ("D231458907X1Y2Z3A4B5C6D7")[:length]
    zone = read(Specimen(code="I", number=number, optional="" if length > 20 else "77").td1(), TODAY)
    assert zone.is_sound
    assert zone.document_number.value == number
    assert Flag.CONTINUED in zone.document_number.flags
    assert zone.optional.value == (None if length > 20 else "77")


@pytest.mark.parametrize("length", range(10, 15))
def test_a_long_number_goes_on_in_the_optional_data_of_a_larger_card(length: int) -> None:
    number = "D231458907X1Y2"[:length]
    zone = read(Specimen(code="I", number=number).td2(), TODAY)
    assert zone.is_sound
    assert zone.document_number.value == number


def test_a_wrong_digit_of_a_long_number_is_told() -> None:
    right = digit("D231458901")
    wrong = str((int(right) + 1) % 10)
    text = Specimen(code="I", number="D231458901").td1().replace(f"<1{right}<", f"<1{wrong}<")
    assert read(text, TODAY).document_number.flags >= {Flag.CHECK_DIGIT_WRONG, Flag.CONTINUED}


def belgian(state: str) -> str:
    """As on BEL-BO-03003: the filler before the continuation counts."""
    first = f"ID{state}000590240<601{digit('000590240<601')}".ljust(30, "<")
    second = f"8512017F1311048{state}".ljust(29, "<")
    composite = digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{composite}\nREINARTZ<<ULRIKE".ljust(len(first) * 3 + 2, "<")


def test_belgian_cards_that_count_the_filler_are_taken_and_told() -> None:
    number = read(belgian("BEL"), TODAY).document_number
    assert number.value == "000590240601"
    assert number.is_sound
    assert number.flags == {Flag.CONTINUED, Flag.FILLER_COUNTED}
    assert read(belgian("NLD"), TODAY).document_number.flags >= {Flag.CHECK_DIGIT_WRONG}


def test_the_digit_of_empty_optional_data_may_be_a_filler_or_zero() -> None:
    zero = Specimen().td3()
    assert zero[-2] == "0"
    filler = zero[:-2] + "<" + zero[-1]
    assert read(zero, TODAY).is_sound
    assert read(filler, TODAY).is_sound
    there = Specimen(optional="ZE184226B").td3()
    assert read(there[:-2] + "<" + there[-1], TODAY).optional.flags == {Flag.CHECK_DIGIT_MISSING}


@pytest.mark.parametrize(
    ("names", "surname", "given", "flags"),
    [
        pytest.param("<<ANNA<MARIA", "", "ANNA MARIA", {Flag.NO_SURNAME}, id="no surname"),
        pytest.param("ARKFREITH", "ARKFREITH", "", {Flag.NO_GIVEN_NAMES}, id="one name"),
        pytest.param("VAN<DER<BERG<<A<B", "VAN DER BERG", "A B", set(), id="several parts"),
        pytest.param("A" * 39, "A" * 39, "", {Flag.POSSIBLY_TRUNCATED, Flag.NO_GIVEN_NAMES}, id="to the end"),
    ],
)
def test_names(names: str, surname: str, given: str, flags: set[Flag]) -> None:
    field = read(Specimen(names=names).td3(), TODAY).names
    assert field.value is not None
    assert (field.value.surname, field.value.given_names, set(field.flags)) == (surname, given, flags)
    assert field.is_sound


@pytest.mark.parametrize(
    ("birth", "days", "flags"),
    [
        pytest.param("740812", (date(1974, 8, 12),), set(), id="one century"),
        pytest.param(
            "140101", (date(1914, 1, 1), date(2014, 1, 1)), {Flag.CENTURY_AMBIGUOUS}, id="a child or very old"
        ),
        pytest.param("261123", (date(1926, 11, 23), date(2026, 11, 23)), {Flag.CENTURY_AMBIGUOUS}, id="today"),
        pytest.param("261124", (date(1926, 11, 24),), set(), id="not tomorrow"),
        pytest.param("000229", (date(2000, 2, 29),), set(), id="1900 had no such day"),
        pytest.param("74<<<<", None, {Flag.DATE_PARTLY_UNKNOWN}, id="the year alone"),
        pytest.param("<<<<<<", None, {Flag.DATE_PARTLY_UNKNOWN}, id="nothing known"),
        pytest.param("7408<2", None, {Flag.NOT_A_DATE}, id="half a day"),
        pytest.param("741301", None, {Flag.NOT_A_DATE}, id="a thirteenth month"),
        pytest.param("740230", None, {Flag.NOT_A_DATE}, id="a day too many"),
    ],
)
def test_birth_has_two_digits_of_the_year(birth: str, days: tuple[date, ...] | None, flags: set[Flag]) -> None:
    field = read(Specimen(birth=birth).td3(), TODAY).birth
    assert (field.value, set(field.flags)) == (days, flags)


@pytest.mark.parametrize(
    ("expiry", "day"),
    [
        ("260101", date(2026, 1, 1)),
        ("751231", date(2075, 12, 31)),
        ("760101", date(1976, 1, 1)),
        ("991231", date(1999, 12, 31)),
    ],
)
def test_expiry_is_in_one_century(expiry: str, day: date) -> None:
    assert read(Specimen(expiry=expiry).td3(), TODAY).expiry.value == day


def test_a_misread_is_told_with_its_place_and_not_put_right() -> None:
    text = Specimen().td3().replace("7408122", "74O8122").replace("P<UTO", "P<UT0")
    zone = read(text, TODAY)
    assert zone.birth.value is None
    assert zone.birth.raw == "74O812"
    assert zone.birth.illegal == (2,)
    assert zone.birth.flags >= {Flag.ILLEGAL_CHARACTER, Flag.LIKELY_MISREAD}
    assert zone.issuing_state.value is None
    assert zone.issuing_state.illegal == (2,)
    assert zone.expiry.is_sound, "the rest stays"
    assert zone.nationality.is_sound


def test_small_letters_are_not_taken_for_capitals() -> None:
    zone = read(Specimen(nationality="uto").td3(), TODAY)
    assert zone.nationality.value is None
    assert zone.nationality.flags >= {Flag.ILLEGAL_CHARACTER, Flag.UNLISTED_CODE}


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_a_line_that_was_cut_off_is_read_as_far_as_it_goes(missing: int) -> None:
    upper, lower = Specimen().td3().split("\n")
    zone = read(f"{upper}\n{lower[:-missing]}", TODAY)
    assert zone.format is Format.TD3
    assert zone.names.is_sound
    assert zone.nationality.value is not None
    assert Flag.CUT_OFF in zone.nationality.flags, "nobody knows which character is missing"
    assert not zone.is_sound


@pytest.mark.parametrize(
    "text",
    ["", "P<UTO", Specimen().td3()[:60], "\n".join(["A" * 30] * 4), "\n".join(["P" * 40] * 2)],
    ids=["empty", "a piece", "no second line", "four lines", "between the formats"],
)
def test_what_is_like_no_format_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read(text, TODAY)
    assert refused.value.field == "mrz"
    assert "UTO" not in refused.value.message


def test_no_more_than_a_zone_is_read() -> None:
    with pytest.raises(InvalidError, match="at most 256 characters"):
        read("<" * (MOST_CHARACTERS + 1), TODAY)


def test_nothing_of_the_holder_shows_in_a_repr() -> None:
    shown = repr(read(Specimen().td3(), TODAY))
    assert not any(text in shown for text in ("ERIKSSON", "L898902C3", "740812", "1974"))


@given(st.text(max_size=MOST_CHARACTERS + 20))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidError):
        read(text, TODAY)


ZONE = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<Oé٣ ", min_size=30, max_size=46)


@given(st.lists(ZONE, min_size=2, max_size=3))
def test_any_lines_of_about_the_right_length_are_read_or_refused(lines: list[str]) -> None:
    try:
        zone = read("\n".join(lines), TODAY)
    except InvalidError:
        return
    for field in zone.fields.values():
        assert field.value is not None or field.flags or not field.raw.strip("<")


SPECIMENS = st.builds(
    Specimen,
    code=st.sampled_from(["I", "ID", "A", "C1"]),
    state=st.sampled_from(["USA", "D", "CHE", "XXA"]),
    nationality=st.sampled_from(["USA", "D", "GBD", "XXB"]),
    number=st.text("ABC0123456789", min_size=1, max_size=12),
    birth=st.dates(date(1930, 1, 1), TODAY).map(lambda day: f"{day:%y%m%d}"),
    expiry=st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(lambda day: f"{day:%y%m%d}"),
    names=st.text("ABCXYZ", min_size=1, max_size=20),
)


@given(SPECIMENS, st.sampled_from(["td1", "td2"]))
def test_what_is_written_is_read(specimen: Specimen, format_: str) -> None:
    zone = read(getattr(specimen, format_)(), TODAY)
    assert faults(zone) == {}
    assert zone.document_number.value == specimen.number
    assert zone.expiry.value is not None
    assert f"{zone.expiry.value:%y%m%d}" == specimen.expiry
    assert zone.birth.value is not None
    assert {f"{day:%y%m%d}" for day in zone.birth.value} == {specimen.birth}


@given(SPECIMENS, st.sampled_from([*range(31, 37), *range(39, 45)]), st.sampled_from("123456789"))
def test_a_digit_of_a_date_that_is_changed_is_noticed(specimen: Specimen, place: int, by: str) -> None:
    text = specimen.td1()
    changed = text[:place] + str((int(text[place]) + int(by)) % 10) + text[place + 1 :]
    zone = read(changed, TODAY)
    field = zone.birth if place < 37 else zone.expiry
    assert Flag.CHECK_DIGIT_WRONG in field.flags
