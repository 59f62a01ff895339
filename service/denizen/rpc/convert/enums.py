"""Enums of the messages and of the domain: the same names, with the prefix that protobuf wants."""

from enum import Enum
from typing import Generic, TypeVar

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationState
from denizen.domain.claims import (
    AffiliationKind,
    Application,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    OrganisationClass,
)
from denizen.domain.countries import System
from denizen.domain.determinations import Cause, Determination, Effect, Reason, StepAction, Truth
from denizen.domain.directives import Action, DirectiveKind
from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation.differing import InputKind
from denizen.domain.evidence.kinds import (
    CardGeneration,
    CertificateForm,
    CheckKind,
    CheckResult,
    EvidenceState,
    Strength,
)
from denizen.domain.expiring import End, Reverification
from denizen.domain.grants import GrantState
from denizen.domain.issuer_keys import KeyForm
from denizen.domain.issuer_proposals import Change, ProposalState
from denizen.domain.issuers import CredentialFormat, Standing
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Confidence
from denizen.domain.reviews import InformationWanted, RejectionReason, ReviewState
from denizen.domain.reviews import Step as ReviewStep
from denizen.domain.roles import Role
from denizen.domain.warnings import WarningKind
from denizen.domain.webhooks.webhooks import WebhookState
from denizen.v1 import (
    attestation_pb2,
    claim_pb2,
    determination_pb2,
    directive_pb2,
    document_pb2,
    evidence_pb2,
    grant_pb2,
    issuer_pb2,
    lifecycle_pb2,
    principal_pb2,
    review_pb2,
    webhook_pb2,
)
from denizen.verification.mrz import Flag, Format

E = TypeVar("E", bound=Enum)


class Names(Generic[E]):
    """Reads and writes one enum by the names of its members."""

    def __init__(self, domain: type[E], message: EnumTypeWrapper, prefix: str) -> None:
        self._texts = {member: prefix + member.name for member in domain}
        self._members = {message.Value(text): member for member, text in self._texts.items()}
        self._wanted = f"one of {', '.join(self._texts.values())}"

    def read(self, number: int, field: str) -> E:
        """The member. `InvalidError` for unspecified, and for a number that this version does not know."""
        member = self._members.get(number)
        if member is None:
            raise InvalidError(field, number or None, self._wanted)
        return member

    def read_optional(self, number: int, field: str) -> E | None:
        """The member; None where it is unspecified."""
        return self.read(number, field) if number else None

    def write(self, member: E) -> str:
        """The name of the member, as messages take it."""
        return self._texts[member]


AFFILIATION = Names(AffiliationKind, claim_pb2.AffiliationKind, "AFFILIATION_KIND_")
ACTION = Names(Action, directive_pb2.ActivationAction, "ACTIVATION_ACTION_")
APPLICATION = Names(Application, claim_pb2.NaturalizationApplication, "NATURALIZATION_APPLICATION_")
CHANGE = Names(Change, issuer_pb2.IssuerChange, "ISSUER_CHANGE_")
FORMAT = Names(CredentialFormat, issuer_pb2.CredentialFormat, "CREDENTIAL_FORMAT_")
KEY_FORM = Names(KeyForm, issuer_pb2.IssuerKeyForm, "ISSUER_KEY_FORM_")
PROPOSAL = Names(ProposalState, issuer_pb2.ProposalState, "PROPOSAL_STATE_")
STANDING = Names(Standing, issuer_pb2.IssuerStanding, "ISSUER_STANDING_")
ASSURANCE = Names(AssuranceLevel, attestation_pb2.AssuranceLevel, "ASSURANCE_LEVEL_")
CATEGORY = Names(ImmigrationCategory, claim_pb2.ImmigrationCategory, "IMMIGRATION_CATEGORY_")
CITIZENSHIP = Names(CitizenshipClass, claim_pb2.CitizenshipClass, "CITIZENSHIP_CLASS_")
CLAIM = Names(ClaimKind, claim_pb2.ClaimKind, "CLAIM_KIND_")
CONFIDENCE = Names(Confidence, directive_pb2.Confidence, "CONFIDENCE_")
DIRECTIVE = Names(DirectiveKind, directive_pb2.DirectiveKind, "DIRECTIVE_KIND_")
END = Names(End, lifecycle_pb2.AttestationEnd, "ATTESTATION_END_")
REJECTION = Names(RejectionReason, review_pb2.RejectionReason, "REJECTION_REASON_")
REVERIFICATION = Names(Reverification, lifecycle_pb2.Reverification, "REVERIFICATION_")
REVIEW = Names(ReviewState, review_pb2.ReviewState, "REVIEW_STATE_")
STEP_OF_REVIEW = Names(ReviewStep, review_pb2.ReviewStep, "REVIEW_STEP_")
WANTED = Names(InformationWanted, review_pb2.InformationWanted, "INFORMATION_WANTED_")
ORGANISATION = Names(OrganisationClass, claim_pb2.OrganisationClass, "ORGANISATION_CLASS_")
PRINCIPAL = Names(PrincipalKind, principal_pb2.PrincipalKind, "PRINCIPAL_KIND_")
STATE = Names(AttestationState, attestation_pb2.AttestationState, "ATTESTATION_STATE_")
SYSTEM = Names(System, claim_pb2.CountryCodeSystem, "COUNTRY_CODE_SYSTEM_")
CAUSE = Names(Cause, determination_pb2.ValidUntilCause, "VALID_UNTIL_CAUSE_")
DETERMINATION = Names(Determination, determination_pb2.Determination, "DETERMINATION_")
DIFFERENCE = Names(InputKind, determination_pb2.DifferenceKind, "DIFFERENCE_KIND_")
CARD_GENERATION = Names(CardGeneration, evidence_pb2.CardGeneration, "CARD_GENERATION_")
CERTIFICATE_FORM = Names(CertificateForm, evidence_pb2.CertificateForm, "CERTIFICATE_FORM_")
CHECK = Names(CheckKind, evidence_pb2.EvidenceCheckKind, "EVIDENCE_CHECK_KIND_")
CHECK_RESULT = Names(CheckResult, evidence_pb2.EvidenceCheckResult, "EVIDENCE_CHECK_RESULT_")
EVIDENCE_STATE = Names(EvidenceState, evidence_pb2.EvidenceState, "EVIDENCE_STATE_")
STRENGTH = Names(Strength, evidence_pb2.EvidenceStrength, "EVIDENCE_STRENGTH_")
EFFECT = Names(Effect, determination_pb2.Effect, "EFFECT_")
REASON = Names(Reason, determination_pb2.Reason, "REASON_")
WARNING = Names(WarningKind, directive_pb2.WarningKind, "WARNING_KIND_")
TRUTH = Names(Truth, determination_pb2.TruthValue, "TRUTH_VALUE_")
STEP = Names(StepAction, determination_pb2.SettlingAction, "SETTLING_ACTION_")
WEBHOOK_STATE = Names(WebhookState, webhook_pb2.WebhookState, "WEBHOOK_STATE_")
GRANT_STATE = Names(GrantState, grant_pb2.GrantState, "GRANT_STATE_")
ROLE = Names(Role, grant_pb2.Role, "ROLE_")
TIER = Names(Tier, grant_pb2.Tier, "TIER_")
MRZ_FLAG = Names(Flag, document_pb2.MrzFlag, "MRZ_FLAG_")
MRZ_FORMAT = Names(Format, document_pb2.MrzFormat, "MRZ_FORMAT_")
