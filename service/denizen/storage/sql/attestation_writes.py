"""Writing attestations to the database."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, insert, select

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.names import AttestationName
from denizen.storage.sealing import DataKey
from denizen.storage.sql.among import among
from denizen.storage.sql.attestations import seal_attestation
from denizen.storage.sql.names import attestation_key, attestation_name
from denizen.storage.sql.session import Parameters
from denizen.storage.sql.snapshot import KEY_COLUMNS, chunks
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.tables import attestation_states, attestations, found_assurances, principal_keys
from denizen.usecases.ports import Arrival

_PRESENT = select(attestations.c.principal_id, attestations.c.attestation_id).where(
    among(attestations.c.principal_id, "ids"),
    among(attestations.c.attestation_id, "attestation_ids"),
)
_INSERT_ATTESTATION, _INSERT_FOUND = insert(attestations), insert(found_assurances)
_STATES = Rows(attestation_states, "principal_id", "attestation_id")
# The principal's key, and beside it the attestation if there is one.
_PLACE = (
    select(principal_keys.c.principal_id, *KEY_COLUMNS, attestations.c.attestation_id)
    .join_from(
        principal_keys,
        attestations,
        and_(
            attestations.c.principal_id == principal_keys.c.principal_id,
            attestations.c.attestation_id == bindparam("attestation_id"),
        ),
        isouter=True,
    )
    .where(principal_keys.c.principal_id == bindparam("principal_id"))
)


class AttestationWrites(Unit):
    """Adds attestations and appends their states."""

    def add_attestation(
        self, attestation: Attestation, state: AttestationState, supersedes: AttestationName | None = None
    ) -> None:
        principal, attestation_id = attestation_key(attestation.name)
        key = self._key_for(attestation, principal, attestation_id)
        supersedes_id = None if supersedes is None else self._existing_id(supersedes)
        self._write(_INSERT_ATTESTATION, self._arrived(key, attestation, principal, attestation_id, supersedes_id))
        self._write(_STATES.insert, self._state((principal, attestation_id), state))

    def _arrived(
        self, key: DataKey, attestation: Attestation, principal: str, attestation_id: str, supersedes_id: str | None
    ) -> Parameters:
        """The row of a new attestation."""
        if principal in self._added:
            self._added[principal].add(attestation_id)
        return {
            "principal_id": principal,
            "attestation_id": attestation_id,
            "known_from": self._revision.number,
            "position": self._next_position(),
            "content": seal_attestation(key, self._tools.written, attestation),
            "supersedes_id": supersedes_id,
        }

    def add_attestations(self, arrivals: Sequence[Arrival]) -> None:
        # 1. Their principals exist, what they supersede exists, and none of their names is taken.
        named = [attestation_key(each.attestation.name) for each in arrivals]
        replaced = [None if each.supersedes is None else attestation_key(each.supersedes) for each in arrivals]
        keys = {
            each: key
            for some in chunks(principal for principal, _ in named)
            for each, key in self._keys_of(some).items()
        }
        present = self._present([*named, *filter(None, replaced)])
        for each, place, before in zip(arrivals, named, replaced, strict=True):
            if place[0] not in keys:
                raise NotFoundError(each.attestation.subject)
            if place in present:
                raise AlreadyExistsError(each.attestation.name, "there is an attestation of this name")
            if before is not None and before not in present:
                raise NotFoundError(attestation_name(*before))
            present.add(place)
        # 2. They are kept.
        contents = [
            self._arrived(keys[principal], each.attestation, principal, attestation_id, before and before[1])
            for each, (principal, attestation_id), before in zip(arrivals, named, replaced, strict=True)
        ]
        states = [self._state(place, each.state) for each, place in zip(arrivals, named, strict=True)]
        self._write(_INSERT_ATTESTATION, *contents)
        self._write(_STATES.insert, *states)

    def _present(self, named: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the attestations that there are."""
        present = {(principal, each) for principal, added in self._added.items() for each in added}
        asked = [(principal, each) for principal, each in named if principal not in self._added]
        for some in chunks(each for _, each in asked):
            here = set(some)
            ids = list(dict.fromkeys(principal for principal, each in asked if each in here))
            rows = self._session.rows(_PRESENT, {"ids": ids, "attestation_ids": some})
            present.update((row.principal_id, row.attestation_id) for row in rows)
        return present

    def change_state(
        self,
        name: AttestationName,
        state: AttestationState,
        superseded_by: AttestationName | None = None,
        reason_code: str = "",
        assurance: AssuranceLevel | None = None,
    ) -> None:
        place = attestation_key(name)
        key = dict(zip(_STATES.key, place, strict=True))
        if not self._end(_STATES, key):
            raise NotFoundError(name)
        self._write(_STATES.insert, self._state(place, state, superseded_by, reason_code))
        if assurance is not None:
            self._write(_INSERT_FOUND, {**key, "known_from": self._revision.number, "level": assurance.name})

    def _key_for(self, attestation: Attestation, principal_id: str, attestation_id: str) -> DataKey:
        """The data key of its existing principal, who has none of its name yet."""
        added = self._added.get(principal_id)
        if added is not None:
            key, taken = self._keys[principal_id], attestation_id in added
        else:
            row = self._session.row(_PLACE, {"principal_id": principal_id, "attestation_id": attestation_id})
            if row is None:
                raise NotFoundError(attestation.subject)
            key, taken = self._key(*row[:4]), row[4] is not None
        if taken:
            raise AlreadyExistsError(attestation.name, "there is an attestation of this name")
        return key

    def _state(
        self,
        place: tuple[str, str],
        state: AttestationState,
        superseded_by: AttestationName | None = None,
        reason_code: str = "",
    ) -> Parameters:
        """The row of a state that begins now."""
        return {
            "principal_id": place[0],
            "attestation_id": place[1],
            "known_from": self._revision.number,
            "state": state.value,
            "superseded_by_id": None if superseded_by is None else attestation_key(superseded_by)[1],
            "reason_code": reason_code,
        }

    def _existing_id(self, name: AttestationName) -> str:
        principal_id, attestation_id = attestation_key(name)
        row = self._session.row(_PLACE, {"principal_id": principal_id, "attestation_id": attestation_id})
        if row is None or row[4] is None:
            raise NotFoundError(name)
        return attestation_id
