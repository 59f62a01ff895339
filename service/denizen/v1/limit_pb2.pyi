import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FieldUnit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIELD_UNIT_UNSPECIFIED: _ClassVar[FieldUnit]
    FIELD_UNIT_CHARACTERS: _ClassVar[FieldUnit]
    FIELD_UNIT_ELEMENTS: _ClassVar[FieldUnit]
    FIELD_UNIT_BYTES: _ClassVar[FieldUnit]
FIELD_UNIT_UNSPECIFIED: FieldUnit
FIELD_UNIT_CHARACTERS: FieldUnit
FIELD_UNIT_ELEMENTS: FieldUnit
FIELD_UNIT_BYTES: FieldUnit

class GetLimitsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetLimitsResponse(_message.Message):
    __slots__ = ("limits", "expiries")
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    EXPIRIES_FIELD_NUMBER: _ClassVar[int]
    limits: Limits
    expiries: _containers.RepeatedCompositeFieldContainer[Expiry]
    def __init__(self, limits: _Optional[_Union[Limits, _Mapping]] = ..., expiries: _Optional[_Iterable[_Union[Expiry, _Mapping]]] = ...) -> None: ...

class Limits(_message.Message):
    __slots__ = ("caller", "rate", "probing", "max_calls", "max_streams_per_connection", "max_connection_age", "max_request_bytes", "max_request_time", "max_metadata_bytes", "max_batch_items", "default_page_size", "max_page_size", "max_rule_depth", "max_rules", "fields", "max_watchers", "max_watchers_per_caller", "watch_heartbeat", "watch_slow_time", "max_imports")
    CALLER_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    PROBING_FIELD_NUMBER: _ClassVar[int]
    MAX_CALLS_FIELD_NUMBER: _ClassVar[int]
    MAX_STREAMS_PER_CONNECTION_FIELD_NUMBER: _ClassVar[int]
    MAX_CONNECTION_AGE_FIELD_NUMBER: _ClassVar[int]
    MAX_REQUEST_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_REQUEST_TIME_FIELD_NUMBER: _ClassVar[int]
    MAX_METADATA_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_ITEMS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_RULE_DEPTH_FIELD_NUMBER: _ClassVar[int]
    MAX_RULES_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    MAX_WATCHERS_FIELD_NUMBER: _ClassVar[int]
    MAX_WATCHERS_PER_CALLER_FIELD_NUMBER: _ClassVar[int]
    WATCH_HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    WATCH_SLOW_TIME_FIELD_NUMBER: _ClassVar[int]
    MAX_IMPORTS_FIELD_NUMBER: _ClassVar[int]
    caller: str
    rate: CallRate
    probing: ProbingLimits
    max_calls: int
    max_streams_per_connection: int
    max_connection_age: _duration_pb2.Duration
    max_request_bytes: int
    max_request_time: _duration_pb2.Duration
    max_metadata_bytes: int
    max_batch_items: int
    default_page_size: int
    max_page_size: int
    max_rule_depth: int
    max_rules: int
    fields: _containers.RepeatedCompositeFieldContainer[FieldLimit]
    max_watchers: int
    max_watchers_per_caller: int
    watch_heartbeat: _duration_pb2.Duration
    watch_slow_time: _duration_pb2.Duration
    max_imports: int
    def __init__(self, caller: _Optional[str] = ..., rate: _Optional[_Union[CallRate, _Mapping]] = ..., probing: _Optional[_Union[ProbingLimits, _Mapping]] = ..., max_calls: _Optional[int] = ..., max_streams_per_connection: _Optional[int] = ..., max_connection_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_request_bytes: _Optional[int] = ..., max_request_time: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_metadata_bytes: _Optional[int] = ..., max_batch_items: _Optional[int] = ..., default_page_size: _Optional[int] = ..., max_page_size: _Optional[int] = ..., max_rule_depth: _Optional[int] = ..., max_rules: _Optional[int] = ..., fields: _Optional[_Iterable[_Union[FieldLimit, _Mapping]]] = ..., max_watchers: _Optional[int] = ..., max_watchers_per_caller: _Optional[int] = ..., watch_heartbeat: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., watch_slow_time: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_imports: _Optional[int] = ...) -> None: ...

class CallRate(_message.Message):
    __slots__ = ("per_second", "at_once")
    PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    AT_ONCE_FIELD_NUMBER: _ClassVar[int]
    per_second: float
    at_once: int
    def __init__(self, per_second: _Optional[float] = ..., at_once: _Optional[int] = ...) -> None: ...

class ProbingLimits(_message.Message):
    __slots__ = ("window", "max_directives", "max_presences", "max_purposes", "max_looks")
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    MAX_DIRECTIVES_FIELD_NUMBER: _ClassVar[int]
    MAX_PRESENCES_FIELD_NUMBER: _ClassVar[int]
    MAX_PURPOSES_FIELD_NUMBER: _ClassVar[int]
    MAX_LOOKS_FIELD_NUMBER: _ClassVar[int]
    window: _duration_pb2.Duration
    max_directives: int
    max_presences: int
    max_purposes: int
    max_looks: int
    def __init__(self, window: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_directives: _Optional[int] = ..., max_presences: _Optional[int] = ..., max_purposes: _Optional[int] = ..., max_looks: _Optional[int] = ...) -> None: ...

class FieldLimit(_message.Message):
    __slots__ = ("field", "max", "unit")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    MAX_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    field: str
    max: int
    unit: FieldUnit
    def __init__(self, field: _Optional[str] = ..., max: _Optional[int] = ..., unit: _Optional[_Union[FieldUnit, str]] = ...) -> None: ...

class Expiry(_message.Message):
    __slots__ = ("what", "seconds")
    WHAT_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    what: str
    seconds: int
    def __init__(self, what: _Optional[str] = ..., seconds: _Optional[int] = ...) -> None: ...
