"""The evidence table that contradicts itself: what is said of the entry."""

import copy
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import CitizenshipClass, ClaimKind, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.evidence.kinds import CardGeneration, CheckKind, EvidenceKind, Strength
from denizen.domain.evidence.reading import read_table
from denizen.domain.evidence.table import AssuranceMapping, CountryShown, EvidenceTable, Expiry, Grade, Procedure, Row
from denizen.domain.reference import Confidence
from tests.unit.refusals.wording import said

ROW = {
    "id": "row",
    "claim": "CITIZENSHIP",
    "country": CountryShown.NATIONALITY.name,
    "at_most": "STRONG",
    "expiry": Expiry.NOTHING.name,
    "expired_at_most": "FAIR",
    "sources": ["a law"],
    "confidence": Confidence.TEXT.name,
}
PLAIN: dict[str, Any] = {
    "version": 1,
    "assurance": [{"version": 1, "since": date(2026, 1, 1), "levels": {"FAIR": "LOW", "STRONG": "SUBSTANTIAL"}}],
    "procedures": [
        {
            "name": "sight",
            "grades": [
                {"strength": "STRONG", "passed": [["VISUAL_IN_PERSON", "ISSUER_LOOKUP"]]},
                {"strength": "FAIR", "passed": [["VISUAL_REMOTE"], ["VISUAL_IN_PERSON"]]},
            ],
            "sources": ["a standard"],
        }
    ],
    "evidence": [
        {"kind": kind.name, "procedure": "sight", "rows": [ROW | {"id": kind.value.replace("_", "-")}]}
        for kind in EvidenceKind
    ],
}
STRENGTHS = ", ".join(Strength.__members__)


def test_a_table_is_read_whole() -> None:
    conditions = {
        "holds": False,
        "issuers": ["US", "GB"],
        "except_issuers": ["FR"],
        "generations": ["I_551_1977"],
        "authorizations": ["C09"],
        "admissions": ["H-1B"],
        "types": ["pid"],
        "categories": ["DACA"],
        "classes": ["BNO"],
        "note": " a note ",
    }
    given = copy.deepcopy(PLAIN)
    given["evidence"][0]["rows"][0] |= conditions
    table = read_table(given)
    procedure = Procedure(
        "sight",
        (
            Grade(Strength.STRONG, (frozenset({CheckKind.VISUAL_IN_PERSON, CheckKind.ISSUER_LOOKUP}),)),
            Grade(Strength.FAIR, (frozenset({CheckKind.VISUAL_REMOTE}), frozenset({CheckKind.VISUAL_IN_PERSON}))),
        ),
        ("a standard",),
    )
    mapping = AssuranceMapping(
        1, date(2026, 1, 1), {Strength.FAIR: AssuranceLevel.LOW, Strength.STRONG: AssuranceLevel.SUBSTANTIAL}
    )
    assert table == EvidenceTable(1, (mapping,), dict.fromkeys(EvidenceKind, procedure), table.rows)
    assert [row.id for row in table.rows] == [kind.value.replace("_", "-") for kind in EvidenceKind]
    assert table.rows[1].note == ""
    assert table.rows[0] == Row(
        id="passport",
        kind=EvidenceKind.PASSPORT,
        claim=ClaimKind.CITIZENSHIP,
        country=CountryShown.NATIONALITY,
        at_most=Strength.STRONG,
        expiry=Expiry.NOTHING,
        sources=("a law",),
        confidence=Confidence.TEXT,
        holds=False,
        expired_at_most=Strength.FAIR,
        issuers=frozenset({Country.of("US"), Country.of("GB")}),
        except_issuers=frozenset({Country.of("FR")}),
        generations=frozenset({CardGeneration.I_551_1977}),
        authorizations=frozenset({"C09"}),
        admissions=frozenset({"H-1B"}),
        types=frozenset({"pid"}),
        categories=frozenset({ImmigrationCategory.DACA}),
        classes=frozenset({CitizenshipClass.BNO}),
        note="a note",
    )


def at(*path: str | int, value: object = None) -> Callable[[dict[str, Any]], None]:
    def change(table: Any) -> None:
        for part in path[:-1]:
            table = table[part]
        if value is None:
            del table[path[-1]]
        else:
            table[path[-1]] = value

    return change


def row(key: str, value: object = None) -> Callable[[dict[str, Any]], None]:
    return at("evidence", 0, "rows", 0, key, value=value)


def mapping(key: str, value: object = None) -> Callable[[dict[str, Any]], None]:
    return at("assurance", 0, key, value=value)


def grades(*given: tuple[str, list[list[str]]]) -> Callable[[dict[str, Any]], None]:
    entries = [{"strength": strength, "passed": passed} for strength, passed in given]
    return at("procedures", 0, "grades", value=entries)


HERE, LEVELS, GRADES = "evidence[0].rows[0]", "assurance[0].levels", "procedures[0].grades"
FALLING = (
    "got 'other levels', wanted levels above SELF_DECLARED that do not fall as the strength rises, "
    "and none for UNACCEPTABLE"
)
SEEN = [["VISUAL_REMOTE"]]
REFUSED = {
    "no number": (at("version", value="1"), "version: got \"'1'\", wanted a whole number from 1 on"),
    "version 0": (at("version", value=0), "version: got '0', wanted a whole number from 1 on"),
    "a truth for a number": (at("version", value=True), "version: got 'True', wanted a whole number from 1 on"),
    "no version": (at("version"), "version: got nothing, wanted something: it is required"),
    "an unknown key": (
        at("colour", value="green"),
        "colour: got 'a key that is not known', wanted one of assurance, evidence, procedures, version",
    ),
    "no list": (at("procedures", value={"a": 1}), "procedures: got 'dict', wanted a list of one or more"),
    "text for a list": (at("procedures", value="sight"), "procedures: got 'str', wanted a list of one or more"),
    "an empty list": (row("sources", []), f"{HERE}.sources: got 'list', wanted a list of one or more"),
    "no mapping": (at("procedures", 0, value="sight"), "procedures[0]: got 'str', wanted a mapping"),
    "no text": (row("note", 7), f"{HERE}.note: got '7', wanted text"),
    "blank text": (row("note", " "), f"{HERE}.note: got \"' '\", wanted text"),
    "blank source": (row("sources", ["a", " "]), f"{HERE}.sources[1]: got \"' '\", wanted text"),
    "a source of numbers": (row("sources", [7]), f"{HERE}.sources[0]: got '7', wanted text"),
    "no day": (mapping("since", "2026"), "assurance[0].since: got \"'2026'\", wanted a date as YYYY-MM-DD"),
    "an instant for a day": (
        mapping("since", datetime(2026, 1, 1)),  # noqa: DTZ001 - as YAML reads it
        "assurance[0].since: got 'datetime.datetime(2026, 1, 1, 0, 0)', wanted a date as YYYY-MM-DD",
    ),
    "an unknown strength": (row("at_most", "BEST"), f"{HERE}.at_most: got \"'BEST'\", wanted one of {STRENGTHS}"),
    "a number for a strength": (row("at_most", 3), f"{HERE}.at_most: got '3', wanted one of {STRENGTHS}"),
    "an unknown generation": (
        row("generations", ["I_2"]),
        f"{HERE}.generations[0]: got \"'I_2'\", wanted one of {', '.join(CardGeneration.__members__)}",
    ),
    "text for a truth": (row("holds", "no"), f"{HERE}.holds: got \"'no'\", wanted true or false"),
    "a type twice": (row("types", ["pid", "pid"]), f"{HERE}.types: got '2', wanted each once"),
    "stronger when expired": (
        row("expired_at_most", "SUPERIOR"),
        f"{HERE}.expired_at_most: got 'SUPERIOR', wanted not more than at_most",
    ),
    "expiry not settled": (
        row("expired_at_most"),
        f"{HERE}.expired_at_most: got nothing, wanted how strong it is when it was checked after it expired",
    ),
    "an id of a row that is none": (
        row("id", "A row"),
        f"{HERE}.id: got 'A row', wanted lower-case letters, digits and '-', at most 63, the first a letter or digit",
    ),
    "a name of a procedure that is none": (
        at("procedures", 0, "name", value="By sight"),
        (
            "procedures[0].name: got 'By sight', "
            "wanted lower-case letters, digits and '-', at most 63, the first a letter or digit"
        ),
    ),
    "an id twice": (row("id", "document"), "evidence.rows: got 'an id twice', wanted an id of its own for each row"),
    "a kind twice": (
        lambda table: table["evidence"].append(table["evidence"][0]),
        "evidence: got 'PASSPORT', wanted each kind once",
    ),
    "kinds missing": (
        lambda table: table.update(evidence=table["evidence"][2:]),
        "evidence: got nothing, wanted entries for PASSPORT, PASSPORT_CARD",
    ),
    "an unknown procedure": (
        at("evidence", 0, "procedure", value="guess"),
        "evidence.procedure: got 'guess', wanted one of sight",
    ),
    "mappings out of order": (
        lambda table: table["assurance"].insert(0, table["assurance"][0] | {"version": 2}),
        "assurance: got 'mappings out of order', wanted mappings in the order of their dates and versions",
    ),
    "levels that fall": (mapping("levels", {"FAIR": "HIGH", "STRONG": "LOW"}), f"{LEVELS}: {FALLING}"),
    "one's own word": (mapping("levels", {"FAIR": "SELF_DECLARED"}), f"{LEVELS}: {FALLING}"),
    "of nothing": (mapping("levels", {"UNACCEPTABLE": "LOW"}), f"{LEVELS}: {FALLING}"),
    "no strength": (mapping("levels", {"GOOD": "LOW"}), f"{LEVELS}: got \"'GOOD'\", wanted one of {STRENGTHS}"),
    "grades out of order": (
        grades(("FAIR", SEEN), ("STRONG", SEEN)),
        f"{GRADES}: got 'grades out of order', wanted each strength once, the strongest first",
    ),
    "a grade twice": (
        grades(("FAIR", SEEN), ("FAIR", SEEN)),
        f"{GRADES}: got 'grades out of order', wanted each strength once, the strongest first",
    ),
    "a grade of nothing": (
        grades(("UNACCEPTABLE", SEEN)),
        f"{GRADES}[0].strength: got 'UNACCEPTABLE', wanted a strength that checks can give",
    ),
    "superior by sight": (
        grades(("SUPERIOR", SEEN)),
        (
            f"{GRADES}[0].passed: got 'SUPERIOR without it', "
            "wanted SIGNATURE_CHAIN, by itself, among what has passed (SP 800-63A-4, section 2.4.1)"
        ),
    ),
    "text for checks": (
        grades(("FAIR", ["VISUAL_REMOTE"])),  # type: ignore[list-item] # it is what is refused
        f"{GRADES}[0].passed[0]: got 'str', wanted a list of one check or more",
    ),
    "no check": (grades(("FAIR", [[]])), f"{GRADES}[0].passed[0]: got 'list', wanted a list of one check or more"),
    "what the holder knows": (
        grades(("FAIR", [["VISUAL_REMOTE"], ["KNOWLEDGE"]])),
        f"{GRADES}[0].passed[1]: got 'KNOWLEDGE', wanted other checks: it counts for nothing",
    ),
    "an unknown check": (
        grades(("FAIR", [["VISUAL_REMOTE", "GUESS"]])),
        f"{GRADES}[0].passed[0][1]: got \"'GUESS'\", wanted one of {', '.join(CheckKind.__members__)}",
    ),
}


@pytest.mark.parametrize(("change", "words"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_contradicts_itself(change: Callable[[dict[str, Any]], None], words: str) -> None:
    given = copy.deepcopy(PLAIN)
    change(given)
    assert said(lambda: read_table(given)) == words


def test_a_table_is_a_mapping() -> None:
    assert said(lambda: read_table([PLAIN])) == ": got 'list', wanted a mapping"


def test_superior_takes_the_signature_chain_by_itself() -> None:
    given = copy.deepcopy(PLAIN)
    grades(("SUPERIOR", [["SIGNATURE_CHAIN"], ["SIGNATURE_CHAIN", "FACE_REMOTE"]]))(given)
    assert read_table(given).procedures[EvidenceKind.PASSPORT].grades[0].strength is Strength.SUPERIOR
