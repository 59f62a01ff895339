"""What a file means together with those that it imports."""

from pathlib import Path

import pytest

from denizen.cli.directive_files import load_directive_file, with_definitions
from denizen.cli.files import FileError

SETS = "country_sets: [{name: countrySets/us, members: [{country: US}]}]"
TERMS = """
imports: [sets.yaml]
definitions:
- {name: us-person, rule: {any: [{definition: citizen}, {is: ORGANISATION}]}}
- {name: citizen, rule: {citizen_of: {countries: [countrySets/us]}}}
- {name: unused, rule: {is: PERSON}}
"""
DIRECTIVE = """
imports: [shared/terms.yaml, shared/sets.yaml]
directive: {name: directives/d, kind: DEFINITION}
versions:
- version: {number: 1, provisions: [{id: p, definition: {not: {definition: us-person}}}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/sets.yaml").write_text(SETS)
    (tmp_path / "shared/terms.yaml").write_text(TERMS)
    (tmp_path / "directive.yaml").write_text(DIRECTIVE)
    return tmp_path


def test_imports_are_relative_to_their_file_and_count_once(folder: Path) -> None:
    merged = load_directive_file(folder / "directive.yaml")
    assert [country_set.name for country_set in merged.country_sets] == ["countrySets/us"]
    assert [definition.name for definition in merged.definitions] == ["us-person", "citizen", "unused"]
    assert merged.directive.name == "directives/d"
    assert not merged.imports


def test_a_directive_of_an_imported_file_is_not_this_one(folder: Path) -> None:
    (folder / "other.yaml").write_text("imports: [directive.yaml]")
    merged = load_directive_file(folder / "other.yaml")
    assert not merged.HasField("directive")
    assert not merged.versions


def test_a_version_takes_the_definitions_that_it_uses(folder: Path) -> None:
    merged = load_directive_file(folder / "directive.yaml")
    version = with_definitions(merged.versions[0].version, merged.definitions)
    assert [definition.name for definition in version.definitions] == ["us-person", "citizen"]


WRONG = {
    "circle": ("imports: [../directive.yaml]", "imports: got a circle, directive.yaml imports terms.yaml imports dir"),
    "missing": ("imports: [nowhere.yaml]", r"nowhere.yaml: No such file"),
    "absolute": ("imports: [/x.yaml]", "wanted a path relative to this file"),
    "fault": (
        "definitions:\n- {name: x, rule: {any: []}}",
        r"terms.yaml:2: definitions\[0\].rule.any: got an empty 'any'",
    ),
    "two contents": (
        "imports: [sets.yaml]\ncountry_sets: [{name: countrySets/us}]",
        "'countrySets/us' twice, with different content",
    ),
}


@pytest.mark.parametrize(("terms", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_import_is_refused(folder: Path, terms: str, problem: str) -> None:
    (folder / "shared/terms.yaml").write_text(terms)
    with pytest.raises(FileError, match=problem):
        load_directive_file(folder / "directive.yaml")
