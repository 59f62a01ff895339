import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FeedEvent(_message.Message):
    __slots__ = ("id", "kind", "resource", "principal", "revision", "commit_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    COMMIT_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: str
    resource: str
    principal: str
    revision: int
    commit_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[str] = ..., resource: _Optional[str] = ..., principal: _Optional[str] = ..., revision: _Optional[int] = ..., commit_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class WatchAttestationsRequest(_message.Message):
    __slots__ = ("purpose", "kinds", "populations", "principals", "resume_token", "revision_token", "from_beginning")
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    FROM_BEGINNING_FIELD_NUMBER: _ClassVar[int]
    purpose: str
    kinds: _containers.RepeatedScalarFieldContainer[str]
    populations: _containers.RepeatedScalarFieldContainer[str]
    principals: _containers.RepeatedScalarFieldContainer[str]
    resume_token: str
    revision_token: str
    from_beginning: bool
    def __init__(self, purpose: _Optional[str] = ..., kinds: _Optional[_Iterable[str]] = ..., populations: _Optional[_Iterable[str]] = ..., principals: _Optional[_Iterable[str]] = ..., resume_token: _Optional[str] = ..., revision_token: _Optional[str] = ..., from_beginning: _Optional[bool] = ...) -> None: ...

class WatchAttestationsResponse(_message.Message):
    __slots__ = ("events", "resume_token", "revision_token")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[FeedEvent]
    resume_token: str
    revision_token: str
    def __init__(self, events: _Optional[_Iterable[_Union[FeedEvent, _Mapping]]] = ..., resume_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class WatchDirectivesRequest(_message.Message):
    __slots__ = ("kinds", "directives", "resume_token", "revision_token", "from_beginning")
    KINDS_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVES_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    FROM_BEGINNING_FIELD_NUMBER: _ClassVar[int]
    kinds: _containers.RepeatedScalarFieldContainer[str]
    directives: _containers.RepeatedScalarFieldContainer[str]
    resume_token: str
    revision_token: str
    from_beginning: bool
    def __init__(self, kinds: _Optional[_Iterable[str]] = ..., directives: _Optional[_Iterable[str]] = ..., resume_token: _Optional[str] = ..., revision_token: _Optional[str] = ..., from_beginning: _Optional[bool] = ...) -> None: ...

class WatchDirectivesResponse(_message.Message):
    __slots__ = ("events", "resume_token", "revision_token")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[FeedEvent]
    resume_token: str
    revision_token: str
    def __init__(self, events: _Optional[_Iterable[_Union[FeedEvent, _Mapping]]] = ..., resume_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...
