"""Tables of commits."""

from sqlalchemy import (
    BigInteger,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from denizen.storage.tables.columns import METADATA, key, plain
from denizen.storage.types import Code, Id, Instant, Name, RevisionNumber

revisions = Table(
    "revisions",
    METADATA,
    key("revision", RevisionNumber),
    plain("instant", Instant),
    plain("caller", Name),
    plain("on_behalf_of", Name),
    plain("call_id", Name),
    plain("purpose", Code),
    Index(None, "instant"),
)
outbox = Table(
    "outbox",
    METADATA,
    key("principal_id"),  # empty: about none
    key("revision", RevisionNumber),
    key("position", Integer),
    plain("kind", Code),
    plain("resource", Name),
    Index(None, "revision", "position"),
    sqlite_with_rowid=False,
)
requests = Table(
    "requests",
    METADATA,
    key("caller", Name),
    key("request_id", Name),
    plain("principal_id", Id),  # empty: about none
    plain("resource", Name),
    plain("revision", RevisionNumber),
    plain("digest", LargeBinary),
    sqlite_with_rowid=False,
)
histories = Table(  # from which revision on which server's commits follow; a promoted one begins another
    "histories",
    METADATA,
    key("begins", RevisionNumber),
    plain("mark", BigInteger),
    plain("system", Name),
    plain("timeline", BigInteger),
)
key_checks = Table("key_checks", METADATA, key("name", Name), plain("value", LargeBinary))
