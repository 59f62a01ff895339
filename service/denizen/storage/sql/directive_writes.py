"""Writing issuers, directives and reference data to the database."""

from sqlalchemy import bindparam, insert, select
from sqlalchemy.sql.dml import Insert

from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion, Publication
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import IssuerProposal
from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName, ListName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import CountrySet, Resource, ScreeningList
from denizen.storage.sql.names import country_set_id, directive_id, list_id, resource_id
from denizen.storage.sql.snapshot import known
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.tables import (
    activations,
    country_sets,
    directive_versions,
    directives,
    issuer_proposals,
    issuers,
    list_entries,
    lists,
    publications,
    resources,
)

_ISSUERS = Rows(issuers, "issuer")
_PROPOSALS = Rows(issuer_proposals, "proposal")
_COUNTRY_SETS = Rows(country_sets, "country_set_id")
_LISTS = Rows(lists, "list_id")
_ENTRIES = Rows(list_entries, "list_id", "blind_index", several=True)
_INSERT_RESOURCE, _INSERT_DIRECTIVE = insert(resources), insert(directives)
_INSERT_VERSION, _INSERT_PUBLICATION = insert(directive_versions), insert(publications)
_INSERT_ACTIVATION = insert(activations)
_NUMBERS = select(directive_versions.c.number).where(
    directive_versions.c.directive_id == bindparam("directive_id"), directive_versions.c.number == bindparam("number")
)
_LISTED = select(list_entries.c.listed_from, list_entries.c.listed_to).where(
    list_entries.c.list_id == bindparam("list_id"),
    list_entries.c.blind_index == bindparam("blind_index"),
    known(list_entries),
)


class DirectiveWrites(Unit):
    """Adds directives and what they name, and replaces issuers."""

    def put_issuer(self, issuer: Issuer) -> None:
        if self.issuer(issuer.name) != issuer:
            self._replace(_ISSUERS, issuer.name, issuer)

    def put_issuer_proposal(self, proposal: IssuerProposal) -> None:
        if self.issuer_proposal(proposal.name) != proposal:
            self._replace(_PROPOSALS, proposal.name, proposal)

    def add_resource(self, resource: Resource) -> None:
        stored = self.resource(resource.name)
        if stored is None:
            self._add(_INSERT_RESOURCE, resource, resource_id=resource_id(resource.name))
        elif stored != resource:
            raise AlreadyExistsError(resource.name, "there is another resource of this name")

    def add_directive(self, directive: Directive) -> None:
        stored = self.directive(directive.name)
        if stored is None:
            self._add(_INSERT_DIRECTIVE, directive, directive_id=directive_id(directive.name))
        elif stored != directive:
            raise AlreadyExistsError(directive.name, "there is another directive of this name")

    def add_version(self, version: DirectiveVersion) -> None:
        key = {"directive_id": self._existing_directive(version.directive), "number": version.number}
        if self._session.row(_NUMBERS, key) is not None:
            raise AlreadyExistsError(version.name, "there is a version of this number")
        self._add(_INSERT_VERSION, version.content, **key, digest=version.digest, created=version.created)
        if version.publication != Publication():
            self._add(_INSERT_PUBLICATION, version.publication, **key)

    def add_activation(self, name: DirectiveName, record: ActivationRecord) -> None:
        row = {
            "directive_id": self._existing_directive(name),
            "known_from": self._revision.number,
            "position": self._next_position(),
            "action": record.action.value,
            "effective_from": record.effective.start,
            "effective_to": record.effective.end,
            "version": record.version,
        }
        self._write(_INSERT_ACTIVATION, row)

    def _existing_directive(self, name: DirectiveName) -> str:
        if self.directive(name) is None:
            raise NotFoundError(name)
        return directive_id(name)

    def _add(self, statement: Insert, content: object, **columns: object) -> None:
        row = {**columns, "known_from": self._revision.number, "content": self._codec.encode(content).decode()}
        self._write(statement, row)

    def _replace(self, rows: Rows, stored: str, content: object) -> None:
        key = {rows.key[0]: stored}
        self._end(rows, key)
        self._begin(rows, key, content=self._codec.encode(content).decode())


class ReferenceWrites(DirectiveWrites):
    """Replaces country sets and lists, and adds and ends entries of lists."""

    def put_country_set(self, country_set: CountrySet) -> None:
        if self.country_set(country_set.name) != country_set:
            self._replace(_COUNTRY_SETS, country_set_id(country_set.name), country_set)

    def put_list(self, screening_list: ScreeningList) -> None:
        if self.screening_list(screening_list.name) != screening_list:
            self._replace(_LISTS, list_id(screening_list.name), screening_list)

    def add_entry(self, name: ListName, identifier: ExternalIdentifier, listed: Interval) -> None:
        key = self._entry_key(name, identifier)
        known_intervals = [Interval(start, end) for start, end in self._session.rows(_LISTED, self._at(**key))]
        if listed not in known_intervals:
            position = self._next_position()
            self._begin(_ENTRIES, key, position=position, listed_from=listed.start, listed_to=listed.end)

    def remove_entries(self, name: ListName, identifier: ExternalIdentifier) -> None:
        self._end(_ENTRIES, self._entry_key(name, identifier))

    def _entry_key(self, name: ListName, identifier: ExternalIdentifier) -> dict[str, object]:
        if self.screening_list(name) is None:
            raise NotFoundError(name)
        return {"list_id": list_id(name), "blind_index": self._sealer.blind_index(identifier)}
