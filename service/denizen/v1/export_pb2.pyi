import datetime

from denizen.v1 import attestation_pb2 as _attestation_pb2
from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import credential_pb2 as _credential_pb2
from denizen.v1 import directive_pb2 as _directive_pb2
from denizen.v1 import evidence_pb2 as _evidence_pb2
from denizen.v1 import principal_pb2 as _principal_pb2
from denizen.v1 import review_pb2 as _review_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExportPrincipalRequest(_message.Message):
    __slots__ = ("name", "purpose")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    name: str
    purpose: str
    def __init__(self, name: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class ExportPrincipalResponse(_message.Message):
    __slots__ = ("principal", "attestation", "evidence", "credential", "authorization", "event", "review", "earlier")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    EARLIER_FIELD_NUMBER: _ClassVar[int]
    principal: _principal_pb2.Principal
    attestation: _attestation_pb2.Attestation
    evidence: _evidence_pb2.Evidence
    credential: _credential_pb2.Credential
    authorization: _directive_pb2.Authorization
    event: ExportedEvent
    review: ExportedReview
    earlier: ExportedState
    def __init__(self, principal: _Optional[_Union[_principal_pb2.Principal, _Mapping]] = ..., attestation: _Optional[_Union[_attestation_pb2.Attestation, _Mapping]] = ..., evidence: _Optional[_Union[_evidence_pb2.Evidence, _Mapping]] = ..., credential: _Optional[_Union[_credential_pb2.Credential, _Mapping]] = ..., authorization: _Optional[_Union[_directive_pb2.Authorization, _Mapping]] = ..., event: _Optional[_Union[ExportedEvent, _Mapping]] = ..., review: _Optional[_Union[ExportedReview, _Mapping]] = ..., earlier: _Optional[_Union[ExportedState, _Mapping]] = ...) -> None: ...

class ExportedReview(_message.Message):
    __slots__ = ("attestation", "review")
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    attestation: str
    review: _review_pb2.Review
    def __init__(self, attestation: _Optional[str] = ..., review: _Optional[_Union[_review_pb2.Review, _Mapping]] = ...) -> None: ...

class ExportedState(_message.Message):
    __slots__ = ("principal", "until_revision", "until_time")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    UNTIL_REVISION_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    principal: _principal_pb2.Principal
    until_revision: int
    until_time: _timestamp_pb2.Timestamp
    def __init__(self, principal: _Optional[_Union[_principal_pb2.Principal, _Mapping]] = ..., until_revision: _Optional[int] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ExportedEvent(_message.Message):
    __slots__ = ("kind", "resource", "revision", "time", "caller", "on_behalf_of", "purpose")
    KIND_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    ON_BEHALF_OF_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    kind: str
    resource: str
    revision: int
    time: _timestamp_pb2.Timestamp
    caller: str
    on_behalf_of: str
    purpose: str
    def __init__(self, kind: _Optional[str] = ..., resource: _Optional[str] = ..., revision: _Optional[int] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., caller: _Optional[str] = ..., on_behalf_of: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class ExportPopulationRequest(_message.Message):
    __slots__ = ("population", "purpose")
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    population: str
    purpose: str
    def __init__(self, population: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class ExportPopulationResponse(_message.Message):
    __slots__ = ("principals", "attestations", "revision_token")
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principals: HeldCount
    attestations: _containers.RepeatedCompositeFieldContainer[AttestationCount]
    revision_token: str
    def __init__(self, principals: _Optional[_Union[HeldCount, _Mapping]] = ..., attestations: _Optional[_Iterable[_Union[AttestationCount, _Mapping]]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class HeldCount(_message.Message):
    __slots__ = ("count", "withheld")
    COUNT_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    count: int
    withheld: bool
    def __init__(self, count: _Optional[int] = ..., withheld: _Optional[bool] = ...) -> None: ...

class AttestationCount(_message.Message):
    __slots__ = ("claim_kind", "state", "assurance_level", "principals")
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ASSURANCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    claim_kind: _claim_pb2.ClaimKind
    state: _attestation_pb2.AttestationState
    assurance_level: _attestation_pb2.AssuranceLevel
    principals: HeldCount
    def __init__(self, claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ..., state: _Optional[_Union[_attestation_pb2.AttestationState, str]] = ..., assurance_level: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ..., principals: _Optional[_Union[HeldCount, _Mapping]] = ...) -> None: ...
