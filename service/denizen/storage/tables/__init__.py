"""The tables. Each column says whether it is personal; a personal one is of a sealed type.

Rows are known from `known_from` on; a table whose rows may end has `known_to`, the only column that is ever changed.
In tables that grow with principals every key begins with the principal, so that they can be distributed by it.
"""

from denizen.storage.tables.columns import METADATA
from denizen.storage.tables.commits import histories, key_checks, outbox, requests, revisions
from denizen.storage.tables.directives import (
    activations,
    authorization_revocations,
    authorizations,
    country_sets,
    directive_versions,
    directives,
    grant_steps,
    grants,
    issuer_proposals,
    issuers,
    list_entries,
    lists,
    publications,
    resources,
)
from denizen.storage.tables.evidence import credentials, evidence, evidence_numbers, evidence_states, status_lists
from denizen.storage.tables.principals import (
    attestation_states,
    attestations,
    deliveries,
    found_assurances,
    identifiers,
    imported_rows,
    populations,
    principal_keys,
    principals,
    reminders,
    review_entries,
)
from denizen.storage.tables.webhooks import webhook_cursors, webhook_deliveries, webhook_leaders, webhooks

__all__ = [
    "METADATA",
    "activations",
    "attestation_states",
    "attestations",
    "authorization_revocations",
    "authorizations",
    "country_sets",
    "credentials",
    "deliveries",
    "directive_versions",
    "directives",
    "evidence",
    "evidence_numbers",
    "evidence_states",
    "found_assurances",
    "grant_steps",
    "grants",
    "histories",
    "identifiers",
    "imported_rows",
    "issuer_proposals",
    "issuers",
    "key_checks",
    "list_entries",
    "lists",
    "outbox",
    "populations",
    "principal_keys",
    "principals",
    "publications",
    "reminders",
    "requests",
    "resources",
    "review_entries",
    "revisions",
    "status_lists",
    "webhook_cursors",
    "webhook_deliveries",
    "webhook_leaders",
    "webhooks",
]
