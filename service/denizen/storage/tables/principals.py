"""Tables of principals, and of what their attestations are and were."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
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
from denizen.storage.types import BlindIndex, Code, Id, Name, RevisionNumber, Sealed

principals = Table(
    "principals",
    METADATA,
    key("principal_id"),
    plain("kind", Code),
    personal("display_name", Sealed),
    known_from(),
)
principal_keys = Table(
    "principal_keys",
    METADATA,
    key("principal_id"),
    plain("key_id", Code),
    plain("ring_key_id", Name),
    plain("wrapped", LargeBinary),
    of_principal(),
)
populations = Table(
    "populations",
    METADATA,
    key("principal_id"),
    key("population"),
    known_from(in_key=True),
    known_to(),
    of_principal(),
    ends_later(),
    Index(None, "population", "principal_id"),
    sqlite_with_rowid=False,
)
identifiers = Table(
    "identifiers",
    METADATA,
    key("principal_id"),
    personal("blind_index", BlindIndex, primary_key=True),
    known_from(in_key=True),
    known_to(),
    personal("identifier", Sealed),
    of_principal(),
    ends_later(),
    Index(None, "blind_index"),
)


attestations = Table(
    "attestations",
    METADATA,
    key("principal_id"),
    key("attestation_id"),
    known_from(),
    plain("position", Integer),
    personal("content", Sealed),
    plain("supersedes_id", Id, nullable=True),
    of_principal(),
    ForeignKeyConstraint(
        ["principal_id", "supersedes_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
)
attestation_states = Table(
    "attestation_states",
    METADATA,
    key("principal_id"),
    key("attestation_id"),
    known_from(in_key=True),
    known_to(),
    plain("state", Code),
    plain("superseded_by_id", Id, nullable=True),
    plain("reason_code", Code),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    ends_later(),
    sqlite_with_rowid=False,
)
Index(
    "ix_attestation_states_pending",
    attestation_states.c.principal_id,
    attestation_states.c.attestation_id,
    sqlite_where=attestation_states.c.state == "pending",
    postgresql_where=attestation_states.c.state == "pending",
)
found_assurances = Table(  # in review, where they were lower than submitted
    "found_assurances",
    METADATA,
    key("principal_id"),
    key("attestation_id"),
    known_from(),
    plain("level", Code),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    sqlite_with_rowid=False,
)
review_entries = Table(
    "review_entries",
    METADATA,
    key("principal_id"),
    key("attestation_id"),
    key("known_from", RevisionNumber),
    key("position", Integer),
    personal("content", Sealed),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    sqlite_with_rowid=False,
)
reminders = Table(
    "reminders",
    METADATA,
    key("principal_id"),
    key("attestation_id"),
    key("end", Code),
    key("days", Integer),
    known_from(),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    sqlite_with_rowid=False,
)
deliveries = Table(
    "deliveries",
    METADATA,
    key("principal_id"),
    key("caller", Name),
    key("source"),
    key("number", BigInteger),
    known_from(),
    plain("resource", Name),
    plain("late", Boolean),
    plain("digest", LargeBinary),
    of_principal(),
    sqlite_with_rowid=False,
)
imported_rows = Table(
    "imported_rows",
    METADATA,
    key("principal_id"),
    personal("row_index", BlindIndex, primary_key=True),
    known_from(in_key=True),
    known_to(),
    personal("content", Sealed),
    of_principal(),
    ends_later(),
    sqlite_with_rowid=False,
)
