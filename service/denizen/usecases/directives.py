"""Directives: add, read, list."""

from dataclasses import dataclass

from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.errors import NotFoundError
from denizen.domain.names import DirectiveName, VersionName, split_version
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once


@dataclass(frozen=True, slots=True)
class DirectiveView:
    """A directive with what was done with it; `latest_version` 0: none is published."""

    directive: Directive
    records: tuple[ActivationRecord, ...]
    latest_version: int


def viewed(reader: Reader, name: str) -> DirectiveView:
    """The directive. `NotFoundError` where there is none."""
    directive = reader.directive(DirectiveName(name))
    if directive is None:
        raise NotFoundError(name)
    numbers = (version.number for version in reader.versions(directive.name))
    return DirectiveView(directive, tuple(reader.activations(directive.name)), max(numbers, default=0))


def published(reader: Reader, name: str) -> DirectiveVersion:
    """The version. `NotFoundError` where there is none."""
    directive, number = split_version(VersionName(name))
    for version in reader.versions(directive):
        if version.number == number:
            return version
    raise NotFoundError(name)


@dataclass(frozen=True, slots=True)
class CreateDirective:
    """Add a directive. The same again changes nothing; `AlreadyExistsError` with other content."""

    store: Store

    def __call__(self, call: Call, directive: Directive, once: Once | None = None) -> Result[DirectiveView]:
        def act(writer: Writer) -> Done:
            if writer.directive(directive.name) == directive:
                return done(directive.name, None)
            writer.add_directive(directive)
            return done(directive.name, None, "directive.created")

        return write_once(self.store, call, once, act, viewed)


@dataclass(frozen=True, slots=True)
class GetDirective:
    """Read a directive. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: DirectiveName, at_least: int = 0) -> Result[DirectiveView]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(viewed(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListDirectives:
    """Read directives page by page, in the order of names; those out of the call's reach are left out."""

    store: Store

    def __call__(self, call: Call, turn: Turn) -> Page[DirectiveView]:
        reach = call.permit.directives
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            within = [each for each in reader.directives() if reach is None or each.name in reach]
            page = page_of(within, lambda directive: directive.name, turn, reader.revision)
            return Page(tuple(viewed(reader, each.name) for each in page.values), page.revision, page.cursor)


@dataclass(frozen=True, slots=True)
class GetVersion:
    """Read a version. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: VersionName, at_least: int = 0) -> Result[DirectiveVersion]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(published(reader, name), reader.revision)
