"""Directive files in one canonical layout, with their comments."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString, SingleQuotedScalarString
from ruamel.yaml.tokens import ScalarToken

from denizen.cli.files import FileError, loads
from denizen.cli.moments import read_moment, read_span, write_moment, write_span
from denizen.cli.vocabulary import descriptor_of, number_of, short
from denizen.cli.writing import plain_text
from denizen.v1.directive_pb2 import DirectiveFile

WIDTH = 120


def formatted(content: bytes, file: str) -> str:
    """A directive file in canonical layout. It says the same, and keeps every comment and the order of its fields.

    Two spaces a level, lists set in; lines of at most 120 characters where text can be broken; quotes only where they
    are needed, and double; words of enums in short, moments and spans of time as people write them. `FileError` for a
    file that is wrong, and for a comment in a place where it cannot be kept.
    """
    meaning = loads(content, DirectiveFile, file)
    text = content.decode("utf-8-sig")
    yaml = _round_trip()
    document = yaml.load(text)
    _message(document, descriptor_of(meaning))
    stream = io.StringIO()
    yaml.dump(document, stream)
    result = _with_comments_in_place(stream.getvalue())
    if loads(result.encode(), DirectiveFile, file) != meaning:
        raise FileError(file, None, "cannot be laid out anew without a change of what it says")
    for comment, line in _comments(text):
        if Counter(each for each, _ in _comments(result))[comment] < Counter(c for c, _ in _comments(text))[comment]:
            problem = f"got a comment inside a list or mapping of one line, wanted it on a line of its own: {comment}"
            raise FileError(file, line, problem)
    return result


class _EverythingIsText(VersionedResolver):
    """What a plain scalar means is for the reader of the field to say: here it stays as it is written."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ANN401 - ruamel's
        return super().resolve(kind, value, (False, implicit[1]) if kind is ScalarNode else implicit)


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.Resolver = _EverythingIsText
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = WIDTH
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    return yaml


def _message(node: CommentedMap, descriptor: Descriptor) -> None:
    for key, value in node.items():
        field = descriptor.fields_by_name[str(key)]
        if isinstance(value, CommentedSeq):
            for index, item in enumerate(value):
                value[index] = _value(item, field)
        else:
            node[key] = _value(value, field)


def _value(value: Any, field: FieldDescriptor) -> Any:  # noqa: ANN401 - text, or a mapping that is changed in place
    if isinstance(value, CommentedMap) and field.message_type is not None:
        _message(value, field.message_type)
        return value
    if not isinstance(value, str):
        return value
    if field.enum_type is not None:
        number = number_of(field.enum_type, value)
        return _text(value if number is None else short(field.enum_type, number), value, bare=True)
    match None if field.message_type is None else field.message_type.full_name:
        case "google.protobuf.Timestamp":
            return _text(write_moment(read_moment(value)), value, bare=True)
        case "google.protobuf.Duration":
            return _text(write_span(read_span(value)), value, bare=True)
        case _:
            return _text(str(value), value)


def _text(text: str, was: str, *, bare: bool = False) -> str:
    """Text as it was written, but without quotes that it does not need, and in double ones where it does."""
    anchor = getattr(was, "anchor", None)
    name: str | None = None if anchor is None else anchor.value
    quoted = isinstance(was, DoubleQuotedScalarString | SingleQuotedScalarString)
    if text == was and not quoted:
        return was
    kind = PlainScalarString if bare or not quoted or plain_text(text) else DoubleQuotedScalarString
    laid_out: str = kind(text, anchor=name)
    return laid_out


def _with_comments_in_place(text: str) -> str:
    """Comments on lines of their own go as far in as what they stand above; others two blanks behind it."""
    comments = {line: comment for comment, line in _comments(text)}
    lines = text.removesuffix("\n").split("\n")
    indent = ""
    for number in range(len(lines), 0, -1):
        line, comment = lines[number - 1], comments.get(number)
        before = line if comment is None else line.removesuffix(comment).rstrip()
        if comment is not None:
            lines[number - 1] = f"{before}  {comment}" if before else indent + comment
        if before:
            indent = before[: len(before) - len(before.lstrip())]
    return "\n".join(lines) + "\n"


def _comments(text: str) -> Iterator[tuple[str, int]]:
    """Each comment with its line: a `#` at the start or after a blank that is in no scalar."""
    spans = [
        (token.start_mark.index, token.end_mark.index)
        for token in YAML(typ="safe", pure=True).scan(text)
        if isinstance(token, ScalarToken)
    ]
    place = 0
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line):
            at = place + column
            starts = character == "#" and (column == 0 or line[column - 1] in " \t")
            if starts and not any(start <= at < end for start, end in spans):
                yield line[column:].rstrip(), number
                break
        place += len(line) + 1
