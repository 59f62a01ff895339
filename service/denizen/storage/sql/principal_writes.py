"""Writing principals to the database."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import insert

from denizen.domain.errors import AlreadyExistsError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.storage.sealing import DataKey
from denizen.storage.sql.names import principal_id
from denizen.storage.sql.principals import identifier_place, name_place
from denizen.storage.sql.session import Parameters
from denizen.storage.sql.snapshot import chunks
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.tables import identifiers, populations, principal_keys, principals

_INSERT_PRINCIPAL, _INSERT_KEY = insert(principals), insert(principal_keys)
_POPULATIONS = Rows(populations, "principal_id", "population")
_IDENTIFIERS = Rows(identifiers, "principal_id", "blind_index")


class PrincipalWrites(Unit):
    """Adds principals and changes what they belong to and are called."""

    # The lock that orders commits is held: what was looked for in vain is not there when it is looked for again.

    def principals_named(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Principal]:
        wanted = list(names)
        found = super().principals_named(wanted)
        self._keyless.update(principal_id(name) for name in wanted if name not in found)
        return found

    def principals_by(self, identifiers: Iterable[ExternalIdentifier]) -> Mapping[ExternalIdentifier, PrincipalName]:
        wanted = {self._sealer.blind_index(each): each for each in identifiers if each not in self._free}
        found = self._owners(wanted)
        self._free.update((each, index) for index, each in wanted.items() if each not in found)
        return found

    def add_principal(self, principal: Principal) -> None:
        self.add_principals([principal])

    def add_principals(self, principals: Sequence[Principal]) -> None:
        # 1. None of the names is taken, and none of the identifiers: neither before nor among them.
        taken = {
            each for some in chunks(principal_id(each.name) for each in principals) for each in self._keys_of(some)
        }
        owners = dict(self.principals_by(each for principal in principals for each in principal.identifiers))
        for principal in principals:
            if principal_id(principal.name) in taken:
                raise AlreadyExistsError(principal.name, "there is a principal of this name")
            taken.add(principal_id(principal.name))
            for identifier in principal.identifiers:
                if owners.setdefault(identifier, principal.name) != principal.name:
                    raise _linked_elsewhere(principal.name, identifier)
        # 2. They are kept, each under a key of its own.
        added = {principal_id(each.name): each for each in principals}
        self._write(_INSERT_KEY, *[self._new_key(stored) for stored in added])
        self._write(_INSERT_PRINCIPAL, *[self._new_principal(stored, each) for stored, each in added.items()])
        self._write(
            _POPULATIONS.insert,
            *[
                {"principal_id": stored, "population": population, "known_from": self._revision.number}
                for stored, each in added.items()
                for population in sorted(each.populations)
            ],
        )
        self._write(
            _IDENTIFIERS.insert,
            *[
                self._linked(self._keys[stored], stored, identifier)
                for stored, each in added.items()
                for identifier in sorted(each.identifiers)
            ],
        )

    def _new_key(self, stored: str) -> Parameters:
        """The row of a new principal's key."""
        key, wrapped = self._sealer.new_key(stored)
        self._keys[stored], self._added[stored] = key, set()
        return {
            "principal_id": stored,
            "key_id": wrapped.key_id,
            "ring_key_id": wrapped.ring_key_id,
            "wrapped": wrapped.wrapped,
        }

    def _new_principal(self, stored: str, principal: Principal) -> Parameters:
        """The row of a new principal that has its key."""
        return {
            "principal_id": stored,
            "kind": principal.kind.value,
            "display_name": self._keys[stored].seal(principal.display_name.encode(), name_place(stored)),
            "known_from": self._revision.number,
        }

    def set_populations(self, name: PrincipalName, populations: frozenset[Population]) -> None:
        self._existing(name)
        stored = principal_id(name)
        before = set(self._populations([stored]).get(stored, ()))
        for population in sorted(before - populations):
            self._end(_POPULATIONS, {"principal_id": stored, "population": population})
        for population in sorted(populations - before):
            self._begin(_POPULATIONS, {"principal_id": stored, "population": population})

    def link(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        key = self._existing(name)
        if not self._check_free(name, identifier):
            self._write(_IDENTIFIERS.insert, self._linked(key, principal_id(name), identifier))

    def unlink(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        self._existing(name)
        if self.principal_by(identifier) != name:
            return False
        blind_index = self._sealer.blind_index(identifier)
        return self._end(_IDENTIFIERS, {"principal_id": principal_id(name), "blind_index": blind_index})

    def _linked(self, key: DataKey, stored: str, identifier: ExternalIdentifier) -> Parameters:
        """The row of an identifier that the principal has from now on."""
        blind_index = self._free.pop(identifier, None) or self._sealer.blind_index(identifier)
        place = identifier_place(stored, blind_index, self._revision.number)
        return {
            "principal_id": stored,
            "blind_index": blind_index,
            "known_from": self._revision.number,
            "identifier": key.seal(self._codec.encode(identifier), place),
        }

    def _check_free(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        """Whether the principal has the identifier already. `AlreadyExistsError` where another one has it: the lock
        that orders commits keeps this true until the unit ends."""
        owner = self.principal_by(identifier)
        if owner is not None and owner != name:
            raise _linked_elsewhere(name, identifier)
        return owner is not None


def _linked_elsewhere(name: PrincipalName, identifier: ExternalIdentifier) -> AlreadyExistsError:
    return AlreadyExistsError(name, f"another principal has this identifier of the scheme {identifier.scheme}")
