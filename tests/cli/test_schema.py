"""The JSON Schema of directive files: it says what proto/ says, and takes what the loader takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from denizen.cli.catalogue import CATALOGUE
from denizen.cli.directive_writing import SCHEMA
from denizen.cli.files import loads
from denizen.cli.nodes import Items, Mapping, Node, Scalar, parse
from denizen.v1.directive_pb2 import DirectiveFile
from tests.cli.conftest import CommandLine
from tools.directive_schema import text

FILES = sorted(
    path
    for path in CATALOGUE.rglob("*.yaml")
    if path.parent.name not in {"cases", "declarations", "evidence", "policies"}
)
VALID = """
directive: {name: directives/x, kind: ENFORCED}
versions:
- version:
    provisions:
    - id: p
      kinds: [PERSON]
      definition: {all: [{citizen_of: {countries: [NO]}}, {not: {owned_by: {owner: {is: PERSON}, at_least: 50}}}]}
      thresholds: [{claim_kind: CITIZENSHIP, clearing: {minimum: HIGH, max_age: 30d}}]
  activations: [{start: 2026-06-12}]
"""


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def decoded(content: str) -> Any:
    """As an editor reads it: YAML 1.2, in which a date is text."""
    return plain(parse(content.encode(), "file"))


def plain(node: Node) -> Any:
    match node:
        case Mapping():
            return {entry.key: plain(entry.value) for entry in node.entries}
        case Items():
            return [plain(item) for item in node.items]
        case Scalar(text="true" | "false" as word, plain=True):
            return word == "true"
        case Scalar(text=number, plain=True) if number.replace(".", "", 1).isdecimal():
            return float(number)
        case Scalar(text=words):
            return words


def test_it_is_what_proto_says() -> None:
    assert SCHEMA.read_text() == text(), "run `make generate`"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_catalogue_is_valid(path: Path, validator: jsonschema.Draft7Validator) -> None:
    validator.validate(decoded(path.read_text()))


WRONG = {
    "an unknown field": VALID.replace("kinds:", "kind:"),
    "a word that is none": VALID.replace("PERSON]", "HUMAN]"),
    "two rules in one": VALID.replace("{is: PERSON}", "{is: PERSON, definition: a}"),
    "an empty all": VALID.replace("{is: PERSON}", "{all: []}"),
    "no country": VALID.replace("[NO]", "[]"),
    "a date that is none": VALID.replace("2026-06-12", "12.6.2026"),
    "a duration that is none": VALID.replace("30d", "a month"),
    "text in place of a list": VALID.replace("[PERSON]", "PERSON"),
    "what only the server writes": VALID.replace("kind: ENFORCED", "kind: ENFORCED, latest_version: 1"),
}


def test_what_is_valid(validator: jsonschema.Draft7Validator) -> None:
    loads(VALID.encode(), DirectiveFile, "valid.yaml")
    validator.validate(decoded(VALID))


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_what_is_wrong(content: str, validator: jsonschema.Draft7Validator) -> None:
    assert content != VALID
    assert not validator.is_valid(decoded(content))


def test_it_is_printed(run: CommandLine) -> None:
    assert run.ok("directive", "schema") == SCHEMA.read_text()


def test_editors_show_what_a_field_and_a_word_mean() -> None:
    schema = json.loads(SCHEMA.read_text())
    rule = schema["definitions"]["Rule"]["properties"]
    assert rule["resident_in"]["description"].startswith("resident_in: the person ordinarily resides in")
    kinds = schema["definitions"]["DirectiveKind"]
    assert kinds["enum"] == ["DEFINITION", "ENFORCED"]
    assert "never counts in CheckAccess" in kinds["enumDescriptions"][0]
