"""What callers do with the service, and the roles in which they do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from denizen.domain.disclosure import Tier


class Permission(Enum):
    """One kind of thing to do. Every RPC asks for one of them."""

    SELF_READ = "self.read"
    """Ask what one may do oneself, and within which limits."""
    DETERMINATIONS_CHECK = "determinations.check"
    """Ask whether principals are foreign nationals, and what follows."""
    DETERMINATIONS_COMPARE = "determinations.compare"
    """Ask what made answers differ, and try out what would be."""
    DETERMINATIONS_LIST = "determinations.list"
    """Ask about everybody at once: who is a foreign national, and how many are."""
    DETERMINATIONS_WATCH = "determinations.watch"
    """Be told of each change of an answer."""
    PRINCIPALS_READ = "principals.read"
    PRINCIPALS_WRITE = "principals.write"
    PRINCIPALS_EXPORT = "principals.export"
    """Be told everything that is held about a principal, and counts of populations."""
    ATTESTATIONS_READ = "attestations.read"
    ATTESTATIONS_SUBMIT = "attestations.submit"
    ATTESTATIONS_SUPERSEDE = "attestations.supersede"
    """Replace what was attested, answer what its review asks for, and submit again what was rejected."""
    ATTESTATIONS_REVOKE = "attestations.revoke"
    """End what was attested, or suspend it, and take that back."""
    ATTESTATIONS_IMPORT = "attestations.import"
    """Take in rows of other systems: whom they are about, what they say, and what they say no longer."""
    EVIDENCE_READ = "evidence.read"
    EVIDENCE_WRITE = "evidence.write"
    CREDENTIALS_SUBMIT = "credentials.submit"
    """Present signed credentials, documents and their status."""
    REVIEWS_READ = "reviews.read"
    REVIEWS_DECIDE = "reviews.decide"
    ISSUERS_READ = "issuers.read"
    ISSUERS_CHANGE = "issuers.change"
    """Propose and approve changes of issuers."""
    DIRECTIVES_READ = "directives.read"
    """Read directives, and the resources and dated reference data that they name."""
    DIRECTIVES_WRITE = "directives.write"
    """Publish directives, put them in force and take them out."""
    REFERENCE_WRITE = "reference.write"
    """Change what directives have in common: resources, country sets, lists."""
    AUTHORIZATIONS_READ = "authorizations.read"
    AUTHORIZATIONS_WRITE = "authorizations.write"
    AUDIT_READ = "audit.read"
    WEBHOOKS_READ = "webhooks.read"
    WEBHOOKS_CHANGE = "webhooks.change"
    """Say where events are sent. They name everybody whom anything happens to."""
    GRANTS_READ = "grants.read"
    GRANTS_CHANGE = "grants.change"
    """Propose and approve grants, and end them."""


class Role(Enum):
    """What somebody is to the service."""

    GATEWAY = "gateway"
    ONBOARDING = "onboarding"
    KYC = "kyc"
    REVIEWER = "reviewer"
    COMPLIANCE = "compliance"
    AUDITOR = "auditor"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """What a role may do, and how much of an answer it sees at most. A grant can only take away from it."""

    highest: Tier
    permissions: frozenset[Permission]


_P = Permission


ROLES: Mapping[Role, RoleDefinition] = {
    # One bit, for whoever is at the door.
    Role.GATEWAY: RoleDefinition(
        Tier.EFFECT, frozenset({_P.SELF_READ, _P.DETERMINATIONS_CHECK, _P.DETERMINATIONS_WATCH})
    ),
    # Those who bring claims in see them, and what is missing; they do not end those of others.
    Role.ONBOARDING: RoleDefinition(
        Tier.FACTS,
        frozenset(
            {
                _P.SELF_READ,
                _P.DETERMINATIONS_CHECK,
                _P.PRINCIPALS_READ,
                _P.PRINCIPALS_WRITE,
                _P.ATTESTATIONS_READ,
                _P.ATTESTATIONS_SUBMIT,
                _P.ATTESTATIONS_SUPERSEDE,
                _P.ATTESTATIONS_IMPORT,
                _P.EVIDENCE_READ,
                _P.EVIDENCE_WRITE,
                _P.CREDENTIALS_SUBMIT,
                _P.REVIEWS_READ,
                _P.ISSUERS_READ,
                _P.DIRECTIVES_READ,
            }
        ),
    ),
    Role.KYC: RoleDefinition(
        Tier.FACTS,
        frozenset(
            {
                _P.SELF_READ,
                _P.DETERMINATIONS_CHECK,
                _P.PRINCIPALS_READ,
                _P.PRINCIPALS_WRITE,
                _P.ATTESTATIONS_READ,
                _P.ATTESTATIONS_SUBMIT,
                _P.ATTESTATIONS_SUPERSEDE,
                _P.ATTESTATIONS_IMPORT,
                _P.EVIDENCE_READ,
                _P.EVIDENCE_WRITE,
                _P.CREDENTIALS_SUBMIT,
                _P.ISSUERS_READ,
                _P.DIRECTIVES_READ,
            }
        ),
    ),
    Role.REVIEWER: RoleDefinition(
        Tier.FACTS,
        frozenset(
            {
                _P.SELF_READ,
                _P.DETERMINATIONS_CHECK,
                _P.PRINCIPALS_READ,
                _P.ATTESTATIONS_READ,
                _P.ATTESTATIONS_REVOKE,
                _P.EVIDENCE_READ,
                _P.EVIDENCE_WRITE,
                _P.REVIEWS_READ,
                _P.REVIEWS_DECIDE,
                _P.ISSUERS_READ,
                _P.DIRECTIVES_READ,
            }
        ),
    ),
    # Those who lay down what holds. They bring in no claims about anybody.
    Role.COMPLIANCE: RoleDefinition(
        Tier.FACTS,
        frozenset(
            {
                _P.SELF_READ,
                _P.DETERMINATIONS_CHECK,
                _P.DETERMINATIONS_COMPARE,
                _P.DETERMINATIONS_LIST,
                _P.DETERMINATIONS_WATCH,
                _P.PRINCIPALS_READ,
                _P.PRINCIPALS_EXPORT,
                _P.ATTESTATIONS_READ,
                _P.ATTESTATIONS_REVOKE,
                _P.EVIDENCE_READ,
                _P.REVIEWS_READ,
                _P.ISSUERS_READ,
                _P.ISSUERS_CHANGE,
                _P.DIRECTIVES_READ,
                _P.DIRECTIVES_WRITE,
                _P.REFERENCE_WRITE,
                _P.AUTHORIZATIONS_READ,
                _P.AUTHORIZATIONS_WRITE,
                _P.AUDIT_READ,
                _P.GRANTS_READ,
            }
        ),
    ),
    # Everything there is to read, and nothing to write.
    Role.AUDITOR: RoleDefinition(
        Tier.FACTS,
        frozenset(
            {
                _P.SELF_READ,
                _P.DETERMINATIONS_CHECK,
                _P.DETERMINATIONS_COMPARE,
                _P.DETERMINATIONS_LIST,
                _P.DETERMINATIONS_WATCH,
                _P.PRINCIPALS_READ,
                _P.PRINCIPALS_EXPORT,
                _P.ATTESTATIONS_READ,
                _P.EVIDENCE_READ,
                _P.REVIEWS_READ,
                _P.ISSUERS_READ,
                _P.DIRECTIVES_READ,
                _P.AUTHORIZATIONS_READ,
                _P.AUDIT_READ,
                _P.GRANTS_READ,
            }
        ),
    ),
    # Those who run the service see nobody's facts.
    Role.OPERATOR: RoleDefinition(
        Tier.EFFECT,
        frozenset(
            {
                _P.SELF_READ,
                _P.ISSUERS_READ,
                _P.ISSUERS_CHANGE,
                _P.DIRECTIVES_READ,
                _P.WEBHOOKS_READ,
                _P.WEBHOOKS_CHANGE,
                _P.GRANTS_READ,
                _P.GRANTS_CHANGE,
            }
        ),
    ),
}

SHOWS: Mapping[Permission, Tier] = {
    _P.ATTESTATIONS_READ: Tier.FACTS,
    _P.ATTESTATIONS_REVOKE: Tier.FACTS,
    _P.ATTESTATIONS_SUPERSEDE: Tier.FACTS,
    # Whether a row says what was said before tells what that was.
    _P.ATTESTATIONS_IMPORT: Tier.FACTS,
    _P.EVIDENCE_READ: Tier.FACTS,
    _P.EVIDENCE_WRITE: Tier.FACTS,
    _P.REVIEWS_READ: Tier.FACTS,
    _P.REVIEWS_DECIDE: Tier.FACTS,
    _P.AUTHORIZATIONS_READ: Tier.FACTS,
    _P.DETERMINATIONS_COMPARE: Tier.FACTS,
}
"""The tier that it takes to see what is answered there: whole facts, of which nothing is left out."""


def permissions_of(role: Role, tier: Tier) -> frozenset[Permission]:
    """What a grant of the role at that tier permits: what shows more than the tier is no part of it."""
    return frozenset(each for each in ROLES[role].permissions if SHOWS.get(each, Tier.EFFECT) <= tier)
