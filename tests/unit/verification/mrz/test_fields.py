"""Fields in which much differs: numbers, names, dates, and the digits that check them."""

from datetime import date

import pytest

from denizen.verification.mrz import Flag, read
from tests.unit.verification.mrz.specimens import Specimen, digit

TODAY = date(2026, 11, 23)


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


@pytest.mark.parametrize("date_", ["birth", "expiry"])
def test_the_digit_of_a_date_that_is_not_known_may_be_a_filler_or_zero(date_: str) -> None:
    zero = Specimen(**{date_: "<<<<<<"}).td3()
    for text in (zero, zero.replace("<<<<<<0", "<<<<<<<")):
        zone = read(text, TODAY)
        assert zone.is_sound
        assert zone.fields[date_].flags == {Flag.DATE_PARTLY_UNKNOWN}
        assert zone.fields[date_].value is None
    known = Specimen().td3().replace("7408122", "740812<")
    assert read(known, TODAY).birth.flags == {Flag.CHECK_DIGIT_MISSING}


ZONES = {
    "a long number with data behind it": Specimen(code="I", state="D", number="D23145890734", optional="XYZ").td1(),
    "a letter for Germany": Specimen(state="D", nationality="D", number="C01X00T47").td3(),
    "a territory's citizens": Specimen(state="GBD", nationality="GBD").td3(),
    "an organisation's": Specimen(state="UNO", nationality="XXA").td3(),
    "a holder of no sex that is said": Specimen(sex="<").td3(),
    "numbers that end in fillers": Specimen(number="12<34").td3(),
}


@pytest.mark.parametrize("text", ZONES.values(), ids=ZONES)
def test_is_sound(text: str) -> None:
    assert read(text, TODAY).is_sound
