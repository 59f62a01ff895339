import datetime

from denizen.v1 import attestation_pb2 as _attestation_pb2
from denizen.v1 import consistency_pb2 as _consistency_pb2
from denizen.v1 import interval_pb2 as _interval_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_GATEWAY: _ClassVar[Role]
    ROLE_ONBOARDING: _ClassVar[Role]
    ROLE_KYC: _ClassVar[Role]
    ROLE_REVIEWER: _ClassVar[Role]
    ROLE_COMPLIANCE: _ClassVar[Role]
    ROLE_AUDITOR: _ClassVar[Role]
    ROLE_OPERATOR: _ClassVar[Role]

class Tier(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIER_UNSPECIFIED: _ClassVar[Tier]
    TIER_EFFECT: _ClassVar[Tier]
    TIER_DETERMINATION: _ClassVar[Tier]
    TIER_REASONS: _ClassVar[Tier]
    TIER_FACTS: _ClassVar[Tier]

class GrantState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GRANT_STATE_UNSPECIFIED: _ClassVar[GrantState]
    GRANT_STATE_PROPOSED: _ClassVar[GrantState]
    GRANT_STATE_ACTIVE: _ClassVar[GrantState]
    GRANT_STATE_REJECTED: _ClassVar[GrantState]
    GRANT_STATE_WITHDRAWN: _ClassVar[GrantState]
    GRANT_STATE_REVOKED: _ClassVar[GrantState]
ROLE_UNSPECIFIED: Role
ROLE_GATEWAY: Role
ROLE_ONBOARDING: Role
ROLE_KYC: Role
ROLE_REVIEWER: Role
ROLE_COMPLIANCE: Role
ROLE_AUDITOR: Role
ROLE_OPERATOR: Role
TIER_UNSPECIFIED: Tier
TIER_EFFECT: Tier
TIER_DETERMINATION: Tier
TIER_REASONS: Tier
TIER_FACTS: Tier
GRANT_STATE_UNSPECIFIED: GrantState
GRANT_STATE_PROPOSED: GrantState
GRANT_STATE_ACTIVE: GrantState
GRANT_STATE_REJECTED: GrantState
GRANT_STATE_WITHDRAWN: GrantState
GRANT_STATE_REVOKED: GrantState

class Grant(_message.Message):
    __slots__ = ("name", "caller", "role", "populations", "directives", "purposes", "tier", "presence", "effective", "state", "steps")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVES_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    name: str
    caller: str
    role: Role
    populations: _containers.RepeatedScalarFieldContainer[str]
    directives: _containers.RepeatedScalarFieldContainer[str]
    purposes: _containers.RepeatedScalarFieldContainer[str]
    tier: Tier
    presence: _attestation_pb2.AssuranceLevel
    effective: _interval_pb2.Interval
    state: GrantState
    steps: _containers.RepeatedCompositeFieldContainer[GrantStep]
    def __init__(self, name: _Optional[str] = ..., caller: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., populations: _Optional[_Iterable[str]] = ..., directives: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[str]] = ..., tier: _Optional[_Union[Tier, str]] = ..., presence: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., state: _Optional[_Union[GrantState, str]] = ..., steps: _Optional[_Iterable[_Union[GrantStep, _Mapping]]] = ...) -> None: ...

class GrantStep(_message.Message):
    __slots__ = ("state", "caller", "on_behalf_of", "reason_code", "revision", "time")
    STATE_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    ON_BEHALF_OF_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    state: GrantState
    caller: str
    on_behalf_of: str
    reason_code: str
    revision: int
    time: _timestamp_pb2.Timestamp
    def __init__(self, state: _Optional[_Union[GrantState, str]] = ..., caller: _Optional[str] = ..., on_behalf_of: _Optional[str] = ..., reason_code: _Optional[str] = ..., revision: _Optional[int] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GrantSet(_message.Message):
    __slots__ = ("grants",)
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    grants: _containers.RepeatedCompositeFieldContainer[Grant]
    def __init__(self, grants: _Optional[_Iterable[_Union[Grant, _Mapping]]] = ...) -> None: ...

class ProposeGrantRequest(_message.Message):
    __slots__ = ("grant", "request_id")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    request_id: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class ProposeGrantResponse(_message.Message):
    __slots__ = ("grant", "revision_token")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    revision_token: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ApproveGrantRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ApproveGrantResponse(_message.Message):
    __slots__ = ("grant", "revision_token")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    revision_token: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RejectGrantRequest(_message.Message):
    __slots__ = ("name", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RejectGrantResponse(_message.Message):
    __slots__ = ("grant", "revision_token")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    revision_token: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class WithdrawGrantRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class WithdrawGrantResponse(_message.Message):
    __slots__ = ("grant", "revision_token")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    revision_token: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RevokeGrantRequest(_message.Message):
    __slots__ = ("name", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RevokeGrantResponse(_message.Message):
    __slots__ = ("grant", "revision_token")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    revision_token: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetGrantRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetGrantResponse(_message.Message):
    __slots__ = ("grant", "revision_token")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grant: Grant
    revision_token: str
    def __init__(self, grant: _Optional[_Union[Grant, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListGrantsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "caller", "role", "state", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CALLER_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    caller: str
    role: Role
    state: GrantState
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., caller: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., state: _Optional[_Union[GrantState, str]] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListGrantsResponse(_message.Message):
    __slots__ = ("grants", "next_page_token", "revision_token")
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grants: _containers.RepeatedCompositeFieldContainer[Grant]
    next_page_token: str
    revision_token: str
    def __init__(self, grants: _Optional[_Iterable[_Union[Grant, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetOwnRightsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetOwnRightsResponse(_message.Message):
    __slots__ = ("caller", "rights")
    CALLER_FIELD_NUMBER: _ClassVar[int]
    RIGHTS_FIELD_NUMBER: _ClassVar[int]
    caller: str
    rights: _containers.RepeatedCompositeFieldContainer[Right]
    def __init__(self, caller: _Optional[str] = ..., rights: _Optional[_Iterable[_Union[Right, _Mapping]]] = ...) -> None: ...

class Right(_message.Message):
    __slots__ = ("grant", "role", "permissions", "populations", "directives", "purposes", "tier", "presence", "until")
    GRANT_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVES_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    grant: str
    role: Role
    permissions: _containers.RepeatedScalarFieldContainer[str]
    populations: _containers.RepeatedScalarFieldContainer[str]
    directives: _containers.RepeatedScalarFieldContainer[str]
    purposes: _containers.RepeatedScalarFieldContainer[str]
    tier: Tier
    presence: _attestation_pb2.AssuranceLevel
    until: _timestamp_pb2.Timestamp
    def __init__(self, grant: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., permissions: _Optional[_Iterable[str]] = ..., populations: _Optional[_Iterable[str]] = ..., directives: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[str]] = ..., tier: _Optional[_Union[Tier, str]] = ..., presence: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ..., until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
