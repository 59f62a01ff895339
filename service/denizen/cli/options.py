"""What many commands take: names, moments, intervals, words of enums, a purpose and a request id."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from uuid import uuid4

import click
from google.protobuf.descriptor import EnumDescriptor
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.moments import read_moment
from denizen.cli.vocabulary import number_of, words
from denizen.v1.interval_pb2 import Interval
from denizen.v1.principal_pb2 import ExternalIdentifier

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_PURPOSE = "export-control"


class Moment(click.ParamType[Timestamp]):
    """A date, which is midnight UTC, or RFC 3339."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Timestamp:
        if isinstance(value, Timestamp):
            return value
        try:
            return read_moment(str(value))
        except ValueError as wanted:
            self.fail(f"got {value!r}, wanted {wanted}", param, ctx)


class Span(click.ParamType[Interval]):
    """`FROM..TO`, half-open; either side may be left out."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Interval:
        if isinstance(value, Interval):
            return value
        start, dots, end = str(value).partition("..")
        if not dots:
            self.fail(f"got {value!r}, wanted FROM..TO, either of which may be left out", param, ctx)
        interval = Interval()
        for text, field in ((start, interval.start), (end, interval.end)):
            if text:
                field.CopyFrom(Moment().convert(text, param, ctx))
        return interval


class Word(click.ParamType[int]):
    """A word of an enum, in any case, short or in full."""

    name = "word"

    def __init__(self, enum: EnumDescriptor) -> None:
        self._enum = enum

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        number = number_of(self._enum, str(value).upper().replace("-", "_"))
        if not number:
            known = ", ".join(word.lower() for word in words(self._enum))
            self.fail(f"got {value!r}, wanted one of {known}", param, ctx)
        return number


class Identifier(click.ParamType[ExternalIdentifier]):
    """`SCHEME=VALUE`: how another system names a principal."""

    name = "identifier"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> ExternalIdentifier:
        if isinstance(value, ExternalIdentifier):
            return value
        scheme, equals, rest = str(value).partition("=")
        if not (scheme and equals and rest):
            self.fail(f"got {value!r}, wanted SCHEME=VALUE such as hr=4711", param, ctx)
        return ExternalIdentifier(scheme=scheme, value=rest)


class Name(click.ParamType[str]):
    """The name of a resource, whose collection may be left out: `ada` is `principals/ada`."""

    def __init__(self, collection: str) -> None:
        self.name = collection
        self._prefix = f"{collection}/"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if not text.removeprefix(self._prefix):
            self.fail(f"got nothing, wanted {self._prefix}… or its last part", param, ctx)
        return text if text.startswith(self._prefix) else self._prefix + text


class Subject(click.ParamType["str | ExternalIdentifier"]):
    """A principal, by its name or as `SCHEME=VALUE`."""

    name = "principal"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | ExternalIdentifier:
        text = str(value)
        kind: Identifier | Name = Identifier() if "=" in text else PRINCIPAL
        return kind.convert(text, param, ctx)


MOMENT_TYPE = Moment()
SPAN_TYPE = Span()
IDENTIFIER = Identifier()
SUBJECT = Subject()
PRINCIPAL = Name("principals")
ATTESTATION = Name("principals")
EVIDENCE = Name("principals")
DIRECTIVE = Name("directives")
RESOURCE = Name("resources")
LIST = Name("lists")
AUTHORIZATION = Name("authorizations")
WEBHOOK = Name("webhooks")
COUNTRY_SET = Name("countrySets")
GRANT = Name("grants")
ISSUER = Name("issuers")
CALLER = Name("callers")


def purpose_option(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command the option `--purpose`."""
    return click.option(
        "--purpose", default=DEFAULT_PURPOSE, show_default=True, help="What the answer or the record is for."
    )(command)


def request_id_option(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command that writes the option `--request-id`."""
    return click.option(
        "--request-id",
        type=click.UUID,
        default=uuid4,
        callback=lambda _context, _option, value: str(value),
        metavar="UUID",
        help="Makes a repetition of the same command harmless.  [default: a fresh one]",
    )(command)
