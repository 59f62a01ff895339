import datetime

from denizen.v1 import consistency_pb2 as _consistency_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PrincipalKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PRINCIPAL_KIND_UNSPECIFIED: _ClassVar[PrincipalKind]
    PRINCIPAL_KIND_PERSON: _ClassVar[PrincipalKind]
    PRINCIPAL_KIND_ORGANISATION: _ClassVar[PrincipalKind]
    PRINCIPAL_KIND_SERVICE: _ClassVar[PrincipalKind]
PRINCIPAL_KIND_UNSPECIFIED: PrincipalKind
PRINCIPAL_KIND_PERSON: PrincipalKind
PRINCIPAL_KIND_ORGANISATION: PrincipalKind
PRINCIPAL_KIND_SERVICE: PrincipalKind

class ExternalIdentifier(_message.Message):
    __slots__ = ("scheme", "value")
    SCHEME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    scheme: str
    value: str
    def __init__(self, scheme: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class Principal(_message.Message):
    __slots__ = ("name", "kind", "populations", "display_name", "external_identifiers", "create_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: PrincipalKind
    populations: _containers.RepeatedScalarFieldContainer[str]
    display_name: str
    external_identifiers: _containers.RepeatedCompositeFieldContainer[ExternalIdentifier]
    create_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[PrincipalKind, str]] = ..., populations: _Optional[_Iterable[str]] = ..., display_name: _Optional[str] = ..., external_identifiers: _Optional[_Iterable[_Union[ExternalIdentifier, _Mapping]]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreatePrincipalRequest(_message.Message):
    __slots__ = ("principal_id", "principal", "purpose", "request_id")
    PRINCIPAL_ID_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    principal_id: str
    principal: Principal
    purpose: str
    request_id: str
    def __init__(self, principal_id: _Optional[str] = ..., principal: _Optional[_Union[Principal, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreatePrincipalResponse(_message.Message):
    __slots__ = ("principal", "revision_token")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principal: Principal
    revision_token: str
    def __init__(self, principal: _Optional[_Union[Principal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetPrincipalRequest(_message.Message):
    __slots__ = ("name", "external_identifier", "purpose", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    external_identifier: ExternalIdentifier
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., external_identifier: _Optional[_Union[ExternalIdentifier, _Mapping]] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetPrincipalResponse(_message.Message):
    __slots__ = ("principal", "revision_token")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principal: Principal
    revision_token: str
    def __init__(self, principal: _Optional[_Union[Principal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListPrincipalsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "population", "kind", "purpose", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    population: str
    kind: PrincipalKind
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., population: _Optional[str] = ..., kind: _Optional[_Union[PrincipalKind, str]] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListPrincipalsResponse(_message.Message):
    __slots__ = ("principals", "next_page_token", "revision_token")
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principals: _containers.RepeatedCompositeFieldContainer[Principal]
    next_page_token: str
    revision_token: str
    def __init__(self, principals: _Optional[_Iterable[_Union[Principal, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class UpdatePopulationsRequest(_message.Message):
    __slots__ = ("name", "populations", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    populations: _containers.RepeatedScalarFieldContainer[str]
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., populations: _Optional[_Iterable[str]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class UpdatePopulationsResponse(_message.Message):
    __slots__ = ("principal", "revision_token")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principal: Principal
    revision_token: str
    def __init__(self, principal: _Optional[_Union[Principal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class LinkExternalIdentifierRequest(_message.Message):
    __slots__ = ("name", "external_identifier", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    external_identifier: ExternalIdentifier
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., external_identifier: _Optional[_Union[ExternalIdentifier, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class LinkExternalIdentifierResponse(_message.Message):
    __slots__ = ("principal", "revision_token")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principal: Principal
    revision_token: str
    def __init__(self, principal: _Optional[_Union[Principal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class UnlinkExternalIdentifierRequest(_message.Message):
    __slots__ = ("name", "external_identifier", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    external_identifier: ExternalIdentifier
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., external_identifier: _Optional[_Union[ExternalIdentifier, _Mapping]] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class UnlinkExternalIdentifierResponse(_message.Message):
    __slots__ = ("principal", "revision_token")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    principal: Principal
    revision_token: str
    def __init__(self, principal: _Optional[_Union[Principal, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...
