"""Tables of evidence, credentials and status lists."""

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
)

from denizen.storage.tables.columns import (
    METADATA,
    ends_later,
    key,
    known_from,
    known_to,
    of_principal,
    personal,
    plain,
)
from denizen.storage.types import BlindIndex, Code, Id, Sealed

evidence = Table(
    "evidence",
    METADATA,
    key("principal_id"),
    key("evidence_id"),
    known_from(),
    plain("position", Integer),
    personal("content", Sealed),
    plain("supersedes_id", Id, nullable=True),
    of_principal(),
    ForeignKeyConstraint(["principal_id", "supersedes_id"], ["evidence.principal_id", "evidence.evidence_id"]),
)
evidence_states = Table(
    "evidence_states",
    METADATA,
    key("principal_id"),
    key("evidence_id"),
    known_from(in_key=True),
    known_to(),
    plain("state", Code),
    plain("superseded_by_id", Id, nullable=True),
    plain("reason_code", Code),
    ForeignKeyConstraint(["principal_id", "evidence_id"], ["evidence.principal_id", "evidence.evidence_id"]),
    ends_later(),
    sqlite_with_rowid=False,
)
evidence_numbers = Table(
    "evidence_numbers",
    METADATA,
    key("principal_id"),
    key("evidence_id"),
    known_from(),
    personal("blind_index", BlindIndex),
    ForeignKeyConstraint(["principal_id", "evidence_id"], ["evidence.principal_id", "evidence.evidence_id"]),
    Index(None, "blind_index"),
)


credentials = Table(
    "credentials",
    METADATA,
    key("principal_id"),
    key("credential_id"),
    known_from(),
    plain("position", Integer),
    personal("digest_index", BlindIndex),
    personal("list_index", BlindIndex),
    personal("content", Sealed),
    of_principal(),
    Index(None, "digest_index"),
    Index(None, "list_index"),
)
status_lists = Table(
    "status_lists",
    METADATA,
    personal("list_index", BlindIndex, primary_key=True),
    known_from(in_key=True),
    known_to(),
    personal("fresh_until", Sealed),
    personal("content", Sealed),
    ends_later(),
)
