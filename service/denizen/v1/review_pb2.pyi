import datetime

from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import consistency_pb2 as _consistency_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReviewState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_STATE_UNSPECIFIED: _ClassVar[ReviewState]
    REVIEW_STATE_UNASSIGNED: _ClassVar[ReviewState]
    REVIEW_STATE_ASSIGNED: _ClassVar[ReviewState]
    REVIEW_STATE_INFORMATION_REQUESTED: _ClassVar[ReviewState]
    REVIEW_STATE_APPROVED: _ClassVar[ReviewState]
    REVIEW_STATE_REJECTED: _ClassVar[ReviewState]
    REVIEW_STATE_CLOSED: _ClassVar[ReviewState]

class RejectionReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REJECTION_REASON_UNSPECIFIED: _ClassVar[RejectionReason]
    REJECTION_REASON_EVIDENCE_MISSING: _ClassVar[RejectionReason]
    REJECTION_REASON_EVIDENCE_UNREADABLE: _ClassVar[RejectionReason]
    REJECTION_REASON_EVIDENCE_NOT_CURRENT: _ClassVar[RejectionReason]
    REJECTION_REASON_EVIDENCE_NOT_GENUINE: _ClassVar[RejectionReason]
    REJECTION_REASON_IDENTITY_MISMATCH: _ClassVar[RejectionReason]
    REJECTION_REASON_CLAIM_NOT_SUPPORTED: _ClassVar[RejectionReason]
    REJECTION_REASON_CLAIM_CONTRADICTED: _ClassVar[RejectionReason]
    REJECTION_REASON_DATES_WRONG: _ClassVar[RejectionReason]
    REJECTION_REASON_WRONG_PRINCIPAL: _ClassVar[RejectionReason]
    REJECTION_REASON_DUPLICATE: _ClassVar[RejectionReason]
    REJECTION_REASON_ISSUER_NOT_ENTITLED: _ClassVar[RejectionReason]
    REJECTION_REASON_NOT_ANSWERED: _ClassVar[RejectionReason]
    REJECTION_REASON_OTHER: _ClassVar[RejectionReason]

class InformationWanted(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INFORMATION_WANTED_UNSPECIFIED: _ClassVar[InformationWanted]
    INFORMATION_WANTED_CLEARER_COPY: _ClassVar[InformationWanted]
    INFORMATION_WANTED_FURTHER_EVIDENCE: _ClassVar[InformationWanted]
    INFORMATION_WANTED_CURRENT_DOCUMENT: _ClassVar[InformationWanted]
    INFORMATION_WANTED_IDENTITY: _ClassVar[InformationWanted]
    INFORMATION_WANTED_DATES: _ClassVar[InformationWanted]
    INFORMATION_WANTED_TRANSLATION: _ClassVar[InformationWanted]
    INFORMATION_WANTED_CHECK_AGAINST_SOURCE: _ClassVar[InformationWanted]
    INFORMATION_WANTED_OTHER: _ClassVar[InformationWanted]

class ReviewStep(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_STEP_UNSPECIFIED: _ClassVar[ReviewStep]
    REVIEW_STEP_ASSIGNED: _ClassVar[ReviewStep]
    REVIEW_STEP_UNASSIGNED: _ClassVar[ReviewStep]
    REVIEW_STEP_INFORMATION_REQUESTED: _ClassVar[ReviewStep]
    REVIEW_STEP_INFORMATION_PROVIDED: _ClassVar[ReviewStep]
    REVIEW_STEP_APPROVED: _ClassVar[ReviewStep]
    REVIEW_STEP_REJECTED: _ClassVar[ReviewStep]
    REVIEW_STEP_RESUBMITTED: _ClassVar[ReviewStep]
    REVIEW_STEP_RESUBMISSION: _ClassVar[ReviewStep]
    REVIEW_STEP_SUSPENDED: _ClassVar[ReviewStep]
    REVIEW_STEP_REINSTATED: _ClassVar[ReviewStep]
REVIEW_STATE_UNSPECIFIED: ReviewState
REVIEW_STATE_UNASSIGNED: ReviewState
REVIEW_STATE_ASSIGNED: ReviewState
REVIEW_STATE_INFORMATION_REQUESTED: ReviewState
REVIEW_STATE_APPROVED: ReviewState
REVIEW_STATE_REJECTED: ReviewState
REVIEW_STATE_CLOSED: ReviewState
REJECTION_REASON_UNSPECIFIED: RejectionReason
REJECTION_REASON_EVIDENCE_MISSING: RejectionReason
REJECTION_REASON_EVIDENCE_UNREADABLE: RejectionReason
REJECTION_REASON_EVIDENCE_NOT_CURRENT: RejectionReason
REJECTION_REASON_EVIDENCE_NOT_GENUINE: RejectionReason
REJECTION_REASON_IDENTITY_MISMATCH: RejectionReason
REJECTION_REASON_CLAIM_NOT_SUPPORTED: RejectionReason
REJECTION_REASON_CLAIM_CONTRADICTED: RejectionReason
REJECTION_REASON_DATES_WRONG: RejectionReason
REJECTION_REASON_WRONG_PRINCIPAL: RejectionReason
REJECTION_REASON_DUPLICATE: RejectionReason
REJECTION_REASON_ISSUER_NOT_ENTITLED: RejectionReason
REJECTION_REASON_NOT_ANSWERED: RejectionReason
REJECTION_REASON_OTHER: RejectionReason
INFORMATION_WANTED_UNSPECIFIED: InformationWanted
INFORMATION_WANTED_CLEARER_COPY: InformationWanted
INFORMATION_WANTED_FURTHER_EVIDENCE: InformationWanted
INFORMATION_WANTED_CURRENT_DOCUMENT: InformationWanted
INFORMATION_WANTED_IDENTITY: InformationWanted
INFORMATION_WANTED_DATES: InformationWanted
INFORMATION_WANTED_TRANSLATION: InformationWanted
INFORMATION_WANTED_CHECK_AGAINST_SOURCE: InformationWanted
INFORMATION_WANTED_OTHER: InformationWanted
REVIEW_STEP_UNSPECIFIED: ReviewStep
REVIEW_STEP_ASSIGNED: ReviewStep
REVIEW_STEP_UNASSIGNED: ReviewStep
REVIEW_STEP_INFORMATION_REQUESTED: ReviewStep
REVIEW_STEP_INFORMATION_PROVIDED: ReviewStep
REVIEW_STEP_APPROVED: ReviewStep
REVIEW_STEP_REJECTED: ReviewStep
REVIEW_STEP_RESUBMITTED: ReviewStep
REVIEW_STEP_RESUBMISSION: ReviewStep
REVIEW_STEP_SUSPENDED: ReviewStep
REVIEW_STEP_REINSTATED: ReviewStep

class ReviewEntry(_message.Message):
    __slots__ = ("step", "create_time", "revision", "caller", "on_behalf_of", "assignee", "wanted", "rejection_reasons", "code", "evidence", "other")
    STEP_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    ON_BEHALF_OF_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    WANTED_FIELD_NUMBER: _ClassVar[int]
    REJECTION_REASONS_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    step: ReviewStep
    create_time: _timestamp_pb2.Timestamp
    revision: int
    caller: str
    on_behalf_of: str
    assignee: str
    wanted: _containers.RepeatedScalarFieldContainer[InformationWanted]
    rejection_reasons: _containers.RepeatedScalarFieldContainer[RejectionReason]
    code: str
    evidence: _containers.RepeatedScalarFieldContainer[str]
    other: str
    def __init__(self, step: _Optional[_Union[ReviewStep, str]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., revision: _Optional[int] = ..., caller: _Optional[str] = ..., on_behalf_of: _Optional[str] = ..., assignee: _Optional[str] = ..., wanted: _Optional[_Iterable[_Union[InformationWanted, str]]] = ..., rejection_reasons: _Optional[_Iterable[_Union[RejectionReason, str]]] = ..., code: _Optional[str] = ..., evidence: _Optional[_Iterable[str]] = ..., other: _Optional[str] = ...) -> None: ...

class Review(_message.Message):
    __slots__ = ("state", "submitter", "submitted_on_behalf_of", "assignee", "resubmission_of", "resubmitted_as", "history")
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUBMITTER_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_ON_BEHALF_OF_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    RESUBMISSION_OF_FIELD_NUMBER: _ClassVar[int]
    RESUBMITTED_AS_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    state: ReviewState
    submitter: str
    submitted_on_behalf_of: str
    assignee: str
    resubmission_of: str
    resubmitted_as: str
    history: _containers.RepeatedCompositeFieldContainer[ReviewEntry]
    def __init__(self, state: _Optional[_Union[ReviewState, str]] = ..., submitter: _Optional[str] = ..., submitted_on_behalf_of: _Optional[str] = ..., assignee: _Optional[str] = ..., resubmission_of: _Optional[str] = ..., resubmitted_as: _Optional[str] = ..., history: _Optional[_Iterable[_Union[ReviewEntry, _Mapping]]] = ...) -> None: ...

class ListReviewsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "state", "population", "claim_kind", "issuer", "assignee", "older_than", "purpose", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    OLDER_THAN_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    state: ReviewState
    population: str
    claim_kind: _claim_pb2.ClaimKind
    issuer: str
    assignee: str
    older_than: _duration_pb2.Duration
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., state: _Optional[_Union[ReviewState, str]] = ..., population: _Optional[str] = ..., claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ..., issuer: _Optional[str] = ..., assignee: _Optional[str] = ..., older_than: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetReviewRequest(_message.Message):
    __slots__ = ("name", "purpose", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class AssignReviewRequest(_message.Message):
    __slots__ = ("name", "assignee", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    assignee: str
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., assignee: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RequestInformationRequest(_message.Message):
    __slots__ = ("name", "wanted", "code", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    WANTED_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    wanted: _containers.RepeatedScalarFieldContainer[InformationWanted]
    code: str
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., wanted: _Optional[_Iterable[_Union[InformationWanted, str]]] = ..., code: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ProvideInformationRequest(_message.Message):
    __slots__ = ("name", "evidence", "code", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    evidence: _containers.RepeatedScalarFieldContainer[str]
    code: str
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., evidence: _Optional[_Iterable[str]] = ..., code: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RejectAttestationRequest(_message.Message):
    __slots__ = ("name", "reasons", "code", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reasons: _containers.RepeatedScalarFieldContainer[RejectionReason]
    code: str
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reasons: _Optional[_Iterable[_Union[RejectionReason, str]]] = ..., code: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...
