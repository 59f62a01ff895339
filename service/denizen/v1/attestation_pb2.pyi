import datetime

from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import consistency_pb2 as _consistency_pb2
from denizen.v1 import credential_pb2 as _credential_pb2
from denizen.v1 import delivery_pb2 as _delivery_pb2
from denizen.v1 import document_pb2 as _document_pb2
from denizen.v1 import evidence_pb2 as _evidence_pb2
from denizen.v1 import feed_pb2 as _feed_pb2
from denizen.v1 import import_pb2 as _import_pb2
from denizen.v1 import interval_pb2 as _interval_pb2
from denizen.v1 import lifecycle_pb2 as _lifecycle_pb2
from denizen.v1 import review_pb2 as _review_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.rpc import status_pb2 as _status_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AttestationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ATTESTATION_STATE_UNSPECIFIED: _ClassVar[AttestationState]
    ATTESTATION_STATE_PENDING: _ClassVar[AttestationState]
    ATTESTATION_STATE_VERIFIED: _ClassVar[AttestationState]
    ATTESTATION_STATE_REJECTED: _ClassVar[AttestationState]
    ATTESTATION_STATE_REVOKED: _ClassVar[AttestationState]
    ATTESTATION_STATE_SUPERSEDED: _ClassVar[AttestationState]
    ATTESTATION_STATE_SUSPENDED: _ClassVar[AttestationState]

class AssuranceLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSURANCE_LEVEL_UNSPECIFIED: _ClassVar[AssuranceLevel]
    ASSURANCE_LEVEL_SELF_DECLARED: _ClassVar[AssuranceLevel]
    ASSURANCE_LEVEL_LOW: _ClassVar[AssuranceLevel]
    ASSURANCE_LEVEL_SUBSTANTIAL: _ClassVar[AssuranceLevel]
    ASSURANCE_LEVEL_HIGH: _ClassVar[AssuranceLevel]
ATTESTATION_STATE_UNSPECIFIED: AttestationState
ATTESTATION_STATE_PENDING: AttestationState
ATTESTATION_STATE_VERIFIED: AttestationState
ATTESTATION_STATE_REJECTED: AttestationState
ATTESTATION_STATE_REVOKED: AttestationState
ATTESTATION_STATE_SUPERSEDED: AttestationState
ATTESTATION_STATE_SUSPENDED: AttestationState
ASSURANCE_LEVEL_UNSPECIFIED: AssuranceLevel
ASSURANCE_LEVEL_SELF_DECLARED: AssuranceLevel
ASSURANCE_LEVEL_LOW: AssuranceLevel
ASSURANCE_LEVEL_SUBSTANTIAL: AssuranceLevel
ASSURANCE_LEVEL_HIGH: AssuranceLevel

class Assurance(_message.Message):
    __slots__ = ("framework", "level", "ordinal")
    FRAMEWORK_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    ORDINAL_FIELD_NUMBER: _ClassVar[int]
    framework: str
    level: str
    ordinal: AssuranceLevel
    def __init__(self, framework: _Optional[str] = ..., level: _Optional[str] = ..., ordinal: _Optional[_Union[AssuranceLevel, str]] = ...) -> None: ...

class SelfDeclaration(_message.Message):
    __slots__ = ("text", "text_version", "text_sha256", "language", "signer", "on_behalf_of")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_VERSION_FIELD_NUMBER: _ClassVar[int]
    TEXT_SHA256_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    SIGNER_FIELD_NUMBER: _ClassVar[int]
    ON_BEHALF_OF_FIELD_NUMBER: _ClassVar[int]
    text: str
    text_version: str
    text_sha256: str
    language: str
    signer: str
    on_behalf_of: str
    def __init__(self, text: _Optional[str] = ..., text_version: _Optional[str] = ..., text_sha256: _Optional[str] = ..., language: _Optional[str] = ..., signer: _Optional[str] = ..., on_behalf_of: _Optional[str] = ...) -> None: ...

class Attestation(_message.Message):
    __slots__ = ("name", "claim", "does_not_hold", "held", "vouched", "assurance", "issuer", "purposes", "verified_at", "evidence", "self_declaration", "state", "known", "create_time", "supersedes", "superseded_by")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DOES_NOT_HOLD_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    VOUCHED_FIELD_NUMBER: _ClassVar[int]
    ASSURANCE_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    SELF_DECLARATION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_BY_FIELD_NUMBER: _ClassVar[int]
    name: str
    claim: _claim_pb2.Claim
    does_not_hold: bool
    held: _interval_pb2.Interval
    vouched: _interval_pb2.Interval
    assurance: Assurance
    issuer: str
    purposes: _containers.RepeatedScalarFieldContainer[str]
    verified_at: _timestamp_pb2.Timestamp
    evidence: _containers.RepeatedScalarFieldContainer[str]
    self_declaration: SelfDeclaration
    state: AttestationState
    known: _interval_pb2.KnownInterval
    create_time: _timestamp_pb2.Timestamp
    supersedes: str
    superseded_by: str
    def __init__(self, name: _Optional[str] = ..., claim: _Optional[_Union[_claim_pb2.Claim, _Mapping]] = ..., does_not_hold: _Optional[bool] = ..., held: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., vouched: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., assurance: _Optional[_Union[Assurance, _Mapping]] = ..., issuer: _Optional[str] = ..., purposes: _Optional[_Iterable[str]] = ..., verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., evidence: _Optional[_Iterable[str]] = ..., self_declaration: _Optional[_Union[SelfDeclaration, _Mapping]] = ..., state: _Optional[_Union[AttestationState, str]] = ..., known: _Optional[_Union[_interval_pb2.KnownInterval, _Mapping]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., supersedes: _Optional[str] = ..., superseded_by: _Optional[str] = ...) -> None: ...

class SubmitAttestationRequest(_message.Message):
    __slots__ = ("parent", "attestation", "purpose", "request_id", "delivery")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    parent: str
    attestation: Attestation
    purpose: str
    request_id: str
    delivery: _delivery_pb2.Delivery
    def __init__(self, parent: _Optional[str] = ..., attestation: _Optional[_Union[Attestation, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ..., delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...

class SubmitAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token", "late")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    late: bool
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class SubmitCredentialResponse(_message.Message):
    __slots__ = ("credential", "attestations", "revision_token")
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    credential: _credential_pb2.Credential
    attestations: _containers.RepeatedCompositeFieldContainer[Attestation]
    revision_token: str
    def __init__(self, credential: _Optional[_Union[_credential_pb2.Credential, _Mapping]] = ..., attestations: _Optional[_Iterable[_Union[Attestation, _Mapping]]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetAttestationRequest(_message.Message):
    __slots__ = ("name", "purpose", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListAttestationsRequest(_message.Message):
    __slots__ = ("parent", "page_size", "page_token", "state", "purpose", "consistency")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    parent: str
    page_size: int
    page_token: str
    state: AttestationState
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, parent: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., state: _Optional[_Union[AttestationState, str]] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListAttestationsResponse(_message.Message):
    __slots__ = ("attestations", "next_page_token", "revision_token")
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    attestations: _containers.RepeatedCompositeFieldContainer[Attestation]
    next_page_token: str
    revision_token: str
    def __init__(self, attestations: _Optional[_Iterable[_Union[Attestation, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RevokeAttestationRequest(_message.Message):
    __slots__ = ("name", "reason_code", "purpose", "request_id", "delivery")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason_code: str
    purpose: str
    request_id: str
    delivery: _delivery_pb2.Delivery
    def __init__(self, name: _Optional[str] = ..., reason_code: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ..., delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...

class RevokeAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token", "late")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    late: bool
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class SupersedeAttestationRequest(_message.Message):
    __slots__ = ("name", "replacement", "purpose", "request_id", "delivery")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REPLACEMENT_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    name: str
    replacement: Attestation
    purpose: str
    request_id: str
    delivery: _delivery_pb2.Delivery
    def __init__(self, name: _Optional[str] = ..., replacement: _Optional[_Union[Attestation, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ..., delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...

class SupersedeAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token", "late")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    late: bool
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class SuspendAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token", "late")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    late: bool
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class ReinstateAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token", "late")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    late: bool
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class ExpiringAttestation(_message.Message):
    __slots__ = ("attestation", "end", "end_time", "reverification", "citation")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    REVERIFICATION_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    end: _lifecycle_pb2.AttestationEnd
    end_time: _timestamp_pb2.Timestamp
    reverification: _lifecycle_pb2.Reverification
    citation: str
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., end: _Optional[_Union[_lifecycle_pb2.AttestationEnd, str]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reverification: _Optional[_Union[_lifecycle_pb2.Reverification, str]] = ..., citation: _Optional[str] = ...) -> None: ...

class ListExpiringResponse(_message.Message):
    __slots__ = ("expiring", "next_page_token", "revision_token")
    EXPIRING_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    expiring: _containers.RepeatedCompositeFieldContainer[ExpiringAttestation]
    next_page_token: str
    revision_token: str
    def __init__(self, expiring: _Optional[_Iterable[_Union[ExpiringAttestation, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ReviewedAttestation(_message.Message):
    __slots__ = ("attestation", "review")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    review: _review_pb2.Review
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., review: _Optional[_Union[_review_pb2.Review, _Mapping]] = ...) -> None: ...

class ListReviewsResponse(_message.Message):
    __slots__ = ("reviews", "next_page_token", "revision_token")
    REVIEWS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviews: _containers.RepeatedCompositeFieldContainer[ReviewedAttestation]
    next_page_token: str
    revision_token: str
    def __init__(self, reviews: _Optional[_Iterable[_Union[ReviewedAttestation, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ApproveAttestationRequest(_message.Message):
    __slots__ = ("name", "assurance_level", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ASSURANCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    assurance_level: AssuranceLevel
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., assurance_level: _Optional[_Union[AssuranceLevel, str]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ResubmitAttestationRequest(_message.Message):
    __slots__ = ("name", "attestation", "purpose", "request_id", "delivery")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    name: str
    attestation: Attestation
    purpose: str
    request_id: str
    delivery: _delivery_pb2.Delivery
    def __init__(self, name: _Optional[str] = ..., attestation: _Optional[_Union[Attestation, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ..., delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...

class ResubmitAttestationResponse(_message.Message):
    __slots__ = ("attestation", "revision_token", "late")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    attestation: Attestation
    revision_token: str
    late: bool
    def __init__(self, attestation: _Optional[_Union[Attestation, _Mapping]] = ..., revision_token: _Optional[str] = ..., late: _Optional[bool] = ...) -> None: ...

class GetReviewResponse(_message.Message):
    __slots__ = ("reviewed", "revision_token")
    REVIEWED_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviewed: ReviewedAttestation
    revision_token: str
    def __init__(self, reviewed: _Optional[_Union[ReviewedAttestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class AssignReviewResponse(_message.Message):
    __slots__ = ("reviewed", "revision_token")
    REVIEWED_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviewed: ReviewedAttestation
    revision_token: str
    def __init__(self, reviewed: _Optional[_Union[ReviewedAttestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RequestInformationResponse(_message.Message):
    __slots__ = ("reviewed", "revision_token")
    REVIEWED_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviewed: ReviewedAttestation
    revision_token: str
    def __init__(self, reviewed: _Optional[_Union[ReviewedAttestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ProvideInformationResponse(_message.Message):
    __slots__ = ("reviewed", "revision_token")
    REVIEWED_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviewed: ReviewedAttestation
    revision_token: str
    def __init__(self, reviewed: _Optional[_Union[ReviewedAttestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ApproveAttestationResponse(_message.Message):
    __slots__ = ("reviewed", "revision_token")
    REVIEWED_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviewed: ReviewedAttestation
    revision_token: str
    def __init__(self, reviewed: _Optional[_Union[ReviewedAttestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RejectAttestationResponse(_message.Message):
    __slots__ = ("reviewed", "revision_token")
    REVIEWED_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reviewed: ReviewedAttestation
    revision_token: str
    def __init__(self, reviewed: _Optional[_Union[ReviewedAttestation, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ImportAttestationsRequest(_message.Message):
    __slots__ = ("source", "purpose", "validate_only", "rows")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    source: str
    purpose: str
    validate_only: bool
    rows: _containers.RepeatedCompositeFieldContainer[ImportRow]
    def __init__(self, source: _Optional[str] = ..., purpose: _Optional[str] = ..., validate_only: _Optional[bool] = ..., rows: _Optional[_Iterable[_Union[ImportRow, _Mapping]]] = ...) -> None: ...

class ImportRow(_message.Message):
    __slots__ = ("key", "principal", "attestations")
    KEY_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    key: str
    principal: _import_pb2.ImportedPrincipal
    attestations: _containers.RepeatedCompositeFieldContainer[ImportedAttestation]
    def __init__(self, key: _Optional[str] = ..., principal: _Optional[_Union[_import_pb2.ImportedPrincipal, _Mapping]] = ..., attestations: _Optional[_Iterable[_Union[ImportedAttestation, _Mapping]]] = ...) -> None: ...

class ImportedAttestation(_message.Message):
    __slots__ = ("slot", "attestation", "review")
    SLOT_FIELD_NUMBER: _ClassVar[int]
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    slot: str
    attestation: Attestation
    review: bool
    def __init__(self, slot: _Optional[str] = ..., attestation: _Optional[_Union[Attestation, _Mapping]] = ..., review: _Optional[bool] = ...) -> None: ...

class ImportAttestationsResponse(_message.Message):
    __slots__ = ("results", "revision_token")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[ImportResult]
    revision_token: str
    def __init__(self, results: _Optional[_Iterable[_Union[ImportResult, _Mapping]]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ImportResult(_message.Message):
    __slots__ = ("key", "outcome", "principal", "principal_added", "attestations", "error")
    KEY_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_ADDED_FIELD_NUMBER: _ClassVar[int]
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    key: str
    outcome: _import_pb2.ImportOutcome
    principal: str
    principal_added: bool
    attestations: _containers.RepeatedCompositeFieldContainer[ImportedResult]
    error: _status_pb2.Status
    def __init__(self, key: _Optional[str] = ..., outcome: _Optional[_Union[_import_pb2.ImportOutcome, str]] = ..., principal: _Optional[str] = ..., principal_added: _Optional[bool] = ..., attestations: _Optional[_Iterable[_Union[ImportedResult, _Mapping]]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class ImportedResult(_message.Message):
    __slots__ = ("slot", "outcome", "name", "state")
    SLOT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    slot: str
    outcome: _import_pb2.ImportOutcome
    name: str
    state: AttestationState
    def __init__(self, slot: _Optional[str] = ..., outcome: _Optional[_Union[_import_pb2.ImportOutcome, str]] = ..., name: _Optional[str] = ..., state: _Optional[_Union[AttestationState, str]] = ...) -> None: ...
