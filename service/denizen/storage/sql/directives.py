"""Directives in the database."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, Table, bindparam, select

from denizen.domain.directives import (
    Action,
    ActivationRecord,
    Directive,
    DirectiveContent,
    DirectiveVersion,
    Publication,
)
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, ResourceName
from denizen.domain.reference import Resource
from denizen.storage.sql.names import directive_id, resource_id
from denizen.storage.sql.snapshot import Snapshot, known
from denizen.storage.tables import (
    activations,
    directive_versions,
    directives,
    publications,
    resources,
    revisions,
)

T = TypeVar("T")


def contents(table: Table) -> Select[Any]:
    """The contents that are known, in the order of the names in the first column."""
    return select(table.c.content).where(known(table)).order_by(table.primary_key.columns[0])


def content_of(table: Table) -> Select[Any]:
    """The content that is known under the name in the first column."""
    return select(table.c.content).where(table.primary_key.columns[0] == bindparam("key"), known(table))


_RESOURCE, _RESOURCES = content_of(resources), contents(resources)
_DIRECTIVE, _DIRECTIVES = content_of(directives), contents(directives)
_VERSIONS = (
    select(
        directive_versions.c.number,
        directive_versions.c.digest,
        directive_versions.c.created,
        directive_versions.c.content,
        publications.c.content,
    )
    .join_from(directive_versions, publications, isouter=True)
    .where(directive_versions.c.directive_id == bindparam("directive_id"), known(directive_versions))
    .order_by(directive_versions.c.number)
)
_ACTIVATIONS = (
    select(
        activations.c.action,
        activations.c.effective_from,
        activations.c.effective_to,
        activations.c.version,
        activations.c.known_from,
        revisions.c.instant,
    )
    .join_from(activations, revisions, revisions.c.revision == activations.c.known_from)
    .where(activations.c.directive_id == bindparam("directive_id"), known(activations))
    .order_by(activations.c.known_from, activations.c.position)
)


class ContentQueries(Snapshot):
    """Reads what is stored as one piece of JSON."""

    def _content(self, statement: Select[Any], key: str, kind: type[T]) -> T | None:
        row = self._session.row(statement, self._at(key=key))
        return None if row is None else self._codec.decode(row[0], kind)

    def _contents(self, statement: Select[Any], kind: type[T]) -> list[T]:
        return [self._codec.decode(row[0], kind) for row in self._session.rows(statement, self._at())]


class DirectiveQueries(ContentQueries):
    """Reads directives and the resources that they name."""

    def resource(self, name: ResourceName) -> Resource | None:
        return self._content(_RESOURCE, resource_id(name), Resource)

    def resources(self) -> Sequence[Resource]:
        return self._contents(_RESOURCES, Resource)

    def directive(self, name: DirectiveName) -> Directive | None:
        return self._content(_DIRECTIVE, directive_id(name), Directive)

    def directives(self) -> Sequence[Directive]:
        return self._contents(_DIRECTIVES, Directive)

    def versions(self, name: DirectiveName) -> Sequence[DirectiveVersion]:
        return [
            DirectiveVersion(
                name,
                number,
                self._codec.decode(content, DirectiveContent),
                digest,
                created,
                Publication() if publication is None else self._codec.decode(publication, Publication),
            )
            for number, digest, created, content, publication in self._session.rows(
                _VERSIONS, self._at(directive_id=directive_id(name))
            )
        ]

    def activations(self, name: DirectiveName) -> Sequence[ActivationRecord]:
        return [
            ActivationRecord(Action(action), Interval(start, end), version, known_from, known_time)
            for action, start, end, version, known_from, known_time in self._session.rows(
                _ACTIVATIONS, self._at(directive_id=directive_id(name))
            )
        ]
