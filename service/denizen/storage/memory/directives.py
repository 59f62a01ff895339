"""Directives and reference data in a store in memory."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from denizen.domain.attestations import Known
from denizen.domain.authorizations import AuthorizationRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.intervals import Interval
from denizen.domain.names import (
    AuthorizationName,
    CountrySetName,
    DirectiveName,
    ListName,
    ResourceName,
)
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import CountrySet, Reference, Resource, ScreeningKey, ScreeningList
from denizen.storage.memory.snapshot import MemorySnapshot


def screening_key(identifier: ExternalIdentifier) -> ScreeningKey:
    """Memory is not written down, so that this hash needs no key."""
    scheme = identifier.scheme.encode()
    return hashlib.sha256(len(scheme).to_bytes(4, "big") + scheme + identifier.value.encode()).digest()


class MemoryDirectives(MemorySnapshot):
    """Reads directives, authorizations and reference data."""

    def resource(self, name: ResourceName) -> Resource | None:
        return self._state.resources.at(name, self._at)

    def resources(self) -> Sequence[Resource]:
        return [value for _, value in sorted(self._state.resources.items(self._at))]

    def directive(self, name: DirectiveName) -> Directive | None:
        return self._state.directives.at(name, self._at)

    def directives(self) -> Sequence[Directive]:
        return [value for _, value in sorted(self._state.directives.items(self._at))]

    def versions(self, name: DirectiveName) -> Sequence[DirectiveVersion]:
        found = (value for _, value in self._state.versions.items(self._at) if value.directive == name)
        return sorted(found, key=lambda version: version.number)

    def activations(self, name: DirectiveName) -> Sequence[ActivationRecord]:
        return self._state.activations.at(name, self._at) or ()

    def authorization(self, name: AuthorizationName) -> AuthorizationRecord | None:
        row, revoked = self._state.authorizations.row(name, self._at), self._state.revocations.row(name, self._at)
        if row is None:
            return None
        known = Known(row.known_from, self._known(row.known_from).instant)
        if revoked is not None:
            ended = self._known(revoked.known_from)
            known = replace(known, to_revision=ended.number, to_time=ended.instant)
        return AuthorizationRecord(row.value, known)

    def authorizations(self) -> Sequence[AuthorizationRecord]:
        found = (self.authorization(name) for name, _ in sorted(self._state.authorizations.items(self._at)))
        return [each for each in found if each is not None and not each.revoked]

    def country_set(self, name: CountrySetName) -> CountrySet | None:
        return self._state.country_sets.at(name, self._at)

    def country_sets(self) -> Sequence[CountrySet]:
        return [value for _, value in sorted(self._state.country_sets.items(self._at))]

    def screening_list(self, name: ListName) -> ScreeningList | None:
        return self._state.lists.at(name, self._at)

    def screening_lists(self) -> Sequence[ScreeningList]:
        return [value for _, value in sorted(self._state.lists.items(self._at))]

    def entry_count(self, name: ListName) -> int:
        return sum(on == name for (on, _, _), _ in self._state.entries.items(self._at))

    def reference(self) -> Reference:
        entries: dict[ListName, dict[ScreeningKey, tuple[Interval, ...]]] = {
            screening_list.name: {} for screening_list in self.screening_lists()
        }
        for (name, identifier, listed), _ in self._state.entries.items(self._at):
            on_list, key = entries[name], screening_key(identifier)
            on_list[key] = (*on_list.get(key, ()), listed)
        return Reference({country_set.name: country_set for country_set in self.country_sets()}, entries)
