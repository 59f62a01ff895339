"""`verified_claims` of OpenID Connect for Identity Assurance 1.0: what somebody verified, how, and on what evidence."""

from denizen.verification.identity_assurance.members import Members
from denizen.verification.identity_assurance.model import (
    AssuranceDetail,
    Attachment,
    Check,
    Document,
    ElectronicRecord,
    ElectronicSignature,
    Evidence,
    VerifiedClaims,
    Vouch,
)
from denizen.verification.identity_assurance.reading import read

__all__ = [
    "AssuranceDetail",
    "Attachment",
    "Check",
    "Document",
    "ElectronicRecord",
    "ElectronicSignature",
    "Evidence",
    "Members",
    "VerifiedClaims",
    "Vouch",
    "read",
]
