"""Writing principals to the database."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import insert

from denizen.domain.errors import AlreadyExistsError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.storage.sealing import DataKey
from denizen.storage.sql.names import principal_id
from denizen.storage.sql.principals import identifier_place, name_place
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
        for principal in principals:
            self._add_new(principal)

    def _add_new(self, principal: Principal) -> None:
        stored = principal_id(principal.name)
        key, wrapped = self._sealer.new_key(stored)
        self._write(
            _INSERT_PRINCIPAL,
            {
                "principal_id": stored,
                "kind": principal.kind.value,
                "display_name": key.seal(principal.display_name.encode(), name_place(stored)),
                "known_from": self._revision.number,
            },
        )
        self._write(
            _INSERT_KEY,
            {
                "principal_id": stored,
                "key_id": wrapped.key_id,
                "ring_key_id": wrapped.ring_key_id,
                "wrapped": wrapped.wrapped,
            },
        )
        self._keys[stored] = key
        self._added[stored] = set()
        for population in sorted(principal.populations):
            self._begin(_POPULATIONS, {"principal_id": stored, "population": population})
        for identifier in sorted(principal.identifiers):
            self._begin_identifier(key, stored, identifier)

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
            self._begin_identifier(key, principal_id(name), identifier)

    def unlink(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        self._existing(name)
        if self.principal_by(identifier) != name:
            return False
        blind_index = self._sealer.blind_index(identifier)
        return self._end(_IDENTIFIERS, {"principal_id": principal_id(name), "blind_index": blind_index})

    def _begin_identifier(self, key: DataKey, stored: str, identifier: ExternalIdentifier) -> None:
        blind_index = self._free.pop(identifier, None) or self._sealer.blind_index(identifier)
        place = identifier_place(stored, blind_index, self._revision.number)
        self._begin(
            _IDENTIFIERS,
            {"principal_id": stored, "blind_index": blind_index},
            identifier=key.seal(self._codec.encode(identifier), place),
        )

    def _check_free(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        """Whether the principal has the identifier already. `AlreadyExistsError` where another one has it: the lock
        that orders commits keeps this true until the unit ends."""
        owner = self.principal_by(identifier)
        if owner is not None and owner != name:
            raise _linked_elsewhere(name, identifier)
        return owner is not None


def _linked_elsewhere(name: PrincipalName, identifier: ExternalIdentifier) -> AlreadyExistsError:
    return AlreadyExistsError(name, f"another principal has this identifier of the scheme {identifier.scheme}")
