"""Writing grants to the database."""

from sqlalchemy import insert

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.grants import Grant, GrantState
from denizen.domain.names import GrantName
from denizen.domain.second_person import Actor
from denizen.storage.sql.names import grant_id
from denizen.storage.sql.unit import Unit
from denizen.storage.tables import grant_steps, grants

_INSERT, _INSERT_STEP = insert(grants), insert(grant_steps)


class GrantWrites(Unit):
    """Adds grants, and the steps that they go through."""

    def add_grant(self, grant: Grant, actor: Actor) -> None:
        if self.grant(grant.name) is not None:
            raise AlreadyExistsError(grant.name, "there is a grant of this name")
        row = {
            "grant_id": grant_id(grant.name),
            "known_from": self._revision.number,
            "content": self._codec.encode(grant).decode(),
        }
        self._write(_INSERT, row)
        self.add_grant_step(grant.name, GrantState.PROPOSED, actor)

    def add_grant_step(self, name: GrantName, state: GrantState, actor: Actor, reason_code: str = "") -> None:
        if self.grant(name) is None:
            raise NotFoundError(name)
        row = {
            "grant_id": grant_id(name),
            "known_from": self._revision.number,
            "position": self._next_position(),
            "state": state.value,
            "caller": actor.caller,
            "on_behalf_of": actor.on_behalf_of,
            "reason_code": reason_code,
        }
        self._write(_INSERT_STEP, row)
