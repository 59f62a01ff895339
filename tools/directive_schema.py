"""The JSON Schema of directive files, made of the API's messages with their comments.

* `python -m tools.directive_schema generate` writes service/denizen/catalogue/directive.schema.json.
* `python -m tools.directive_schema compare` exits 1 if that file is not what it would write.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from grpc_tools import protoc

from denizen.cli.directive_writing import SCHEMA
from denizen.cli.files import AT_LEAST_ONE, CHOICES, DECIMALS, EXACTLY_ONE
from denizen.cli.vocabulary import prefix
from denizen.v1.directive_pb2 import DirectiveFile
from tools.protos import GOOGLE, SOURCES, WELL_KNOWN

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that every editor knows."""
PACKAGE = "denizen.v1."
OUTPUT_ONLY = "Output only."
TIMESTAMP = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$",
    "examples": ["2026-06-12", "2026-06-12T21:21:00Z"],
}
DURATION = {"type": "string", "pattern": r"^(\d{1,9}[dhm]|\d{1,12}(\.\d{1,9})?s)$", "examples": ["30d", "12h", "90s"]}
Json = dict[str, Any]


def comments() -> dict[str, str]:
    """The comment above each element of proto/, by its full name, on one line."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "set"
        sources = sorted(str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.proto"))
        paths = [f"-I{SOURCES}", f"-I{WELL_KNOWN}", f"-I{GOOGLE.parent}"]
        options = ["--include_source_info", f"--descriptor_set_out={out}"]
        if protoc.main(["protoc", *paths, *options, *sources]):
            sys.exit("protoc cannot read proto/")
        files = FileDescriptorSet.FromString(out.read_bytes()).file
    return {name: text for file in files for name, text in _comments(file)}


def _comments(file: FileDescriptorProto) -> Iterator[tuple[str, str]]:
    for location in file.source_code_info.location:
        name = _name(file, list(location.path))
        text = " ".join(location.leading_comments.split())
        if name and text:
            yield f"{file.package}.{name}", text


def _name(file: FileDescriptorProto, path: list[int]) -> str:
    """The name of what stands at a path of source information; empty for what has no name here."""
    element: Any = file
    names = []
    while len(path) >= 2:
        number, index, *path = path
        field = next((each for each in element.DESCRIPTOR.fields if each.number == number), None)
        if field is None or not field.is_repeated or field.message_type is None:
            return ""
        element = getattr(element, field.name)[index]
        names.append(getattr(element, "name", ""))
    return "" if path else ".".join(names)


def schema() -> Json:
    """The schema of `DirectiveFile`; each message and enum once, under its name."""
    told = comments()
    definitions: dict[str, Json] = {}
    root = _message(DirectiveFile.DESCRIPTOR, told, definitions)
    return {
        "$schema": DIALECT,
        "title": "Denizen directive file",
        **root,
        "definitions": dict(sorted(definitions.items())),
    }


def _message(descriptor: Any, told: dict[str, str], definitions: dict[str, Json]) -> Json:  # noqa: ANN401 - two implementations
    given = {
        field.name: _field(field, told, definitions)
        for field in descriptor.fields
        if OUTPUT_ONLY not in told.get(field.full_name, "")
    }
    schema: Json = {
        "description": told[descriptor.full_name],
        "type": "object",
        "additionalProperties": False,
        "properties": given,
    }
    if descriptor.full_name in EXACTLY_ONE or any(each.full_name in CHOICES for each in descriptor.oneofs):
        schema |= {"minProperties": 1, "maxProperties": 1}
    return schema


def _field(field: FieldDescriptor, told: dict[str, str], definitions: dict[str, Json]) -> Json:
    one = _value(field, told, definitions)
    # Beside a reference everything else is passed over, so that it stands in a list of one.
    about = {"description": told[field.full_name]}
    if field.is_repeated:
        least = {"minItems": 1} if field.full_name in AT_LEAST_ONE else {}
        return {**about, "type": "array", "items": one, **least}
    return {**about, "allOf": [one]} if "$ref" in one else {**about, **one}


def _value(field: FieldDescriptor, told: dict[str, str], definitions: dict[str, Json]) -> Json:
    if field.message_type is not None:
        return _reference(field.message_type, told, definitions)
    if field.enum_type is not None:
        return _enum(field.enum_type, told, definitions)
    if field.full_name in DECIMALS:
        return {"type": ["string", "number"]}
    if field.type == FieldDescriptor.TYPE_BOOL:
        return {"type": "boolean"}
    return {"type": "string" if field.type == FieldDescriptor.TYPE_STRING else "integer"}


def _reference(message: Descriptor, told: dict[str, str], definitions: dict[str, Json]) -> Json:
    match message.full_name.removeprefix(PACKAGE):
        case "google.protobuf.Timestamp":
            return TIMESTAMP
        case "google.protobuf.Duration":
            return DURATION
        case name:
            if name not in definitions:
                definitions[name] = {}  # rules stand in rules
                definitions[name] = _message(message, told, definitions)
            return {"$ref": f"#/definitions/{name}"}


def _enum(enum: EnumDescriptor, told: dict[str, str], definitions: dict[str, Json]) -> Json:
    words = [(value.name.removeprefix(prefix(enum)), value) for value in enum.values if value.number]
    definitions[enum.name] = {
        "description": told[enum.full_name],
        "type": "string",
        "enum": [word for word, _ in words],
        # What editors show beside each word.
        "enumDescriptions": [told.get(f"{enum.full_name}.{value.name}", "") for _, value in words],
    }
    return {"$ref": f"#/definitions/{enum.name}"}


def text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    """Do what the one argument says."""
    match arguments:
        case ["generate"]:
            SCHEMA.write_text(text(), encoding="utf-8")
        case ["compare"]:
            if not SCHEMA.exists() or SCHEMA.read_text(encoding="utf-8") != text():
                sys.exit(f"{SCHEMA.name} is not what proto/ says. Run `make generate` and commit.")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
