"""Specimens that ICAO and states published, where they are beside this checkout."""

import json
from datetime import date
from typing import Any

import pytest

from denizen.verification.mrz import Field, Flag, read
from denizen.verification.mrz.check_digits import check_digit
from tests.vectors import vectors

VECTORS = vectors.folder / "mrz_specimens.json"
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.skipif(not VECTORS.exists(), reason=vectors.absent)

SPECIMENS: dict[str, Any] = json.loads(VECTORS.read_text()) if VECTORS.exists() else {}
CASES: list[dict[str, Any]] = SPECIMENS.get("cases", [])
BY_CHECK = {
    "document_number": "document_number",
    "birth": "birth",
    "expiry": "expiry",
    "personal_number": "optional",
    "composite": "composite",
}


def name_of(case: dict[str, Any]) -> str:
    return str(case["id"])


def text_of(field: Field[Any] | None) -> str:
    return "" if field is None or field.value is None else str(field.value)


@pytest.mark.parametrize("check", SPECIMENS.get("check_digits", []), ids=lambda check: str(check["input"]))
def test_check_digits(check: dict[str, str]) -> None:
    assert check_digit(check["input"]) == check["expected"]


@pytest.mark.parametrize("check", SPECIMENS.get("check_digits_must_differ", []), ids=lambda check: str(check["input"]))
def test_check_digits_that_differ(check: dict[str, str]) -> None:
    assert check_digit(check["input"]) != check["not_expected"]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_each_check_digit_is_judged_as_icao_counts_it(case: dict[str, Any]) -> None:
    zone = read("\n".join(case["lines"]), TODAY)
    assert zone.format.value.replace("-", "") == case["format"]
    for check, name in BY_CHECK.items():
        if check in case["check_digits_icao"]:
            wrong = Flag.CHECK_DIGIT_WRONG in zone.fields[name].flags
            assert wrong is not case["check_digits_icao"][check], check
    if long := [
        right for check, right in case["check_digits_icao"].items() if check.startswith("document_number_long")
    ]:
        assert (Flag.CHECK_DIGIT_WRONG in zone.document_number.flags) is not any(long)


@pytest.mark.parametrize("case", [case for case in CASES if case["expected_fields"]], ids=name_of)
def test_fields_are_what_was_published(case: dict[str, Any]) -> None:
    zone, wanted = read("\n".join(case["lines"]), TODAY), case["expected_fields"]
    assert zone.names.value is not None
    assert zone.document_number.value == wanted.get("documentNumber", wanted.get("document_number"))
    assert zone.names.value.surname == wanted.get("lastName", wanted.get("surname"))
    assert zone.names.value.given_names == wanted.get("firstName", wanted.get("given_names"))
    assert text_of(zone.optional) == wanted.get("optional", wanted.get("optional1", wanted.get("optional_data_1")))


@pytest.mark.parametrize("case", [case for case in CASES if case.get("ocr_misread_lines")], ids=name_of)
def test_misreads_are_told_field_by_field_and_not_put_right(case: dict[str, Any]) -> None:
    right = read("\n".join(case["lines"]), TODAY)
    misread = read("\n".join(case["ocr_misread_lines"]), TODAY)
    for name, field in misread.fields.items():
        if field.raw == right.fields[name].raw:
            continue
        assert Flag.LIKELY_MISREAD in field.flags
        assert field.value is None or name == "names"
