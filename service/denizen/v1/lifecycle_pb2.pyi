import datetime

from denizen.v1 import consistency_pb2 as _consistency_pb2
from denizen.v1 import delivery_pb2 as _delivery_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AttestationEnd(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ATTESTATION_END_UNSPECIFIED: _ClassVar[AttestationEnd]
    ATTESTATION_END_HELD: _ClassVar[AttestationEnd]
    ATTESTATION_END_VOUCHED: _ClassVar[AttestationEnd]
    ATTESTATION_END_FRESHNESS: _ClassVar[AttestationEnd]

class Reverification(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVERIFICATION_UNSPECIFIED: _ClassVar[Reverification]
    REVERIFICATION_REQUIRED: _ClassVar[Reverification]
    REVERIFICATION_NEVER: _ClassVar[Reverification]
ATTESTATION_END_UNSPECIFIED: AttestationEnd
ATTESTATION_END_HELD: AttestationEnd
ATTESTATION_END_VOUCHED: AttestationEnd
ATTESTATION_END_FRESHNESS: AttestationEnd
REVERIFICATION_UNSPECIFIED: Reverification
REVERIFICATION_REQUIRED: Reverification
REVERIFICATION_NEVER: Reverification

class SuspendAttestationRequest(_message.Message):
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

class ReinstateAttestationRequest(_message.Message):
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

class ListExpiringRequest(_message.Message):
    __slots__ = ("within_days", "population", "max_age", "required_only", "page_size", "page_token", "purpose", "consistency")
    WITHIN_DAYS_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_ONLY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    within_days: int
    population: str
    max_age: _duration_pb2.Duration
    required_only: bool
    page_size: int
    page_token: str
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, within_days: _Optional[int] = ..., population: _Optional[str] = ..., max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., required_only: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...
