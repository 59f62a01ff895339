"""Tables of issuers, directives, grants and reference data."""

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
)

from denizen.storage.tables.columns import METADATA, ends_later, key, known_from, known_to, personal, plain
from denizen.storage.types import BlindIndex, Code, Instant, Json, Name

issuers = Table(
    "issuers",
    METADATA,
    key("issuer", Name),
    known_from(in_key=True),
    known_to(),
    plain("content", Json),
    Index(None, "known_from"),
    ends_later(),
)
issuer_proposals = Table(
    "issuer_proposals",
    METADATA,
    key("proposal", Name),
    known_from(in_key=True),
    known_to(),
    plain("content", Json),
    ends_later(),
)
resources = Table("resources", METADATA, key("resource_id"), known_from(), plain("content", Json))
directives = Table("directives", METADATA, key("directive_id"), known_from(), plain("content", Json))
directive_versions = Table(
    "directive_versions",
    METADATA,
    key("directive_id"),
    key("number", Integer),
    known_from(),
    plain("digest", String(64)),
    plain("created", Instant),
    plain("content", Json),
    ForeignKeyConstraint(["directive_id"], ["directives.directive_id"]),
)
publications = Table(
    "publications",
    METADATA,
    key("directive_id"),
    key("number", Integer),
    known_from(),
    plain("content", Json),
    ForeignKeyConstraint(["directive_id", "number"], ["directive_versions.directive_id", "directive_versions.number"]),
)
activations = Table(
    "activations",
    METADATA,
    key("directive_id"),
    known_from(in_key=True),
    key("position", Integer),
    plain("action", Code),
    plain("effective_from", Instant, nullable=True),
    plain("effective_to", Instant, nullable=True),
    plain("version", Integer, nullable=True),
    ForeignKeyConstraint(["directive_id"], ["directives.directive_id"]),
)
authorizations = Table("authorizations", METADATA, key("authorization_id"), known_from(), plain("content", Json))
authorization_revocations = Table(
    "authorization_revocations",
    METADATA,
    key("authorization_id"),
    known_from(),
    plain("reason_code", Code),
    ForeignKeyConstraint(["authorization_id"], ["authorizations.authorization_id"]),
)
grants = Table("grants", METADATA, key("grant_id"), known_from(), plain("content", Json))
grant_steps = Table(
    "grant_steps",
    METADATA,
    key("grant_id"),
    known_from(in_key=True),
    key("position", Integer),
    plain("state", Code),
    plain("caller", Name),
    plain("on_behalf_of", Name),
    plain("reason_code", Code),
    ForeignKeyConstraint(["grant_id"], ["grants.grant_id"]),
)
country_sets = Table(
    "country_sets",
    METADATA,
    key("country_set_id"),
    known_from(in_key=True),
    known_to(),
    plain("content", Json),
    ends_later(),
)
lists = Table(
    "lists",
    METADATA,
    key("list_id"),
    known_from(in_key=True),
    known_to(),
    plain("content", Json),
    ends_later(),
)
list_entries = Table(
    "list_entries",
    METADATA,
    key("list_id"),
    personal("blind_index", BlindIndex, primary_key=True),
    known_from(in_key=True),
    key("position", Integer),
    known_to(),
    plain("listed_from", Instant, nullable=True),
    plain("listed_to", Instant, nullable=True),
    ends_later(),
    sqlite_with_rowid=False,
)
