"""Files of the command line: a message in YAML or JSON, with the API's own field names in snake_case.

Enums go by their word without the prefix or in full; decimals and dates are taken as they are written; a moment is a
date (midnight UTC) or RFC 3339, a span of time `30d`, `12h` or `90s`. The format's own rules are in docs/cli.md.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from denizen.cli.moments import read_moment, read_span
from denizen.cli.nodes import MAX_BYTES, FileError, Items, Mapping, Node, Scalar, parse, shown
from denizen.cli.vocabulary import descriptor_of, number_of, words
from denizen.cli.writing import dump

__all__ = ["FileError", "dump", "load", "loads", "read"]

M = TypeVar("M", bound=Message)

STDIN = "-"

DECIMALS = frozenset({"denizen.v1.Ownership.percent", "denizen.v1.OwnedBy.at_least", "denizen.v1.OwnedBy.more_than"})
"""Text that is a number, so that it may stand without quotes."""

EXACTLY_ONE = frozenset({"denizen.v1.Rule", "denizen.v1.ControlledBy"})
"""Messages of which exactly one field is set, though they are no `oneof`."""

CHOICES = frozenset({"denizen.v1.Claim.value"})
"""The `oneof`s that may not be left out."""

AT_LEAST_ONE = {
    "denizen.v1.Rule.all": "rule",
    "denizen.v1.Rule.any": "rule",
    "denizen.v1.CitizenOf.countries": "country",
    "denizen.v1.HoldsStatus.categories": "category",
    "denizen.v1.Affiliated.kinds": "kind",
    "denizen.v1.OrganisationIs.classes": "class",
    "denizen.v1.Listed.lists": "list",
    "denizen.v1.DirectiveVersion.provisions": "provision",
    "denizen.v1.Attestation.purposes": "purpose",
}
"""Lists that may not be empty, with what they want one of."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_BOUNDS = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64),
}


def load(path: Path | str, message_type: type[M]) -> M:
    """The message in a file, or in stdin for `-`. `FileError` says where it is wrong."""
    return loads(read(path), message_type, shown_name(path))


def shown_name(path: Path | str) -> str:
    """A file's name as refusals tell it."""
    return "stdin" if str(path) == STDIN else str(path)


def read(path: Path | str) -> bytes:
    """The bytes of a file, or of stdin for `-`; at most one more than a file may have."""
    if str(path) == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FileError(str(path), None, getattr(error, "strerror", None) or str(error)) from None


def loads(content: bytes, message_type: type[M], file: str) -> M:
    """The message in the bytes of a file. `FileError` names `file`; no bytes raise anything else."""
    message = message_type()
    _Reader(file).message(parse(content, file), message, "")
    return message


@dataclass(frozen=True, slots=True)
class _Reader:
    """Follows a node along the descriptor of a message."""

    file: str

    def refusal(self, node: Node, path: str, problem: str) -> FileError:
        return FileError(self.file, node.line, problem, path)

    def message(self, node: Node, target: Message, path: str) -> None:
        match target.DESCRIPTOR.full_name:
            case "google.protobuf.Timestamp":
                target.CopyFrom(self.read_with(read_moment, node, path))
            case "google.protobuf.Duration":
                target.CopyFrom(self.read_with(read_span, node, path))
            case _:
                self.fields(node, target, path)

    def fields(self, node: Node, target: Message, path: str) -> None:
        if not isinstance(node, Mapping):
            raise self.refusal(node, path, f"got {_told(node)}, wanted a mapping")
        descriptor = descriptor_of(target)
        lines: dict[str, int] = {}
        for entry in node.entries:
            if entry.key in lines:
                problem = f"given twice, first on line {lines[entry.key]}"
                raise FileError(self.file, entry.line, problem, _join(path, entry.key))
            lines[entry.key] = entry.line
            field = descriptor.fields_by_name.get(entry.key)
            if field is None:
                raise FileError(self.file, entry.line, _unknown(entry.key, descriptor), _join(path, entry.key))
            self.field(entry.value, target, field, _join(path, entry.key))
        self.check_choices(node, descriptor, path)

    def check_choices(self, node: Mapping, descriptor: Descriptor, path: str) -> None:
        given = [entry.key for entry in node.entries]
        if descriptor.full_name in EXACTLY_ONE:
            self.check_one(node, given, path, required=True)
        for choice in descriptor.oneofs:
            names = {field.name for field in choice.fields}
            chosen = [key for key in given if key in names]
            self.check_one(node, chosen, path, required=choice.full_name in CHOICES)

    def check_one(self, node: Mapping, given: list[str], path: str, *, required: bool) -> None:
        if len(given) > 1:
            told = ", ".join(given[:-1])
            raise self.refusal(node, path, f"got {told} and {given[-1]}, wanted exactly one")
        if required and not given:
            raise self.refusal(node, path, "got none, wanted exactly one")

    def field(self, node: Node, target: Message, field: FieldDescriptor, path: str) -> None:
        if field.is_repeated:
            self.items(node, target, field, path)
        elif field.message_type is not None:
            inner = getattr(target, field.name)
            inner.SetInParent()
            self.message(node, inner, path)
        else:
            setattr(target, field.name, self.scalar(node, field, path))

    def items(self, node: Node, target: Message, field: FieldDescriptor, path: str) -> None:
        if not isinstance(node, Items):
            raise self.refusal(node, path, f"got {_told(node)}, wanted a list")
        wanted = AT_LEAST_ONE.get(field.full_name)
        if wanted and not node.items:
            raise self.refusal(node, path, f"got an empty '{field.name}', wanted at least one {wanted}")
        values = getattr(target, field.name)
        for index, item in enumerate(node.items):
            where = f"{path}[{index}]"
            if field.message_type is not None:
                self.message(item, values.add(), where)
            else:
                values.append(self.scalar(item, field, where))

    def scalar(self, node: Node, field: FieldDescriptor, path: str) -> str | int | bool:
        match field.cpp_type:
            case FieldDescriptor.CPPTYPE_STRING if field.type == FieldDescriptor.TYPE_STRING:
                return self.text(node, path, decimal=field.full_name in DECIMALS)
            case FieldDescriptor.CPPTYPE_BOOL:
                return self.truth(node, path)
            case FieldDescriptor.CPPTYPE_ENUM if field.enum_type is not None:
                return self.word(node, field.enum_type, path)
            case kind if kind in _BOUNDS:
                return self.integer(node, path, *_BOUNDS[kind])
            case _:
                raise self.refusal(node, path, "wanted nothing: this field cannot be given in a file")

    def text(self, node: Node, path: str, *, decimal: bool) -> str:
        if not isinstance(node, Scalar):
            raise self.refusal(node, path, f"got {_told(node)}, wanted text")
        if node.plain and (node.text in _NOTHING or node.text in _TRUTH):
            raise self.refusal(node, path, f"got {_told(node)}, wanted text, in quotes if this is meant")
        if node.plain and not decimal and _NUMBER.fullmatch(node.text):
            raise self.refusal(
                node, path, f"got the number {shown(node.text)}, wanted text, in quotes if this is meant"
            )
        return node.text

    def truth(self, node: Node, path: str) -> bool:
        if not isinstance(node, Scalar) or not node.plain or node.text not in _TRUTH:
            raise self.refusal(node, path, f"got {_told(node)}, wanted true or false")
        return _TRUTH[node.text]

    def integer(self, node: Node, path: str, least: int, beyond: int) -> int:
        # In quotes too: so JSON writes numbers of 64 bits.
        if isinstance(node, Scalar) and _INTEGER.fullmatch(node.text) and least <= int(node.text) < beyond:
            return int(node.text)
        raise self.refusal(node, path, f"got {_told(node)}, wanted a whole number from {least} to {beyond - 1}")

    def word(self, node: Node, enum: EnumDescriptor, path: str) -> int:
        if not isinstance(node, Scalar):
            raise self.refusal(node, path, f"got {_told(node)}, wanted one of {', '.join(words(enum))}")
        number = number_of(enum, node.text)
        if number is None:
            near = get_close_matches(node.text.upper().replace("-", "_"), words(enum), n=1)
            wanted = f"did you mean {near[0]}?" if near else f"wanted one of {', '.join(words(enum))}"
            raise self.refusal(node, path, f"got {_told(node)}, {wanted}")
        return number

    def read_with(self, reader: Callable[[str], M], node: Node, path: str) -> M:
        """The value that `reader` finds in a scalar; its `ValueError` says what was wanted."""
        if not isinstance(node, Scalar):
            raise self.refusal(node, path, f"got {_told(node)}, wanted a date, time or duration")
        try:
            return reader(node.text)
        except ValueError as error:
            raise self.refusal(node, path, f"got {_told(node)}, wanted {error}") from None


def _told(node: Node) -> str:
    match node:
        case Mapping():
            return "a mapping"
        case Items():
            return "a list"
        case Scalar(plain=True, text=text) if text in _NOTHING:
            return "nothing"
        case Scalar(text=text):
            return shown(text)


def _unknown(key: str, descriptor: Descriptor) -> str:
    names = [field.name for field in descriptor.fields]
    if near := get_close_matches(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower(), names, n=1):
        return f"unknown field, did you mean {near[0]}?"
    if len(names) <= 10:
        return f"unknown field, wanted one of {', '.join(names)}" if names else "unknown field, wanted {}"
    return f"unknown field of {descriptor.name}"


def _join(path: str, name: str) -> str:
    name = name if name.isidentifier() and len(name) <= 60 else shown(name)
    return f"{path}.{name}" if path else name
