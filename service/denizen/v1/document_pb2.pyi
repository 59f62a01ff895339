from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import evidence_pb2 as _evidence_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MrzFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MRZ_FORMAT_UNSPECIFIED: _ClassVar[MrzFormat]
    MRZ_FORMAT_TD1: _ClassVar[MrzFormat]
    MRZ_FORMAT_TD2: _ClassVar[MrzFormat]
    MRZ_FORMAT_TD3: _ClassVar[MrzFormat]
    MRZ_FORMAT_MRV_A: _ClassVar[MrzFormat]
    MRZ_FORMAT_MRV_B: _ClassVar[MrzFormat]

class MrzFlag(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MRZ_FLAG_UNSPECIFIED: _ClassVar[MrzFlag]
    MRZ_FLAG_ILLEGAL_CHARACTER: _ClassVar[MrzFlag]
    MRZ_FLAG_LIKELY_MISREAD: _ClassVar[MrzFlag]
    MRZ_FLAG_CHECK_DIGIT_WRONG: _ClassVar[MrzFlag]
    MRZ_FLAG_CHECK_DIGIT_MISSING: _ClassVar[MrzFlag]
    MRZ_FLAG_CUT_OFF: _ClassVar[MrzFlag]
    MRZ_FLAG_EMPTY: _ClassVar[MrzFlag]
    MRZ_FLAG_UNLISTED_CODE: _ClassVar[MrzFlag]
    MRZ_FLAG_NOT_A_DATE: _ClassVar[MrzFlag]
    MRZ_FLAG_CENTURY_AMBIGUOUS: _ClassVar[MrzFlag]
    MRZ_FLAG_DATE_PARTLY_UNKNOWN: _ClassVar[MrzFlag]
    MRZ_FLAG_POSSIBLY_TRUNCATED: _ClassVar[MrzFlag]
    MRZ_FLAG_NO_SURNAME: _ClassVar[MrzFlag]
    MRZ_FLAG_NO_GIVEN_NAMES: _ClassVar[MrzFlag]
    MRZ_FLAG_CONTINUED: _ClassVar[MrzFlag]
    MRZ_FLAG_FILLER_COUNTED: _ClassVar[MrzFlag]

class CountryKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COUNTRY_KIND_UNSPECIFIED: _ClassVar[CountryKind]
    COUNTRY_KIND_TERRITORY: _ClassVar[CountryKind]
    COUNTRY_KIND_US_TERRITORY: _ClassVar[CountryKind]
    COUNTRY_KIND_US_OUTLYING_POSSESSION: _ClassVar[CountryKind]
    COUNTRY_KIND_FORMER: _ClassVar[CountryKind]
    COUNTRY_KIND_AMBIGUOUS: _ClassVar[CountryKind]
    COUNTRY_KIND_SPECIMEN: _ClassVar[CountryKind]
    COUNTRY_KIND_STATELESS: _ClassVar[CountryKind]
    COUNTRY_KIND_REFUGEE_1951: _ClassVar[CountryKind]
    COUNTRY_KIND_REFUGEE_OTHER: _ClassVar[CountryKind]
    COUNTRY_KIND_NOT_SPECIFIED: _ClassVar[CountryKind]
    COUNTRY_KIND_ORGANISATION_DOCUMENT: _ClassVar[CountryKind]
    COUNTRY_KIND_UN_MISSION_KOSOVO_RESIDENT: _ClassVar[CountryKind]
MRZ_FORMAT_UNSPECIFIED: MrzFormat
MRZ_FORMAT_TD1: MrzFormat
MRZ_FORMAT_TD2: MrzFormat
MRZ_FORMAT_TD3: MrzFormat
MRZ_FORMAT_MRV_A: MrzFormat
MRZ_FORMAT_MRV_B: MrzFormat
MRZ_FLAG_UNSPECIFIED: MrzFlag
MRZ_FLAG_ILLEGAL_CHARACTER: MrzFlag
MRZ_FLAG_LIKELY_MISREAD: MrzFlag
MRZ_FLAG_CHECK_DIGIT_WRONG: MrzFlag
MRZ_FLAG_CHECK_DIGIT_MISSING: MrzFlag
MRZ_FLAG_CUT_OFF: MrzFlag
MRZ_FLAG_EMPTY: MrzFlag
MRZ_FLAG_UNLISTED_CODE: MrzFlag
MRZ_FLAG_NOT_A_DATE: MrzFlag
MRZ_FLAG_CENTURY_AMBIGUOUS: MrzFlag
MRZ_FLAG_DATE_PARTLY_UNKNOWN: MrzFlag
MRZ_FLAG_POSSIBLY_TRUNCATED: MrzFlag
MRZ_FLAG_NO_SURNAME: MrzFlag
MRZ_FLAG_NO_GIVEN_NAMES: MrzFlag
MRZ_FLAG_CONTINUED: MrzFlag
MRZ_FLAG_FILLER_COUNTED: MrzFlag
COUNTRY_KIND_UNSPECIFIED: CountryKind
COUNTRY_KIND_TERRITORY: CountryKind
COUNTRY_KIND_US_TERRITORY: CountryKind
COUNTRY_KIND_US_OUTLYING_POSSESSION: CountryKind
COUNTRY_KIND_FORMER: CountryKind
COUNTRY_KIND_AMBIGUOUS: CountryKind
COUNTRY_KIND_SPECIMEN: CountryKind
COUNTRY_KIND_STATELESS: CountryKind
COUNTRY_KIND_REFUGEE_1951: CountryKind
COUNTRY_KIND_REFUGEE_OTHER: CountryKind
COUNTRY_KIND_NOT_SPECIFIED: CountryKind
COUNTRY_KIND_ORGANISATION_DOCUMENT: CountryKind
COUNTRY_KIND_UN_MISSION_KOSOVO_RESIDENT: CountryKind

class MrzField(_message.Message):
    __slots__ = ("raw", "value", "flags", "illegal", "sound")
    RAW_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    ILLEGAL_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    raw: str
    value: str
    flags: _containers.RepeatedScalarFieldContainer[MrzFlag]
    illegal: _containers.RepeatedScalarFieldContainer[int]
    sound: bool
    def __init__(self, raw: _Optional[str] = ..., value: _Optional[str] = ..., flags: _Optional[_Iterable[_Union[MrzFlag, str]]] = ..., illegal: _Optional[_Iterable[int]] = ..., sound: _Optional[bool] = ...) -> None: ...

class MrzCountry(_message.Message):
    __slots__ = ("raw", "country", "territory", "kind", "successors", "note", "flags", "illegal", "sound")
    RAW_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    TERRITORY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CLASS_FIELD_NUMBER: _ClassVar[int]
    SUCCESSORS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    ILLEGAL_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    raw: str
    country: str
    territory: str
    kind: CountryKind
    successors: _containers.RepeatedScalarFieldContainer[str]
    note: str
    flags: _containers.RepeatedScalarFieldContainer[MrzFlag]
    illegal: _containers.RepeatedScalarFieldContainer[int]
    sound: bool
    def __init__(self, raw: _Optional[str] = ..., country: _Optional[str] = ..., territory: _Optional[str] = ..., kind: _Optional[_Union[CountryKind, str]] = ..., successors: _Optional[_Iterable[str]] = ..., note: _Optional[str] = ..., flags: _Optional[_Iterable[_Union[MrzFlag, str]]] = ..., illegal: _Optional[_Iterable[int]] = ..., sound: _Optional[bool] = ..., **kwargs) -> None: ...

class MrzBirth(_message.Message):
    __slots__ = ("raw", "candidates", "flags", "illegal", "sound")
    RAW_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    ILLEGAL_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    raw: str
    candidates: _containers.RepeatedScalarFieldContainer[str]
    flags: _containers.RepeatedScalarFieldContainer[MrzFlag]
    illegal: _containers.RepeatedScalarFieldContainer[int]
    sound: bool
    def __init__(self, raw: _Optional[str] = ..., candidates: _Optional[_Iterable[str]] = ..., flags: _Optional[_Iterable[_Union[MrzFlag, str]]] = ..., illegal: _Optional[_Iterable[int]] = ..., sound: _Optional[bool] = ...) -> None: ...

class MrzNames(_message.Message):
    __slots__ = ("raw", "surname", "given_names", "flags", "illegal", "sound")
    RAW_FIELD_NUMBER: _ClassVar[int]
    SURNAME_FIELD_NUMBER: _ClassVar[int]
    GIVEN_NAMES_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    ILLEGAL_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    raw: str
    surname: str
    given_names: str
    flags: _containers.RepeatedScalarFieldContainer[MrzFlag]
    illegal: _containers.RepeatedScalarFieldContainer[int]
    sound: bool
    def __init__(self, raw: _Optional[str] = ..., surname: _Optional[str] = ..., given_names: _Optional[str] = ..., flags: _Optional[_Iterable[_Union[MrzFlag, str]]] = ..., illegal: _Optional[_Iterable[int]] = ..., sound: _Optional[bool] = ...) -> None: ...

class MachineReadableZone(_message.Message):
    __slots__ = ("format", "sound", "check_digits_pass", "document_code", "issuing_state", "document_number", "nationality", "birth", "sex", "expiry", "names", "optional", "optional_2", "composite")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    CHECK_DIGITS_PASS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_CODE_FIELD_NUMBER: _ClassVar[int]
    ISSUING_STATE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    NATIONALITY_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    SEX_FIELD_NUMBER: _ClassVar[int]
    EXPIRY_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    OPTIONAL_FIELD_NUMBER: _ClassVar[int]
    OPTIONAL_2_FIELD_NUMBER: _ClassVar[int]
    COMPOSITE_FIELD_NUMBER: _ClassVar[int]
    format: MrzFormat
    sound: bool
    check_digits_pass: bool
    document_code: MrzField
    issuing_state: MrzCountry
    document_number: MrzField
    nationality: MrzCountry
    birth: MrzBirth
    sex: MrzField
    expiry: MrzField
    names: MrzNames
    optional: MrzField
    optional_2: MrzField
    composite: MrzField
    def __init__(self, format: _Optional[_Union[MrzFormat, str]] = ..., sound: _Optional[bool] = ..., check_digits_pass: _Optional[bool] = ..., document_code: _Optional[_Union[MrzField, _Mapping]] = ..., issuing_state: _Optional[_Union[MrzCountry, _Mapping]] = ..., document_number: _Optional[_Union[MrzField, _Mapping]] = ..., nationality: _Optional[_Union[MrzCountry, _Mapping]] = ..., birth: _Optional[_Union[MrzBirth, _Mapping]] = ..., sex: _Optional[_Union[MrzField, _Mapping]] = ..., expiry: _Optional[_Union[MrzField, _Mapping]] = ..., names: _Optional[_Union[MrzNames, _Mapping]] = ..., optional: _Optional[_Union[MrzField, _Mapping]] = ..., optional_2: _Optional[_Union[MrzField, _Mapping]] = ..., composite: _Optional[_Union[MrzField, _Mapping]] = ...) -> None: ...

class VerifyDocumentRequest(_message.Message):
    __slots__ = ("parent", "mrz", "evidence", "supersedes", "purpose", "request_id")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    MRZ_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    parent: str
    mrz: str
    evidence: _evidence_pb2.Evidence
    supersedes: str
    purpose: str
    request_id: str
    def __init__(self, parent: _Optional[str] = ..., mrz: _Optional[str] = ..., evidence: _Optional[_Union[_evidence_pb2.Evidence, _Mapping]] = ..., supersedes: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class VerifyDocumentResponse(_message.Message):
    __slots__ = ("zone", "evidence", "revision_token")
    ZONE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    zone: MachineReadableZone
    evidence: _evidence_pb2.Evidence
    revision_token: str
    def __init__(self, zone: _Optional[_Union[MachineReadableZone, _Mapping]] = ..., evidence: _Optional[_Union[_evidence_pb2.Evidence, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...
