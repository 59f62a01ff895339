"""The evidence table is read strictly: what contradicts itself or the standards it cites is refused."""

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from ruamel.yaml import YAML

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.kinds import Strength
from denizen.domain.evidence.reading import read_table
from denizen.evidence_table import FILE, evidence_table
from tools.evidence_page import DOCUMENT, page

GIVEN = YAML(typ="safe", pure=True).load(FILE)
LATER = {"version": 2, "since": date(2027, 1, 1), "levels": {"STRONG": "LOW", "SUPERIOR": "SUBSTANTIAL"}}


def row(table: Any) -> Any:
    return table["evidence"][0]["rows"][0]


def put(path: Callable[[Any], Any], key: str, value: object) -> Callable[[Any], None]:
    def change(table: Any) -> None:
        path(table)[key] = value

    return change


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param(put(lambda t: t, "colour", "green"), "colour", id="an unknown key"),
        pytest.param(put(row, "strenght", "FAIR"), "evidence[0].rows[0].strenght", id="an unknown key of a row"),
        pytest.param(put(row, "at_most", "STRONGEST"), "evidence[0].rows[0].at_most", id="an unknown strength"),
        pytest.param(put(row, "issuers", ["UK"]), "evidence[0].rows[0].issuers[0]", id="an unknown country"),
        pytest.param(put(row, "issuers", ["US", 840]), "evidence[0].rows[0].issuers[1]", id="a number for a country"),
        pytest.param(put(row, "issuers", []), "evidence[0].rows[0].issuers", id="an empty condition"),
        pytest.param(put(row, "issuers", ["US", "US"]), "evidence[0].rows[0].issuers", id="a country twice"),
        pytest.param(put(row, "sources", []), "evidence[0].rows[0].sources", id="nothing cited"),
        pytest.param(put(row, "holds", "no"), "evidence[0].rows[0].holds", id="text for a truth"),
        pytest.param(lambda t: row(t).pop("id"), "evidence[0].rows[0].id", id="a row without an id"),
        pytest.param(
            lambda t: row(t).pop("expired_at_most"), "evidence[0].rows[0].expired_at_most", id="expiry not settled"
        ),
        pytest.param(
            lambda t: row(t).update(at_most="WEAK"), "evidence[0].rows[0].expired_at_most", id="stronger when expired"
        ),
        pytest.param(put(row, "id", "green-card-permanent"), "evidence.rows", id="an id twice"),
        pytest.param(lambda t: t["evidence"].pop(), "evidence", id="a kind without rows"),
        pytest.param(lambda t: t["evidence"].append(t["evidence"][0]), "evidence", id="a kind twice"),
        pytest.param(
            put(lambda t: t["evidence"][0], "procedure", "guess"), "evidence.procedure", id="an unknown procedure"
        ),
        pytest.param(
            put(lambda t: t["procedures"][0]["grades"][0], "passed", [["FACE_IN_PERSON"]]),
            "procedures[0].grades[0].passed",
            id="superior without the signature chain",
        ),
        pytest.param(
            put(lambda t: t["procedures"][0]["grades"][0], "passed", [["SIGNATURE_CHAIN", "FACE_IN_PERSON"]]),
            "procedures[0].grades[0].passed",
            id="superior with something else in its place",
        ),
        pytest.param(
            put(lambda t: t["procedures"][0]["grades"][3], "passed", [["KNOWLEDGE"]]),
            "procedures[0].grades[3].passed[0]",
            id="what the holder knows",
        ),
        pytest.param(
            lambda t: t["procedures"][0]["grades"].reverse(), "procedures[0].grades", id="grades out of order"
        ),
        pytest.param(
            put(lambda t: t["assurance"][0], "levels", {"FAIR": "HIGH", "STRONG": "LOW"}),
            "assurance[0].levels",
            id="less for more",
        ),
        pytest.param(
            put(lambda t: t["assurance"][0], "levels", {"UNACCEPTABLE": "LOW"}),
            "assurance[0].levels",
            id="something for what is unacceptable",
        ),
        pytest.param(lambda t: t["assurance"].insert(0, LATER), "assurance", id="mappings out of order"),
    ],
)
def test_refused(change: Callable[[Any], object], field: str) -> None:
    table = copy.deepcopy(GIVEN)
    change(table)
    with pytest.raises(InvalidError) as raised:
        read_table(table)
    assert raised.value.field == field


def test_the_mapping_of_the_day_is_used() -> None:
    table = copy.deepcopy(GIVEN)
    table["assurance"].append(LATER)
    read = read_table(table)
    before, after = (datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert read.assurance(Strength.STRONG, before) is AssuranceLevel.SUBSTANTIAL
    assert read.assurance(Strength.STRONG, after) is AssuranceLevel.LOW
    assert read.assurance(Strength.FAIR, after) is None
    # What was received before there was any mapping is weighed by the first.
    assert read.assurance(Strength.STRONG, datetime(2020, 1, 1, tzinfo=UTC)) is AssuranceLevel.SUBSTANTIAL


def test_a_row_is_of_what_holds_unless_it_says_otherwise() -> None:
    table = copy.deepcopy(GIVEN)
    assert "holds" not in row(table)
    assert read_table(table).rows[0].holds


def test_nothing_is_for_what_is_unacceptable() -> None:
    assert evidence_table().assurance(Strength.UNACCEPTABLE, datetime(2026, 6, 1, tzinfo=UTC)) is None


def test_the_page_shows_the_table() -> None:
    assert DOCUMENT.read_text() == page(DOCUMENT.read_text()), "run `python -m tools.evidence_page`"
