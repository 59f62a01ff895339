from denizen.v1 import principal_pb2 as _principal_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    IMPORT_OUTCOME_UNSPECIFIED: _ClassVar[ImportOutcome]
    IMPORT_OUTCOME_ADDED: _ClassVar[ImportOutcome]
    IMPORT_OUTCOME_CHANGED: _ClassVar[ImportOutcome]
    IMPORT_OUTCOME_UNCHANGED: _ClassVar[ImportOutcome]
    IMPORT_OUTCOME_WITHDRAWN: _ClassVar[ImportOutcome]
IMPORT_OUTCOME_UNSPECIFIED: ImportOutcome
IMPORT_OUTCOME_ADDED: ImportOutcome
IMPORT_OUTCOME_CHANGED: ImportOutcome
IMPORT_OUTCOME_UNCHANGED: ImportOutcome
IMPORT_OUTCOME_WITHDRAWN: ImportOutcome

class ImportedPrincipal(_message.Message):
    __slots__ = ("name", "kind", "populations", "display_name", "external_identifiers", "existing_only", "replace_populations")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    EXISTING_ONLY_FIELD_NUMBER: _ClassVar[int]
    REPLACE_POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: _principal_pb2.PrincipalKind
    populations: _containers.RepeatedScalarFieldContainer[str]
    display_name: str
    external_identifiers: _containers.RepeatedCompositeFieldContainer[_principal_pb2.ExternalIdentifier]
    existing_only: bool
    replace_populations: bool
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[_principal_pb2.PrincipalKind, str]] = ..., populations: _Optional[_Iterable[str]] = ..., display_name: _Optional[str] = ..., external_identifiers: _Optional[_Iterable[_Union[_principal_pb2.ExternalIdentifier, _Mapping]]] = ..., existing_only: _Optional[bool] = ..., replace_populations: _Optional[bool] = ...) -> None: ...
