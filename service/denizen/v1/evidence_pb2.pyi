import datetime

from denizen.v1 import claim_pb2 as _claim_pb2
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

class EvidenceState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVIDENCE_STATE_UNSPECIFIED: _ClassVar[EvidenceState]
    EVIDENCE_STATE_ACTIVE: _ClassVar[EvidenceState]
    EVIDENCE_STATE_SUPERSEDED: _ClassVar[EvidenceState]
    EVIDENCE_STATE_WITHDRAWN: _ClassVar[EvidenceState]

class EvidenceStrength(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVIDENCE_STRENGTH_UNSPECIFIED: _ClassVar[EvidenceStrength]
    EVIDENCE_STRENGTH_UNACCEPTABLE: _ClassVar[EvidenceStrength]
    EVIDENCE_STRENGTH_WEAK: _ClassVar[EvidenceStrength]
    EVIDENCE_STRENGTH_FAIR: _ClassVar[EvidenceStrength]
    EVIDENCE_STRENGTH_STRONG: _ClassVar[EvidenceStrength]
    EVIDENCE_STRENGTH_SUPERIOR: _ClassVar[EvidenceStrength]

class EvidenceCheckKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVIDENCE_CHECK_KIND_UNSPECIFIED: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_VISUAL_IN_PERSON: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_VISUAL_REMOTE: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_AUTOMATED_INSPECTION: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_MRZ_CHECK_DIGITS: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_CHIP_PASSIVE_AUTHENTICATION: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_CHIP_ACTIVE_AUTHENTICATION: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_SIGNATURE_CHAIN: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_ISSUER_LOOKUP: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_DATABASE_LOOKUP: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_STATUS_LOOKUP: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_FACE_IN_PERSON: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_FACE_REMOTE: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_BIOMETRIC_COMPARISON: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_HOLDER_AUTHENTICATION: _ClassVar[EvidenceCheckKind]
    EVIDENCE_CHECK_KIND_KNOWLEDGE: _ClassVar[EvidenceCheckKind]

class EvidenceCheckResult(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVIDENCE_CHECK_RESULT_UNSPECIFIED: _ClassVar[EvidenceCheckResult]
    EVIDENCE_CHECK_RESULT_PASSED: _ClassVar[EvidenceCheckResult]
    EVIDENCE_CHECK_RESULT_FAILED: _ClassVar[EvidenceCheckResult]
    EVIDENCE_CHECK_RESULT_INCONCLUSIVE: _ClassVar[EvidenceCheckResult]

class CardGeneration(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CARD_GENERATION_UNSPECIFIED: _ClassVar[CardGeneration]
    CARD_GENERATION_I_151: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_1977: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_1989: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_1997: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_2004: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_2010: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_2017: _ClassVar[CardGeneration]
    CARD_GENERATION_I_551_2023: _ClassVar[CardGeneration]

class CertificateForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CERTIFICATE_FORM_UNSPECIFIED: _ClassVar[CertificateForm]
    CERTIFICATE_FORM_N_550: _ClassVar[CertificateForm]
    CERTIFICATE_FORM_N_570: _ClassVar[CertificateForm]
    CERTIFICATE_FORM_N_560: _ClassVar[CertificateForm]
    CERTIFICATE_FORM_N_561: _ClassVar[CertificateForm]
EVIDENCE_STATE_UNSPECIFIED: EvidenceState
EVIDENCE_STATE_ACTIVE: EvidenceState
EVIDENCE_STATE_SUPERSEDED: EvidenceState
EVIDENCE_STATE_WITHDRAWN: EvidenceState
EVIDENCE_STRENGTH_UNSPECIFIED: EvidenceStrength
EVIDENCE_STRENGTH_UNACCEPTABLE: EvidenceStrength
EVIDENCE_STRENGTH_WEAK: EvidenceStrength
EVIDENCE_STRENGTH_FAIR: EvidenceStrength
EVIDENCE_STRENGTH_STRONG: EvidenceStrength
EVIDENCE_STRENGTH_SUPERIOR: EvidenceStrength
EVIDENCE_CHECK_KIND_UNSPECIFIED: EvidenceCheckKind
EVIDENCE_CHECK_KIND_VISUAL_IN_PERSON: EvidenceCheckKind
EVIDENCE_CHECK_KIND_VISUAL_REMOTE: EvidenceCheckKind
EVIDENCE_CHECK_KIND_AUTOMATED_INSPECTION: EvidenceCheckKind
EVIDENCE_CHECK_KIND_MRZ_CHECK_DIGITS: EvidenceCheckKind
EVIDENCE_CHECK_KIND_CHIP_PASSIVE_AUTHENTICATION: EvidenceCheckKind
EVIDENCE_CHECK_KIND_CHIP_ACTIVE_AUTHENTICATION: EvidenceCheckKind
EVIDENCE_CHECK_KIND_SIGNATURE_CHAIN: EvidenceCheckKind
EVIDENCE_CHECK_KIND_ISSUER_LOOKUP: EvidenceCheckKind
EVIDENCE_CHECK_KIND_DATABASE_LOOKUP: EvidenceCheckKind
EVIDENCE_CHECK_KIND_STATUS_LOOKUP: EvidenceCheckKind
EVIDENCE_CHECK_KIND_FACE_IN_PERSON: EvidenceCheckKind
EVIDENCE_CHECK_KIND_FACE_REMOTE: EvidenceCheckKind
EVIDENCE_CHECK_KIND_BIOMETRIC_COMPARISON: EvidenceCheckKind
EVIDENCE_CHECK_KIND_HOLDER_AUTHENTICATION: EvidenceCheckKind
EVIDENCE_CHECK_KIND_KNOWLEDGE: EvidenceCheckKind
EVIDENCE_CHECK_RESULT_UNSPECIFIED: EvidenceCheckResult
EVIDENCE_CHECK_RESULT_PASSED: EvidenceCheckResult
EVIDENCE_CHECK_RESULT_FAILED: EvidenceCheckResult
EVIDENCE_CHECK_RESULT_INCONCLUSIVE: EvidenceCheckResult
CARD_GENERATION_UNSPECIFIED: CardGeneration
CARD_GENERATION_I_151: CardGeneration
CARD_GENERATION_I_551_1977: CardGeneration
CARD_GENERATION_I_551_1989: CardGeneration
CARD_GENERATION_I_551_1997: CardGeneration
CARD_GENERATION_I_551_2004: CardGeneration
CARD_GENERATION_I_551_2010: CardGeneration
CARD_GENERATION_I_551_2017: CardGeneration
CARD_GENERATION_I_551_2023: CardGeneration
CERTIFICATE_FORM_UNSPECIFIED: CertificateForm
CERTIFICATE_FORM_N_550: CertificateForm
CERTIFICATE_FORM_N_570: CertificateForm
CERTIFICATE_FORM_N_560: CertificateForm
CERTIFICATE_FORM_N_561: CertificateForm

class Passport(_message.Message):
    __slots__ = ("nationality",)
    NATIONALITY_FIELD_NUMBER: _ClassVar[int]
    CLASS_FIELD_NUMBER: _ClassVar[int]
    nationality: str
    def __init__(self, nationality: _Optional[str] = ..., **kwargs) -> None: ...

class PassportCard(_message.Message):
    __slots__ = ("nationality",)
    NATIONALITY_FIELD_NUMBER: _ClassVar[int]
    CLASS_FIELD_NUMBER: _ClassVar[int]
    nationality: str
    def __init__(self, nationality: _Optional[str] = ..., **kwargs) -> None: ...

class PermanentResidentCard(_message.Message):
    __slots__ = ("generation", "category", "class_of_admission")
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CLASS_OF_ADMISSION_FIELD_NUMBER: _ClassVar[int]
    generation: CardGeneration
    category: _claim_pb2.ImmigrationCategory
    class_of_admission: str
    def __init__(self, generation: _Optional[_Union[CardGeneration, str]] = ..., category: _Optional[_Union[_claim_pb2.ImmigrationCategory, str]] = ..., class_of_admission: _Optional[str] = ...) -> None: ...

class AdmissionRecord(_message.Message):
    __slots__ = ("class_of_admission", "duration_of_status")
    CLASS_OF_ADMISSION_FIELD_NUMBER: _ClassVar[int]
    DURATION_OF_STATUS_FIELD_NUMBER: _ClassVar[int]
    class_of_admission: str
    duration_of_status: bool
    def __init__(self, class_of_admission: _Optional[str] = ..., duration_of_status: _Optional[bool] = ...) -> None: ...

class EmploymentAuthorization(_message.Message):
    __slots__ = ("category",)
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    category: str
    def __init__(self, category: _Optional[str] = ...) -> None: ...

class NaturalizationCertificate(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: CertificateForm
    def __init__(self, form: _Optional[_Union[CertificateForm, str]] = ...) -> None: ...

class CitizenshipCertificate(_message.Message):
    __slots__ = ("form",)
    FORM_FIELD_NUMBER: _ClassVar[int]
    form: CertificateForm
    def __init__(self, form: _Optional[_Union[CertificateForm, str]] = ...) -> None: ...

class RefugeeTravelDocument(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class NationalId(_message.Message):
    __slots__ = ("nationality",)
    NATIONALITY_FIELD_NUMBER: _ClassVar[int]
    CLASS_FIELD_NUMBER: _ClassVar[int]
    nationality: str
    def __init__(self, nationality: _Optional[str] = ..., **kwargs) -> None: ...

class ResidencePermit(_message.Message):
    __slots__ = ("category",)
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    category: _claim_pb2.ImmigrationCategory
    def __init__(self, category: _Optional[_Union[_claim_pb2.ImmigrationCategory, str]] = ...) -> None: ...

class RegistryExtract(_message.Message):
    __slots__ = ("register",)
    REGISTER_FIELD_NUMBER: _ClassVar[int]
    register: str
    def __init__(self, register: _Optional[str] = ...) -> None: ...

class OtherDocument(_message.Message):
    __slots__ = ("type",)
    TYPE_FIELD_NUMBER: _ClassVar[int]
    type: str
    def __init__(self, type: _Optional[str] = ...) -> None: ...

class ElectronicRecord(_message.Message):
    __slots__ = ("type", "nationality", "category")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    NATIONALITY_FIELD_NUMBER: _ClassVar[int]
    CLASS_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    type: str
    nationality: str
    category: _claim_pb2.ImmigrationCategory
    def __init__(self, type: _Optional[str] = ..., nationality: _Optional[str] = ..., category: _Optional[_Union[_claim_pb2.ImmigrationCategory, str]] = ..., **kwargs) -> None: ...

class Vouch(_message.Message):
    __slots__ = ("type",)
    TYPE_FIELD_NUMBER: _ClassVar[int]
    type: str
    def __init__(self, type: _Optional[str] = ...) -> None: ...

class ElectronicSignature(_message.Message):
    __slots__ = ("type",)
    TYPE_FIELD_NUMBER: _ClassVar[int]
    type: str
    def __init__(self, type: _Optional[str] = ...) -> None: ...

class EvidenceCheck(_message.Message):
    __slots__ = ("kind", "by", "at", "result", "reference")
    KIND_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    kind: EvidenceCheckKind
    by: str
    at: _timestamp_pb2.Timestamp
    result: EvidenceCheckResult
    reference: str
    def __init__(self, kind: _Optional[_Union[EvidenceCheckKind, str]] = ..., by: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., result: _Optional[_Union[EvidenceCheckResult, str]] = ..., reference: _Optional[str] = ...) -> None: ...

class EvidenceSupport(_message.Message):
    __slots__ = ("row", "claim_kind", "does_not_hold", "strength", "assurance_level", "ends_with_expiry")
    ROW_FIELD_NUMBER: _ClassVar[int]
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    DOES_NOT_HOLD_FIELD_NUMBER: _ClassVar[int]
    STRENGTH_FIELD_NUMBER: _ClassVar[int]
    ASSURANCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    ENDS_WITH_EXPIRY_FIELD_NUMBER: _ClassVar[int]
    row: str
    claim_kind: _claim_pb2.ClaimKind
    does_not_hold: bool
    strength: EvidenceStrength
    assurance_level: str
    ends_with_expiry: bool
    def __init__(self, row: _Optional[str] = ..., claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ..., does_not_hold: _Optional[bool] = ..., strength: _Optional[_Union[EvidenceStrength, str]] = ..., assurance_level: _Optional[str] = ..., ends_with_expiry: _Optional[bool] = ...) -> None: ...

class Evidence(_message.Message):
    __slots__ = ("name", "passport", "passport_card", "permanent_resident_card", "admission_record", "employment_authorization", "naturalization_certificate", "citizenship_certificate", "refugee_travel_document", "national_id", "residence_permit", "registry_extract", "other_document", "electronic_record", "vouch", "electronic_signature", "country", "authority", "issued_on", "expires_on", "document_number", "checks", "purposes", "state", "strength", "supports", "numbered", "number_seen_elsewhere", "known", "create_time", "supersedes", "superseded_by")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PASSPORT_FIELD_NUMBER: _ClassVar[int]
    PASSPORT_CARD_FIELD_NUMBER: _ClassVar[int]
    PERMANENT_RESIDENT_CARD_FIELD_NUMBER: _ClassVar[int]
    ADMISSION_RECORD_FIELD_NUMBER: _ClassVar[int]
    EMPLOYMENT_AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    NATURALIZATION_CERTIFICATE_FIELD_NUMBER: _ClassVar[int]
    CITIZENSHIP_CERTIFICATE_FIELD_NUMBER: _ClassVar[int]
    REFUGEE_TRAVEL_DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    NATIONAL_ID_FIELD_NUMBER: _ClassVar[int]
    RESIDENCE_PERMIT_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_EXTRACT_FIELD_NUMBER: _ClassVar[int]
    OTHER_DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    ELECTRONIC_RECORD_FIELD_NUMBER: _ClassVar[int]
    VOUCH_FIELD_NUMBER: _ClassVar[int]
    ELECTRONIC_SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    ISSUED_ON_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_ON_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STRENGTH_FIELD_NUMBER: _ClassVar[int]
    SUPPORTS_FIELD_NUMBER: _ClassVar[int]
    NUMBERED_FIELD_NUMBER: _ClassVar[int]
    NUMBER_SEEN_ELSEWHERE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_BY_FIELD_NUMBER: _ClassVar[int]
    name: str
    passport: Passport
    passport_card: PassportCard
    permanent_resident_card: PermanentResidentCard
    admission_record: AdmissionRecord
    employment_authorization: EmploymentAuthorization
    naturalization_certificate: NaturalizationCertificate
    citizenship_certificate: CitizenshipCertificate
    refugee_travel_document: RefugeeTravelDocument
    national_id: NationalId
    residence_permit: ResidencePermit
    registry_extract: RegistryExtract
    other_document: OtherDocument
    electronic_record: ElectronicRecord
    vouch: Vouch
    electronic_signature: ElectronicSignature
    country: str
    authority: str
    issued_on: str
    expires_on: str
    document_number: str
    checks: _containers.RepeatedCompositeFieldContainer[EvidenceCheck]
    purposes: _containers.RepeatedScalarFieldContainer[str]
    state: EvidenceState
    strength: EvidenceStrength
    supports: _containers.RepeatedCompositeFieldContainer[EvidenceSupport]
    numbered: bool
    number_seen_elsewhere: bool
    known: _interval_pb2.KnownInterval
    create_time: _timestamp_pb2.Timestamp
    supersedes: str
    superseded_by: str
    def __init__(self, name: _Optional[str] = ..., passport: _Optional[_Union[Passport, _Mapping]] = ..., passport_card: _Optional[_Union[PassportCard, _Mapping]] = ..., permanent_resident_card: _Optional[_Union[PermanentResidentCard, _Mapping]] = ..., admission_record: _Optional[_Union[AdmissionRecord, _Mapping]] = ..., employment_authorization: _Optional[_Union[EmploymentAuthorization, _Mapping]] = ..., naturalization_certificate: _Optional[_Union[NaturalizationCertificate, _Mapping]] = ..., citizenship_certificate: _Optional[_Union[CitizenshipCertificate, _Mapping]] = ..., refugee_travel_document: _Optional[_Union[RefugeeTravelDocument, _Mapping]] = ..., national_id: _Optional[_Union[NationalId, _Mapping]] = ..., residence_permit: _Optional[_Union[ResidencePermit, _Mapping]] = ..., registry_extract: _Optional[_Union[RegistryExtract, _Mapping]] = ..., other_document: _Optional[_Union[OtherDocument, _Mapping]] = ..., electronic_record: _Optional[_Union[ElectronicRecord, _Mapping]] = ..., vouch: _Optional[_Union[Vouch, _Mapping]] = ..., electronic_signature: _Optional[_Union[ElectronicSignature, _Mapping]] = ..., country: _Optional[str] = ..., authority: _Optional[str] = ..., issued_on: _Optional[str] = ..., expires_on: _Optional[str] = ..., document_number: _Optional[str] = ..., checks: _Optional[_Iterable[_Union[EvidenceCheck, _Mapping]]] = ..., purposes: _Optional[_Iterable[str]] = ..., state: _Optional[_Union[EvidenceState, str]] = ..., strength: _Optional[_Union[EvidenceStrength, str]] = ..., supports: _Optional[_Iterable[_Union[EvidenceSupport, _Mapping]]] = ..., numbered: _Optional[bool] = ..., number_seen_elsewhere: _Optional[bool] = ..., known: _Optional[_Union[_interval_pb2.KnownInterval, _Mapping]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., supersedes: _Optional[str] = ..., superseded_by: _Optional[str] = ...) -> None: ...

class AddEvidenceRequest(_message.Message):
    __slots__ = ("parent", "evidence", "supersedes", "purpose", "request_id")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    parent: str
    evidence: Evidence
    supersedes: str
    purpose: str
    request_id: str
    def __init__(self, parent: _Optional[str] = ..., evidence: _Optional[_Union[Evidence, _Mapping]] = ..., supersedes: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class AddEvidenceResponse(_message.Message):
    __slots__ = ("evidence", "revision_token")
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    evidence: Evidence
    revision_token: str
    def __init__(self, evidence: _Optional[_Union[Evidence, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetEvidenceRequest(_message.Message):
    __slots__ = ("name", "purpose", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetEvidenceResponse(_message.Message):
    __slots__ = ("evidence", "revision_token")
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    evidence: Evidence
    revision_token: str
    def __init__(self, evidence: _Optional[_Union[Evidence, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListEvidenceRequest(_message.Message):
    __slots__ = ("parent", "page_size", "page_token", "state", "purpose", "consistency")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    parent: str
    page_size: int
    page_token: str
    state: EvidenceState
    purpose: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, parent: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., state: _Optional[_Union[EvidenceState, str]] = ..., purpose: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListEvidenceResponse(_message.Message):
    __slots__ = ("evidence", "next_page_token", "revision_token")
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    evidence: _containers.RepeatedCompositeFieldContainer[Evidence]
    next_page_token: str
    revision_token: str
    def __init__(self, evidence: _Optional[_Iterable[_Union[Evidence, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class WithdrawEvidenceRequest(_message.Message):
    __slots__ = ("name", "reason_code", "purpose", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason_code: str
    purpose: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason_code: _Optional[str] = ..., purpose: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class WithdrawEvidenceResponse(_message.Message):
    __slots__ = ("evidence", "revision_token")
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    evidence: Evidence
    revision_token: str
    def __init__(self, evidence: _Optional[_Union[Evidence, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...
