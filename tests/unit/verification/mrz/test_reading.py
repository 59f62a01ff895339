"""Zones as a whole: each format, what is cut off, and what is no zone."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.countries import Country, Kind
from denizen.domain.errors import InvalidError
from denizen.verification.mrz import MOST_CHARACTERS, Flag, Format, MachineReadableZone, read
from tests.unit.verification.mrz.specimens import Specimen

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
