import datetime

from denizen.v1 import attestation_pb2 as _attestation_pb2
from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import consistency_pb2 as _consistency_pb2
from denizen.v1 import interval_pb2 as _interval_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class IssuerStanding(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ISSUER_STANDING_UNSPECIFIED: _ClassVar[IssuerStanding]
    ISSUER_STANDING_SUSPENDED: _ClassVar[IssuerStanding]
    ISSUER_STANDING_WITHDRAWN: _ClassVar[IssuerStanding]
    ISSUER_STANDING_REINSTATED: _ClassVar[IssuerStanding]

class CredentialFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CREDENTIAL_FORMAT_UNSPECIFIED: _ClassVar[CredentialFormat]
    CREDENTIAL_FORMAT_JWS: _ClassVar[CredentialFormat]
    CREDENTIAL_FORMAT_VERIFIED_CLAIMS: _ClassVar[CredentialFormat]
    CREDENTIAL_FORMAT_SD_JWT: _ClassVar[CredentialFormat]
    CREDENTIAL_FORMAT_SD_JWT_VC: _ClassVar[CredentialFormat]

class IssuerKeyForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ISSUER_KEY_FORM_UNSPECIFIED: _ClassVar[IssuerKeyForm]
    ISSUER_KEY_FORM_JWK: _ClassVar[IssuerKeyForm]
    ISSUER_KEY_FORM_ROOT: _ClassVar[IssuerKeyForm]

class IssuerChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ISSUER_CHANGE_UNSPECIFIED: _ClassVar[IssuerChange]
    ISSUER_CHANGE_REGISTER: _ClassVar[IssuerChange]
    ISSUER_CHANGE_UPDATE: _ClassVar[IssuerChange]
    ISSUER_CHANGE_SUSPEND: _ClassVar[IssuerChange]
    ISSUER_CHANGE_REINSTATE: _ClassVar[IssuerChange]
    ISSUER_CHANGE_WITHDRAW: _ClassVar[IssuerChange]
    ISSUER_CHANGE_ADD_KEYS: _ClassVar[IssuerChange]
    ISSUER_CHANGE_REVOKE_KEY: _ClassVar[IssuerChange]
    ISSUER_CHANGE_REFRESH_KEYS: _ClassVar[IssuerChange]

class ProposalState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROPOSAL_STATE_UNSPECIFIED: _ClassVar[ProposalState]
    PROPOSAL_STATE_PROPOSED: _ClassVar[ProposalState]
    PROPOSAL_STATE_APPROVED: _ClassVar[ProposalState]
    PROPOSAL_STATE_REJECTED: _ClassVar[ProposalState]
    PROPOSAL_STATE_WITHDRAWN: _ClassVar[ProposalState]
ISSUER_STANDING_UNSPECIFIED: IssuerStanding
ISSUER_STANDING_SUSPENDED: IssuerStanding
ISSUER_STANDING_WITHDRAWN: IssuerStanding
ISSUER_STANDING_REINSTATED: IssuerStanding
CREDENTIAL_FORMAT_UNSPECIFIED: CredentialFormat
CREDENTIAL_FORMAT_JWS: CredentialFormat
CREDENTIAL_FORMAT_VERIFIED_CLAIMS: CredentialFormat
CREDENTIAL_FORMAT_SD_JWT: CredentialFormat
CREDENTIAL_FORMAT_SD_JWT_VC: CredentialFormat
ISSUER_KEY_FORM_UNSPECIFIED: IssuerKeyForm
ISSUER_KEY_FORM_JWK: IssuerKeyForm
ISSUER_KEY_FORM_ROOT: IssuerKeyForm
ISSUER_CHANGE_UNSPECIFIED: IssuerChange
ISSUER_CHANGE_REGISTER: IssuerChange
ISSUER_CHANGE_UPDATE: IssuerChange
ISSUER_CHANGE_SUSPEND: IssuerChange
ISSUER_CHANGE_REINSTATE: IssuerChange
ISSUER_CHANGE_WITHDRAW: IssuerChange
ISSUER_CHANGE_ADD_KEYS: IssuerChange
ISSUER_CHANGE_REVOKE_KEY: IssuerChange
ISSUER_CHANGE_REFRESH_KEYS: IssuerChange
PROPOSAL_STATE_UNSPECIFIED: ProposalState
PROPOSAL_STATE_PROPOSED: ProposalState
PROPOSAL_STATE_APPROVED: ProposalState
PROPOSAL_STATE_REJECTED: ProposalState
PROPOSAL_STATE_WITHDRAWN: ProposalState

class Issuer(_message.Message):
    __slots__ = ("name", "title", "rights", "organisation", "identifiers", "formats", "frameworks", "keys", "keys_url", "standing", "known")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    RIGHTS_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    FORMATS_FIELD_NUMBER: _ClassVar[int]
    FRAMEWORKS_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    KEYS_URL_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    rights: _containers.RepeatedCompositeFieldContainer[IssuerRight]
    organisation: str
    identifiers: _containers.RepeatedScalarFieldContainer[str]
    formats: _containers.RepeatedScalarFieldContainer[CredentialFormat]
    frameworks: _containers.RepeatedScalarFieldContainer[str]
    keys: _containers.RepeatedCompositeFieldContainer[IssuerKey]
    keys_url: str
    standing: _containers.RepeatedCompositeFieldContainer[IssuerStandingRecord]
    known: _interval_pb2.KnownInterval
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., rights: _Optional[_Iterable[_Union[IssuerRight, _Mapping]]] = ..., organisation: _Optional[str] = ..., identifiers: _Optional[_Iterable[str]] = ..., formats: _Optional[_Iterable[_Union[CredentialFormat, str]]] = ..., frameworks: _Optional[_Iterable[str]] = ..., keys: _Optional[_Iterable[_Union[IssuerKey, _Mapping]]] = ..., keys_url: _Optional[str] = ..., standing: _Optional[_Iterable[_Union[IssuerStandingRecord, _Mapping]]] = ..., known: _Optional[_Union[_interval_pb2.KnownInterval, _Mapping]] = ...) -> None: ...

class IssuerRight(_message.Message):
    __slots__ = ("kinds", "every_kind", "countries", "every_country", "highest", "purposes", "every_purpose", "good_for", "entitled")
    KINDS_FIELD_NUMBER: _ClassVar[int]
    EVERY_KIND_FIELD_NUMBER: _ClassVar[int]
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    EVERY_COUNTRY_FIELD_NUMBER: _ClassVar[int]
    HIGHEST_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    EVERY_PURPOSE_FIELD_NUMBER: _ClassVar[int]
    GOOD_FOR_FIELD_NUMBER: _ClassVar[int]
    ENTITLED_FIELD_NUMBER: _ClassVar[int]
    kinds: _containers.RepeatedScalarFieldContainer[_claim_pb2.ClaimKind]
    every_kind: bool
    countries: _containers.RepeatedScalarFieldContainer[str]
    every_country: bool
    highest: _attestation_pb2.AssuranceLevel
    purposes: _containers.RepeatedScalarFieldContainer[str]
    every_purpose: bool
    good_for: _duration_pb2.Duration
    entitled: _interval_pb2.Interval
    def __init__(self, kinds: _Optional[_Iterable[_Union[_claim_pb2.ClaimKind, str]]] = ..., every_kind: _Optional[bool] = ..., countries: _Optional[_Iterable[str]] = ..., every_country: _Optional[bool] = ..., highest: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ..., purposes: _Optional[_Iterable[str]] = ..., every_purpose: _Optional[bool] = ..., good_for: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., entitled: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ...) -> None: ...

class IssuerStandingRecord(_message.Message):
    __slots__ = ("standing", "effective", "reason_code")
    STANDING_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    standing: IssuerStanding
    effective: _interval_pb2.Interval
    reason_code: str
    def __init__(self, standing: _Optional[_Union[IssuerStanding, str]] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., reason_code: _Optional[str] = ...) -> None: ...

class IssuerKey(_message.Message):
    __slots__ = ("id", "form", "algorithm", "key", "valid", "revocation")
    ID_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    ALGORITHM_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    REVOCATION_FIELD_NUMBER: _ClassVar[int]
    id: str
    form: IssuerKeyForm
    algorithm: str
    key: str
    valid: _interval_pb2.Interval
    revocation: IssuerKeyRevocation
    def __init__(self, id: _Optional[str] = ..., form: _Optional[_Union[IssuerKeyForm, str]] = ..., algorithm: _Optional[str] = ..., key: _Optional[str] = ..., valid: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., revocation: _Optional[_Union[IssuerKeyRevocation, _Mapping]] = ...) -> None: ...

class IssuerKeyRevocation(_message.Message):
    __slots__ = ("effective_from", "reason_code")
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    effective_from: _timestamp_pb2.Timestamp
    reason_code: str
    def __init__(self, effective_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason_code: _Optional[str] = ...) -> None: ...

class IssuerProposal(_message.Message):
    __slots__ = ("name", "change", "issuer", "base_revision", "state", "steps")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    BASE_REVISION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    name: str
    change: IssuerChange
    issuer: Issuer
    base_revision: int
    state: ProposalState
    steps: _containers.RepeatedCompositeFieldContainer[IssuerProposalStep]
    def __init__(self, name: _Optional[str] = ..., change: _Optional[_Union[IssuerChange, str]] = ..., issuer: _Optional[_Union[Issuer, _Mapping]] = ..., base_revision: _Optional[int] = ..., state: _Optional[_Union[ProposalState, str]] = ..., steps: _Optional[_Iterable[_Union[IssuerProposalStep, _Mapping]]] = ...) -> None: ...

class IssuerProposalStep(_message.Message):
    __slots__ = ("state", "caller", "on_behalf_of", "reason_code", "revision", "time")
    STATE_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    ON_BEHALF_OF_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    state: ProposalState
    caller: str
    on_behalf_of: str
    reason_code: str
    revision: int
    time: _timestamp_pb2.Timestamp
    def __init__(self, state: _Optional[_Union[ProposalState, str]] = ..., caller: _Optional[str] = ..., on_behalf_of: _Optional[str] = ..., reason_code: _Optional[str] = ..., revision: _Optional[int] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ProposeIssuerRequest(_message.Message):
    __slots__ = ("issuer", "request_id")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    issuer: Issuer
    request_id: str
    def __init__(self, issuer: _Optional[_Union[Issuer, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class ProposeIssuerResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class SuspendIssuerRequest(_message.Message):
    __slots__ = ("name", "effective_from", "from_the_beginning", "effective_to", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    FROM_THE_BEGINNING_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TO_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    effective_from: _timestamp_pb2.Timestamp
    from_the_beginning: bool
    effective_to: _timestamp_pb2.Timestamp
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., effective_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., from_the_beginning: _Optional[bool] = ..., effective_to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class SuspendIssuerResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ReinstateIssuerRequest(_message.Message):
    __slots__ = ("name", "effective_from", "from_the_beginning", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    FROM_THE_BEGINNING_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    effective_from: _timestamp_pb2.Timestamp
    from_the_beginning: bool
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., effective_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., from_the_beginning: _Optional[bool] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ReinstateIssuerResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class WithdrawIssuerRequest(_message.Message):
    __slots__ = ("name", "effective_from", "from_the_beginning", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    FROM_THE_BEGINNING_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    effective_from: _timestamp_pb2.Timestamp
    from_the_beginning: bool
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., effective_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., from_the_beginning: _Optional[bool] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class WithdrawIssuerResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class AddIssuerKeysRequest(_message.Message):
    __slots__ = ("name", "keys", "valid", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    keys: bytes
    valid: _interval_pb2.Interval
    request_id: str
    def __init__(self, name: _Optional[str] = ..., keys: _Optional[bytes] = ..., valid: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class AddIssuerKeysResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RevokeIssuerKeyRequest(_message.Message):
    __slots__ = ("name", "key_id", "effective_from", "from_the_beginning", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    FROM_THE_BEGINNING_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    key_id: str
    effective_from: _timestamp_pb2.Timestamp
    from_the_beginning: bool
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., key_id: _Optional[str] = ..., effective_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., from_the_beginning: _Optional[bool] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RevokeIssuerKeyResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RefreshIssuerKeysRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RefreshIssuerKeysResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ApproveIssuerProposalRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ApproveIssuerProposalResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RejectIssuerProposalRequest(_message.Message):
    __slots__ = ("name", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RejectIssuerProposalResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class WithdrawIssuerProposalRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class WithdrawIssuerProposalResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetIssuerProposalRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetIssuerProposalResponse(_message.Message):
    __slots__ = ("proposal", "revision_token")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposal: IssuerProposal
    revision_token: str
    def __init__(self, proposal: _Optional[_Union[IssuerProposal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListIssuerProposalsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "issuer", "state", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    issuer: str
    state: ProposalState
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., issuer: _Optional[str] = ..., state: _Optional[_Union[ProposalState, str]] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListIssuerProposalsResponse(_message.Message):
    __slots__ = ("proposals", "next_page_token", "revision_token")
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    proposals: _containers.RepeatedCompositeFieldContainer[IssuerProposal]
    next_page_token: str
    revision_token: str
    def __init__(self, proposals: _Optional[_Iterable[_Union[IssuerProposal, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetIssuerRequest(_message.Message):
    __slots__ = ("name", "known_at", "known_revision", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    known_at: _timestamp_pb2.Timestamp
    known_revision: int
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetIssuerResponse(_message.Message):
    __slots__ = ("issuer", "revision_token")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    issuer: Issuer
    revision_token: str
    def __init__(self, issuer: _Optional[_Union[Issuer, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListIssuersRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListIssuersResponse(_message.Message):
    __slots__ = ("issuers", "next_page_token", "revision_token")
    ISSUERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    issuers: _containers.RepeatedCompositeFieldContainer[Issuer]
    next_page_token: str
    revision_token: str
    def __init__(self, issuers: _Optional[_Iterable[_Union[Issuer, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListIssuerHistoryRequest(_message.Message):
    __slots__ = ("name", "page_size", "page_token", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListIssuerHistoryResponse(_message.Message):
    __slots__ = ("issuers", "next_page_token", "revision_token")
    ISSUERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    issuers: _containers.RepeatedCompositeFieldContainer[Issuer]
    next_page_token: str
    revision_token: str
    def __init__(self, issuers: _Optional[_Iterable[_Union[Issuer, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...
