"""The tables. Each column says whether it is personal; a personal one is of a sealed type.

Rows are known from `known_from` on; a table whose rows may end has `known_to`, the only column that is ever changed.
In tables that grow with principals every key begins with the principal, so that they can be distributed by it.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from denizen.storage.types import BlindIndex, Code, Id, Instant, Json, Name, RevisionNumber, Sealed

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _plain(name: str, kind: Any, **options: Any) -> Column[Any]:  # noqa: ANN401 - what Column takes
    return Column(name, kind, nullable=options.pop("nullable", False), info={"personal": False}, **options)


def _personal(name: str, kind: type[Sealed | BlindIndex], **options: Any) -> Column[Any]:  # noqa: ANN401 - as above
    return Column(name, kind, nullable=False, info={"personal": True}, **options)


def _key(name: str, kind: Any = Id) -> Column[Any]:  # noqa: ANN401 - as above
    return _plain(name, kind, primary_key=True, autoincrement=False)


def _known_from(*, in_key: bool = False) -> Column[Any]:
    return _plain("known_from", RevisionNumber, primary_key=in_key, autoincrement=False)


def _known_to() -> Column[Any]:
    return _plain("known_to", RevisionNumber, nullable=True)


def _ends_later() -> CheckConstraint:
    return CheckConstraint("known_to > known_from", name="known")


def _of_principal() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["principal_id"], ["principals.principal_id"])


# Commits

revisions = Table(
    "revisions",
    METADATA,
    _key("revision", RevisionNumber),
    _plain("instant", Instant),
    _plain("caller", Name),
    _plain("on_behalf_of", Name),
    _plain("call_id", Name),
    _plain("purpose", Code),
    Index(None, "instant"),
)
outbox = Table(
    "outbox",
    METADATA,
    _key("principal_id"),  # empty: about none
    _key("revision", RevisionNumber),
    _key("position", Integer),
    _plain("kind", Code),
    _plain("resource", Name),
    Index(None, "revision", "position"),
    sqlite_with_rowid=False,
)
requests = Table(
    "requests",
    METADATA,
    _key("caller", Name),
    _key("request_id", Name),
    _plain("principal_id", Id),  # empty: about none
    _plain("resource", Name),
    _plain("revision", RevisionNumber),
    _plain("digest", LargeBinary),
    sqlite_with_rowid=False,
)
histories = Table(  # from which revision on which server's commits follow; a promoted one begins another
    "histories",
    METADATA,
    _key("begins", RevisionNumber),
    _plain("mark", BigInteger),
    _plain("system", Name),
    _plain("timeline", BigInteger),
)
key_checks = Table("key_checks", METADATA, _key("name", Name), _plain("value", LargeBinary))

# Principals

principals = Table(
    "principals",
    METADATA,
    _key("principal_id"),
    _plain("kind", Code),
    _personal("display_name", Sealed),
    _known_from(),
)
principal_keys = Table(
    "principal_keys",
    METADATA,
    _key("principal_id"),
    _plain("key_id", Code),
    _plain("ring_key_id", Name),
    _plain("wrapped", LargeBinary),
    _of_principal(),
)
populations = Table(
    "populations",
    METADATA,
    _key("principal_id"),
    _key("population"),
    _known_from(in_key=True),
    _known_to(),
    _of_principal(),
    _ends_later(),
    Index(None, "population", "principal_id"),
    sqlite_with_rowid=False,
)
identifiers = Table(
    "identifiers",
    METADATA,
    _key("principal_id"),
    _personal("blind_index", BlindIndex, primary_key=True),
    _known_from(in_key=True),
    _known_to(),
    _personal("identifier", Sealed),
    _of_principal(),
    _ends_later(),
    Index(None, "blind_index"),
)

# Attestations

attestations = Table(
    "attestations",
    METADATA,
    _key("principal_id"),
    _key("attestation_id"),
    _known_from(),
    _plain("position", Integer),
    _personal("content", Sealed),
    _plain("supersedes_id", Id, nullable=True),
    _of_principal(),
    ForeignKeyConstraint(
        ["principal_id", "supersedes_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
)
attestation_states = Table(
    "attestation_states",
    METADATA,
    _key("principal_id"),
    _key("attestation_id"),
    _known_from(in_key=True),
    _known_to(),
    _plain("state", Code),
    _plain("superseded_by_id", Id, nullable=True),
    _plain("reason_code", Code),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    _ends_later(),
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
    _key("principal_id"),
    _key("attestation_id"),
    _known_from(),
    _plain("level", Code),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    sqlite_with_rowid=False,
)
review_entries = Table(
    "review_entries",
    METADATA,
    _key("principal_id"),
    _key("attestation_id"),
    _key("known_from", RevisionNumber),
    _key("position", Integer),
    _personal("content", Sealed),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    sqlite_with_rowid=False,
)
reminders = Table(
    "reminders",
    METADATA,
    _key("principal_id"),
    _key("attestation_id"),
    _key("end", Code),
    _key("days", Integer),
    _known_from(),
    ForeignKeyConstraint(
        ["principal_id", "attestation_id"], ["attestations.principal_id", "attestations.attestation_id"]
    ),
    sqlite_with_rowid=False,
)
deliveries = Table(
    "deliveries",
    METADATA,
    _key("principal_id"),
    _key("caller", Name),
    _key("source"),
    _key("number", BigInteger),
    _known_from(),
    _plain("resource", Name),
    _plain("late", Boolean),
    _plain("digest", LargeBinary),
    _of_principal(),
    sqlite_with_rowid=False,
)

# Credentials

credentials = Table(
    "credentials",
    METADATA,
    _key("principal_id"),
    _key("credential_id"),
    _known_from(),
    _plain("position", Integer),
    _personal("digest_index", BlindIndex),
    _personal("list_index", BlindIndex),
    _personal("content", Sealed),
    _of_principal(),
    Index(None, "digest_index"),
    Index(None, "list_index"),
)
status_lists = Table(
    "status_lists",
    METADATA,
    _personal("list_index", BlindIndex, primary_key=True),
    _known_from(in_key=True),
    _known_to(),
    _personal("fresh_until", Sealed),
    _personal("content", Sealed),
    _ends_later(),
)

# Evidence

evidence = Table(
    "evidence",
    METADATA,
    _key("principal_id"),
    _key("evidence_id"),
    _known_from(),
    _plain("position", Integer),
    _personal("content", Sealed),
    _plain("supersedes_id", Id, nullable=True),
    _of_principal(),
    ForeignKeyConstraint(["principal_id", "supersedes_id"], ["evidence.principal_id", "evidence.evidence_id"]),
)
evidence_states = Table(
    "evidence_states",
    METADATA,
    _key("principal_id"),
    _key("evidence_id"),
    _known_from(in_key=True),
    _known_to(),
    _plain("state", Code),
    _plain("superseded_by_id", Id, nullable=True),
    _plain("reason_code", Code),
    ForeignKeyConstraint(["principal_id", "evidence_id"], ["evidence.principal_id", "evidence.evidence_id"]),
    _ends_later(),
    sqlite_with_rowid=False,
)
evidence_numbers = Table(
    "evidence_numbers",
    METADATA,
    _key("principal_id"),
    _key("evidence_id"),
    _known_from(),
    _personal("blind_index", BlindIndex),
    ForeignKeyConstraint(["principal_id", "evidence_id"], ["evidence.principal_id", "evidence.evidence_id"]),
    Index(None, "blind_index"),
)

# Issuers, directives and reference data

imported_rows = Table(
    "imported_rows",
    METADATA,
    _key("principal_id"),
    _personal("row_index", BlindIndex, primary_key=True),
    _known_from(in_key=True),
    _known_to(),
    _personal("content", Sealed),
    _of_principal(),
    _ends_later(),
    sqlite_with_rowid=False,
)

issuers = Table(
    "issuers",
    METADATA,
    _key("issuer", Name),
    _known_from(in_key=True),
    _known_to(),
    _plain("content", Json),
    Index(None, "known_from"),
    _ends_later(),
)
issuer_proposals = Table(
    "issuer_proposals",
    METADATA,
    _key("proposal", Name),
    _known_from(in_key=True),
    _known_to(),
    _plain("content", Json),
    _ends_later(),
)
resources = Table("resources", METADATA, _key("resource_id"), _known_from(), _plain("content", Json))
directives = Table("directives", METADATA, _key("directive_id"), _known_from(), _plain("content", Json))
directive_versions = Table(
    "directive_versions",
    METADATA,
    _key("directive_id"),
    _key("number", Integer),
    _known_from(),
    _plain("digest", String(64)),
    _plain("created", Instant),
    _plain("content", Json),
    ForeignKeyConstraint(["directive_id"], ["directives.directive_id"]),
)
publications = Table(
    "publications",
    METADATA,
    _key("directive_id"),
    _key("number", Integer),
    _known_from(),
    _plain("content", Json),
    ForeignKeyConstraint(["directive_id", "number"], ["directive_versions.directive_id", "directive_versions.number"]),
)
activations = Table(
    "activations",
    METADATA,
    _key("directive_id"),
    _known_from(in_key=True),
    _key("position", Integer),
    _plain("action", Code),
    _plain("effective_from", Instant, nullable=True),
    _plain("effective_to", Instant, nullable=True),
    _plain("version", Integer, nullable=True),
    ForeignKeyConstraint(["directive_id"], ["directives.directive_id"]),
)
authorizations = Table("authorizations", METADATA, _key("authorization_id"), _known_from(), _plain("content", Json))
authorization_revocations = Table(
    "authorization_revocations",
    METADATA,
    _key("authorization_id"),
    _known_from(),
    _plain("reason_code", Code),
    ForeignKeyConstraint(["authorization_id"], ["authorizations.authorization_id"]),
)
grants = Table("grants", METADATA, _key("grant_id"), _known_from(), _plain("content", Json))
grant_steps = Table(
    "grant_steps",
    METADATA,
    _key("grant_id"),
    _known_from(in_key=True),
    _key("position", Integer),
    _plain("state", Code),
    _plain("caller", Name),
    _plain("on_behalf_of", Name),
    _plain("reason_code", Code),
    ForeignKeyConstraint(["grant_id"], ["grants.grant_id"]),
)
country_sets = Table(
    "country_sets",
    METADATA,
    _key("country_set_id"),
    _known_from(in_key=True),
    _known_to(),
    _plain("content", Json),
    _ends_later(),
)
lists = Table(
    "lists",
    METADATA,
    _key("list_id"),
    _known_from(in_key=True),
    _known_to(),
    _plain("content", Json),
    _ends_later(),
)
list_entries = Table(
    "list_entries",
    METADATA,
    _key("list_id"),
    _personal("blind_index", BlindIndex, primary_key=True),
    _known_from(in_key=True),
    _key("position", Integer),
    _known_to(),
    _plain("listed_from", Instant, nullable=True),
    _plain("listed_to", Instant, nullable=True),
    _ends_later(),
    sqlite_with_rowid=False,
)


# Webhooks: what is kept of them, and how far each is, which is no fact and has no history

webhooks = Table(
    "webhooks",
    METADATA,
    _key("webhook_id"),
    _known_from(in_key=True),
    _known_to(),
    _plain("content", Json),
    _plain("ring_key_id", Code),
    _plain("secrets", LargeBinary),  # sealed under the ring's key of that name
    _ends_later(),
)
webhook_leaders = Table(
    "webhook_leaders", METADATA, _key("place", Integer), _plain("leader", Name), _plain("until", Instant)
)
webhook_cursors = Table("webhook_cursors", METADATA, _key("webhook_id"), _plain("revision", RevisionNumber))
webhook_deliveries = Table(
    "webhook_deliveries",
    METADATA,
    _key("webhook_id"),
    _key("revision", RevisionNumber),
    _key("position", Integer),
    _plain("subject_id", Id),  # empty: about none
    _plain("state", Code),
    _plain("due", Instant),
    _plain("attempts", Integer),
    _plain("failure", Name),
    Index(None, "webhook_id", "state", "due"),
    Index(None, "webhook_id", "subject_id", "revision"),
)
