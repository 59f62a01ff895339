from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import principal_pb2 as _principal_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportMapping(_message.Message):
    __slots__ = ("source", "purpose", "format", "row_key", "principal", "attestations")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    ROW_KEY_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    ATTESTATIONS_FIELD_NUMBER: _ClassVar[int]
    source: str
    purpose: str
    format: ImportFormat
    row_key: _containers.RepeatedScalarFieldContainer[str]
    principal: MappedPrincipal
    attestations: _containers.RepeatedCompositeFieldContainer[MappedAttestation]
    def __init__(self, source: _Optional[str] = ..., purpose: _Optional[str] = ..., format: _Optional[_Union[ImportFormat, _Mapping]] = ..., row_key: _Optional[_Iterable[str]] = ..., principal: _Optional[_Union[MappedPrincipal, _Mapping]] = ..., attestations: _Optional[_Iterable[_Union[MappedAttestation, _Mapping]]] = ...) -> None: ...

class ImportFormat(_message.Message):
    __slots__ = ("delimiter", "encoding")
    DELIMITER_FIELD_NUMBER: _ClassVar[int]
    ENCODING_FIELD_NUMBER: _ClassVar[int]
    delimiter: str
    encoding: str
    def __init__(self, delimiter: _Optional[str] = ..., encoding: _Optional[str] = ...) -> None: ...

class MappedValue(_message.Message):
    __slots__ = ("column", "value", "words", "otherwise", "date_formats", "inclusive", "prefix", "lower_case")
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    OTHERWISE_FIELD_NUMBER: _ClassVar[int]
    DATE_FORMATS_FIELD_NUMBER: _ClassVar[int]
    INCLUSIVE_FIELD_NUMBER: _ClassVar[int]
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    LOWER_CASE_FIELD_NUMBER: _ClassVar[int]
    column: str
    value: str
    words: _containers.RepeatedCompositeFieldContainer[MappedWord]
    otherwise: str
    date_formats: _containers.RepeatedScalarFieldContainer[str]
    inclusive: bool
    prefix: str
    lower_case: bool
    def __init__(self, column: _Optional[str] = ..., value: _Optional[str] = ..., words: _Optional[_Iterable[_Union[MappedWord, _Mapping]]] = ..., otherwise: _Optional[str] = ..., date_formats: _Optional[_Iterable[str]] = ..., inclusive: _Optional[bool] = ..., prefix: _Optional[str] = ..., lower_case: _Optional[bool] = ...) -> None: ...

class MappedWord(_message.Message):
    __slots__ = ("given", "means")
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    MEANS_FIELD_NUMBER: _ClassVar[int]
    given: str
    means: str
    def __init__(self, given: _Optional[str] = ..., means: _Optional[str] = ...) -> None: ...

class MappedIdentifier(_message.Message):
    __slots__ = ("scheme", "value")
    SCHEME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    scheme: str
    value: MappedValue
    def __init__(self, scheme: _Optional[str] = ..., value: _Optional[_Union[MappedValue, _Mapping]] = ...) -> None: ...

class MappedPrincipal(_message.Message):
    __slots__ = ("id", "kind", "populations", "display_name", "identifiers", "existing_only", "replace_populations")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    EXISTING_ONLY_FIELD_NUMBER: _ClassVar[int]
    REPLACE_POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    id: MappedValue
    kind: _principal_pb2.PrincipalKind
    populations: _containers.RepeatedCompositeFieldContainer[MappedValue]
    display_name: MappedValue
    identifiers: _containers.RepeatedCompositeFieldContainer[MappedIdentifier]
    existing_only: bool
    replace_populations: bool
    def __init__(self, id: _Optional[_Union[MappedValue, _Mapping]] = ..., kind: _Optional[_Union[_principal_pb2.PrincipalKind, str]] = ..., populations: _Optional[_Iterable[_Union[MappedValue, _Mapping]]] = ..., display_name: _Optional[_Union[MappedValue, _Mapping]] = ..., identifiers: _Optional[_Iterable[_Union[MappedIdentifier, _Mapping]]] = ..., existing_only: _Optional[bool] = ..., replace_populations: _Optional[bool] = ...) -> None: ...

class MappedField(_message.Message):
    __slots__ = ("field",)
    FIELD_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    field: str
    def __init__(self, field: _Optional[str] = ..., **kwargs) -> None: ...

class MappedInterval(_message.Message):
    __slots__ = ("start", "end")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    start: MappedValue
    end: MappedValue
    def __init__(self, start: _Optional[_Union[MappedValue, _Mapping]] = ..., end: _Optional[_Union[MappedValue, _Mapping]] = ...) -> None: ...

class MappedAssurance(_message.Message):
    __slots__ = ("framework", "level")
    FRAMEWORK_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    framework: str
    level: MappedValue
    def __init__(self, framework: _Optional[str] = ..., level: _Optional[_Union[MappedValue, _Mapping]] = ...) -> None: ...

class MappedCompleteness(_message.Message):
    __slots__ = ("claim_kind", "members", "countries", "except_countries")
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    EXCEPT_COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    claim_kind: _claim_pb2.ClaimKind
    members: _containers.RepeatedScalarFieldContainer[str]
    countries: _containers.RepeatedScalarFieldContainer[str]
    except_countries: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ..., members: _Optional[_Iterable[str]] = ..., countries: _Optional[_Iterable[str]] = ..., except_countries: _Optional[_Iterable[str]] = ...) -> None: ...

class MappedAttestation(_message.Message):
    __slots__ = ("slot", "when", "claim", "fields", "country_system", "complete", "does_not_hold", "held", "vouched", "verified_at", "issuer", "assurance", "purposes", "evidence", "review")
    SLOT_FIELD_NUMBER: _ClassVar[int]
    WHEN_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_SYSTEM_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_FIELD_NUMBER: _ClassVar[int]
    DOES_NOT_HOLD_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    VOUCHED_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    ASSURANCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    slot: str
    when: MappedValue
    claim: str
    fields: _containers.RepeatedCompositeFieldContainer[MappedField]
    country_system: _claim_pb2.CountryCodeSystem
    complete: MappedCompleteness
    does_not_hold: bool
    held: MappedInterval
    vouched: MappedInterval
    verified_at: MappedValue
    issuer: MappedValue
    assurance: MappedAssurance
    purposes: _containers.RepeatedScalarFieldContainer[str]
    evidence: _containers.RepeatedCompositeFieldContainer[MappedValue]
    review: MappedValue
    def __init__(self, slot: _Optional[str] = ..., when: _Optional[_Union[MappedValue, _Mapping]] = ..., claim: _Optional[str] = ..., fields: _Optional[_Iterable[_Union[MappedField, _Mapping]]] = ..., country_system: _Optional[_Union[_claim_pb2.CountryCodeSystem, str]] = ..., complete: _Optional[_Union[MappedCompleteness, _Mapping]] = ..., does_not_hold: _Optional[bool] = ..., held: _Optional[_Union[MappedInterval, _Mapping]] = ..., vouched: _Optional[_Union[MappedInterval, _Mapping]] = ..., verified_at: _Optional[_Union[MappedValue, _Mapping]] = ..., issuer: _Optional[_Union[MappedValue, _Mapping]] = ..., assurance: _Optional[_Union[MappedAssurance, _Mapping]] = ..., purposes: _Optional[_Iterable[str]] = ..., evidence: _Optional[_Iterable[_Union[MappedValue, _Mapping]]] = ..., review: _Optional[_Union[MappedValue, _Mapping]] = ...) -> None: ...
