"""Writing authorizations to the database."""

from sqlalchemy import insert

from denizen.domain.authorizations import Authorization
from denizen.domain.errors import AlreadyExistsError, NotFoundError, PreconditionError
from denizen.domain.names import AuthorizationName
from denizen.storage.sql.names import authorization_id
from denizen.storage.sql.unit import Unit
from denizen.storage.tables import authorization_revocations, authorizations

_INSERT, _INSERT_REVOCATION = insert(authorizations), insert(authorization_revocations)


class AuthorizationWrites(Unit):
    """Adds authorizations, and adds that they were revoked."""

    def add_authorization(self, authorization: Authorization) -> None:
        if self.authorization(authorization.name) is not None:
            raise AlreadyExistsError(authorization.name, "there is an authorization of this name")
        row = {
            "authorization_id": authorization_id(authorization.name),
            "known_from": self._revision.number,
            "content": self._codec.encode(authorization).decode(),
        }
        self._write(_INSERT, row)

    def revoke_authorization(self, name: AuthorizationName, reason_code: str) -> None:
        record = self.authorization(name)
        if record is None:
            raise NotFoundError(name)
        if record.revoked:
            raise PreconditionError(name, "it was revoked before")
        row = {
            "authorization_id": authorization_id(name),
            "known_from": self._revision.number,
            "reason_code": reason_code,
        }
        self._write(_INSERT_REVOCATION, row)
