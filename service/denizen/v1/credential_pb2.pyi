import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Credential(_message.Message):
    __slots__ = ("name", "issuer", "type", "digest", "attestations", "purposes", "subject_key", "hidden_elements", "sequence", "has_status", "create_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HAS_STATUS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    issuer: str
    type: str
    digest: bytes
    attestations: _containers.RepeatedScalarFieldContainer[str]
    purposes: _containers.RepeatedScalarFieldContainer[str]
    subject_key: str
    hidden_elements: int
    sequence: int
    has_status: bool
    create_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., issuer: _Optional[str] = ..., type: _Optional[str] = ..., digest: _Optional[bytes] = ..., attestations: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[str]] = ..., subject_key: _Optional[str] = ..., hidden_elements: _Optional[int] = ..., sequence: _Optional[int] = ..., has_status: _Optional[bool] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SubmitCredentialRequest(_message.Message):
    __slots__ = ("parent", "credential", "audience", "nonce", "purposes", "purpose", "request_id")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    parent: str
    credential: str
    audience: str
    nonce: str
    purposes: _containers.RepeatedScalarFieldContainer[str]
    purpose: str
    request_id: str
    def __init__(self, parent: _Optional[str] = ..., credential: _Optional[str] = ..., audience: _Optional[str] = ..., nonce: _Optional[str] = ..., purposes: _Optional[_Iterable[str]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class StatusList(_message.Message):
    __slots__ = ("issuer", "uri", "issue_time", "retrieve_time", "fresh_until")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    URI_FIELD_NUMBER: _ClassVar[int]
    ISSUE_TIME_FIELD_NUMBER: _ClassVar[int]
    RETRIEVE_TIME_FIELD_NUMBER: _ClassVar[int]
    FRESH_UNTIL_FIELD_NUMBER: _ClassVar[int]
    issuer: str
    uri: str
    issue_time: _timestamp_pb2.Timestamp
    retrieve_time: _timestamp_pb2.Timestamp
    fresh_until: _timestamp_pb2.Timestamp
    def __init__(self, issuer: _Optional[str] = ..., uri: _Optional[str] = ..., issue_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., retrieve_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., fresh_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SubmitStatusListRequest(_message.Message):
    __slots__ = ("issuer", "status_list", "retrieve_time", "purpose", "request_id")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    STATUS_LIST_FIELD_NUMBER: _ClassVar[int]
    RETRIEVE_TIME_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    issuer: str
    status_list: str
    retrieve_time: _timestamp_pb2.Timestamp
    purpose: str
    request_id: str
    def __init__(self, issuer: _Optional[str] = ..., status_list: _Optional[str] = ..., retrieve_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class SubmitStatusListResponse(_message.Message):
    __slots__ = ("status_list", "revision_token")
    STATUS_LIST_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    status_list: StatusList
    revision_token: str
    def __init__(self, status_list: _Optional[_Union[StatusList, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...
