"""Messages as YAML in one canonical form, which `files.load` reads back."""

import re
from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.moments import write_moment, write_span
from denizen.cli.vocabulary import descriptor_of, short

# Plain only where every reader of YAML, of 1.1 too, takes it for text. The words are what 1.1 takes for truth values.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./(-][A-Za-z0-9_./()-]*)*")
_NOT_PLAIN = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)
_INDENT = "  "


def dump(message: Message) -> str:
    """Fields in the order of the API, enums by their words, nothing that is not set.

    A value of an enum that this program does not know is written as its number, which no file may hold.
    """
    lines = list(_mapping(message, ""))
    return "\n".join(lines or ["{}"]) + "\n"


def inline(message: Message) -> str:
    """The same in one line: `{country: US, class: CITIZEN}`. Empty where nothing is set."""
    leaf = _leaf(message)
    if leaf:
        return "" if leaf == "{}" else leaf
    return "{" + ", ".join(map(_inline, _set(message))) + "}"


def _inline(entry: tuple[FieldDescriptor, Any]) -> str:
    field, value = entry
    items = [
        (inline(item) or "{}") if field.message_type is not None else _scalar(field, item)
        for item in (value if field.is_repeated else [value])
    ]
    return f"{field.name}: " + ("[" + ", ".join(items) + "]" if field.is_repeated else items[0])


def _set(message: Message) -> Iterator[tuple[FieldDescriptor, Any]]:
    """The fields that are set, in the order of the API."""
    values = {field.name: value for field, value in message.ListFields()}
    for field in descriptor_of(message).fields:
        if field.name in values:
            yield field, values[field.name]


def _mapping(message: Message, indent: str) -> Iterator[str]:
    for field, value in _set(message):
        if not field.is_repeated:
            yield from _entry(field, value, indent)
        elif field.message_type is None:
            items = ", ".join(_scalar(field, item) for item in value)
            yield f"{indent}{field.name}: [{items}]"
        else:
            yield f"{indent}{field.name}:"
            for item in value:
                yield from _item(item, indent + _INDENT)


def _entry(field: FieldDescriptor, value: object, indent: str) -> Iterator[str]:
    if not isinstance(value, Message) or (leaf := _leaf(value)):
        text = leaf if isinstance(value, Message) else _scalar(field, value)
        yield f"{indent}{field.name}: {text}"
    else:
        yield f"{indent}{field.name}:"
        yield from _mapping(value, indent + _INDENT)


def _item(message: Message, indent: str) -> Iterator[str]:
    if leaf := _leaf(message):
        yield f"{indent}- {leaf}"
        return
    first, *rest = _mapping(message, indent + _INDENT)
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _leaf(message: Message) -> str:
    """What stands on the line of its name; empty: its fields follow below."""
    if isinstance(message, Timestamp):
        return write_moment(message)
    if isinstance(message, Duration):
        return write_span(message)
    return "" if message.ListFields() else "{}"


def _scalar(field: FieldDescriptor, value: object) -> str:
    if field.enum_type is not None:
        return short(field.enum_type, int(str(value)))
    if isinstance(value, str):
        return _text(value)
    return str(value).lower()


def plain_text(text: str) -> bool:
    """Whether every reader of YAML takes it for text without quotes."""
    return bool(_PLAIN.fullmatch(text)) and not _NOT_PLAIN.fullmatch(text)


def _text(text: str) -> str:
    if plain_text(text):
        return text
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    match character:
        case '"' | "\\":
            return "\\" + character
        case "\n":
            return "\\n"
        case _ if character.isprintable():
            return character
        case _:
            return f"\\U{ord(character):08x}"
