"""Names as they stand in columns: without the words that are the same in all of them."""

from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    CountrySetName,
    CredentialName,
    DirectiveName,
    EvidenceName,
    GrantName,
    ListName,
    PrincipalName,
    ResourceName,
    WebhookName,
    attestation_of,
    credential_of,
    evidence_of,
)


def principal_id(name: PrincipalName) -> str:
    return name.removeprefix("principals/")


def principal_name(stored: str) -> PrincipalName:
    return PrincipalName(f"principals/{stored}")


def attestation_key(name: AttestationName) -> tuple[str, str]:
    """The principal's and the attestation's own part."""
    principal, _, attestation = name.removeprefix("principals/").partition("/attestations/")
    return principal, attestation


def attestation_name(principal: str, attestation: str) -> AttestationName:
    return attestation_of(principal_name(principal), attestation)


def optional_attestation_name(principal: str, attestation: str | None) -> AttestationName | None:
    return None if attestation is None else attestation_name(principal, attestation)


def credential_key(name: CredentialName) -> tuple[str, str]:
    """The principal's and the credential's own part."""
    principal, _, credential = name.removeprefix("principals/").partition("/credentials/")
    return principal, credential


def credential_name(principal: str, credential: str) -> CredentialName:
    return credential_of(principal_name(principal), credential)


def evidence_key(name: EvidenceName) -> tuple[str, str]:
    """The principal's and the evidence's own part."""
    principal, _, evidence = name.removeprefix("principals/").partition("/evidence/")
    return principal, evidence


def evidence_name(principal: str, evidence: str) -> EvidenceName:
    return evidence_of(principal_name(principal), evidence)


def optional_evidence_name(principal: str, evidence: str | None) -> EvidenceName | None:
    return None if evidence is None else evidence_name(principal, evidence)


def resource_id(name: ResourceName) -> str:
    return name.removeprefix("resources/")


def directive_id(name: DirectiveName) -> str:
    return name.removeprefix("directives/")


def authorization_id(name: AuthorizationName) -> str:
    return name.removeprefix("authorizations/")


def grant_id(name: GrantName) -> str:
    return name.removeprefix("grants/")


def country_set_id(name: CountrySetName) -> str:
    return name.removeprefix("countrySets/")


def list_id(name: ListName) -> str:
    return name.removeprefix("lists/")


def list_name(stored: str) -> ListName:
    return ListName(f"lists/{stored}")


def webhook_id(name: WebhookName) -> str:
    return name.removeprefix("webhooks/")
