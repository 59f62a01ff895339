from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CountryCodeSystem(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COUNTRY_CODE_SYSTEM_UNSPECIFIED: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_ISO2: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_ISO2_RESERVED: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_ISO2_REUSED: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_ISO3: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_ICAO_MRZ: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_ISO3166_3: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_USER_ASSIGNED: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_EU_USAGE: _ClassVar[CountryCodeSystem]
    COUNTRY_CODE_SYSTEM_FIPS10_4: _ClassVar[CountryCodeSystem]

class ClaimKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLAIM_KIND_UNSPECIFIED: _ClassVar[ClaimKind]
    CLAIM_KIND_CITIZENSHIP: _ClassVar[ClaimKind]
    CLAIM_KIND_IMMIGRATION_STATUS: _ClassVar[ClaimKind]
    CLAIM_KIND_STATELESSNESS: _ClassVar[ClaimKind]
    CLAIM_KIND_NATURALIZATION: _ClassVar[ClaimKind]
    CLAIM_KIND_RESIDENCE: _ClassVar[ClaimKind]
    CLAIM_KIND_LAWFUL_PRESENCE: _ClassVar[ClaimKind]
    CLAIM_KIND_AFFILIATION: _ClassVar[ClaimKind]
    CLAIM_KIND_INCORPORATION: _ClassVar[ClaimKind]
    CLAIM_KIND_PRINCIPAL_PLACE: _ClassVar[ClaimKind]
    CLAIM_KIND_HEADQUARTERS: _ClassVar[ClaimKind]
    CLAIM_KIND_BRANCH_OF: _ClassVar[ClaimKind]
    CLAIM_KIND_ULTIMATE_PARENT: _ClassVar[ClaimKind]
    CLAIM_KIND_OWNERSHIP: _ClassVar[ClaimKind]
    CLAIM_KIND_MAJORITY_OWNED: _ClassVar[ClaimKind]
    CLAIM_KIND_CONTROL: _ClassVar[ClaimKind]
    CLAIM_KIND_ESTABLISHMENT: _ClassVar[ClaimKind]
    CLAIM_KIND_EQUITY_MARKET: _ClassVar[ClaimKind]
    CLAIM_KIND_ORGANISATION_CLASS: _ClassVar[ClaimKind]
    CLAIM_KIND_COMPLETENESS: _ClassVar[ClaimKind]
    CLAIM_KIND_ACTS_FOR: _ClassVar[ClaimKind]

class CitizenshipClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CITIZENSHIP_CLASS_UNSPECIFIED: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_CITIZEN: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_NONCITIZEN_NATIONAL: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_BRITISH_CITIZEN: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_BOTC: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_BNO: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_BOC: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_BRITISH_SUBJECT: _ClassVar[CitizenshipClass]
    CITIZENSHIP_CLASS_BPP: _ClassVar[CitizenshipClass]

class ImmigrationCategory(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    IMMIGRATION_CATEGORY_UNSPECIFIED: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_PERMANENT_RESIDENT: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_CONDITIONAL_PERMANENT_RESIDENT: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_TEMPORARY_RESIDENT_1160: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_TEMPORARY_RESIDENT_1255A: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_REFUGEE: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_ASYLEE: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_PAROLEE: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_NONIMMIGRANT: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_TPS: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_DACA: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_PENDING_ASYLUM: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_PENDING_ADJUSTMENT: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_WITHHOLDING: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_CAT: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_RESIDENCE_PERMIT: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_RIGHT_OF_ABODE: _ClassVar[ImmigrationCategory]
    IMMIGRATION_CATEGORY_FREE_MOVEMENT_FAMILY_MEMBER: _ClassVar[ImmigrationCategory]

class NaturalizationApplication(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NATURALIZATION_APPLICATION_UNSPECIFIED: _ClassVar[NaturalizationApplication]
    NATURALIZATION_APPLICATION_APPLIED: _ClassVar[NaturalizationApplication]
    NATURALIZATION_APPLICATION_NOT_APPLIED: _ClassVar[NaturalizationApplication]
    NATURALIZATION_APPLICATION_UNKNOWN: _ClassVar[NaturalizationApplication]

class AffiliationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AFFILIATION_KIND_UNSPECIFIED: _ClassVar[AffiliationKind]
    AFFILIATION_KIND_EMPLOYEE: _ClassVar[AffiliationKind]
    AFFILIATION_KIND_CONTRACTOR: _ClassVar[AffiliationKind]
    AFFILIATION_KIND_AGENT: _ClassVar[AffiliationKind]
    AFFILIATION_KIND_DIRECTOR: _ClassVar[AffiliationKind]

class OrganisationClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORGANISATION_CLASS_UNSPECIFIED: _ClassVar[OrganisationClass]
    ORGANISATION_CLASS_FOREIGN_GOVERNMENT: _ClassVar[OrganisationClass]
    ORGANISATION_CLASS_INTERNATIONAL_ORGANISATION: _ClassVar[OrganisationClass]
    ORGANISATION_CLASS_US_GOVERNMENT: _ClassVar[OrganisationClass]
COUNTRY_CODE_SYSTEM_UNSPECIFIED: CountryCodeSystem
COUNTRY_CODE_SYSTEM_ISO2: CountryCodeSystem
COUNTRY_CODE_SYSTEM_ISO2_RESERVED: CountryCodeSystem
COUNTRY_CODE_SYSTEM_ISO2_REUSED: CountryCodeSystem
COUNTRY_CODE_SYSTEM_ISO3: CountryCodeSystem
COUNTRY_CODE_SYSTEM_ICAO_MRZ: CountryCodeSystem
COUNTRY_CODE_SYSTEM_ISO3166_3: CountryCodeSystem
COUNTRY_CODE_SYSTEM_USER_ASSIGNED: CountryCodeSystem
COUNTRY_CODE_SYSTEM_EU_USAGE: CountryCodeSystem
COUNTRY_CODE_SYSTEM_FIPS10_4: CountryCodeSystem
CLAIM_KIND_UNSPECIFIED: ClaimKind
CLAIM_KIND_CITIZENSHIP: ClaimKind
CLAIM_KIND_IMMIGRATION_STATUS: ClaimKind
CLAIM_KIND_STATELESSNESS: ClaimKind
CLAIM_KIND_NATURALIZATION: ClaimKind
CLAIM_KIND_RESIDENCE: ClaimKind
CLAIM_KIND_LAWFUL_PRESENCE: ClaimKind
CLAIM_KIND_AFFILIATION: ClaimKind
CLAIM_KIND_INCORPORATION: ClaimKind
CLAIM_KIND_PRINCIPAL_PLACE: ClaimKind
CLAIM_KIND_HEADQUARTERS: ClaimKind
CLAIM_KIND_BRANCH_OF: ClaimKind
CLAIM_KIND_ULTIMATE_PARENT: ClaimKind
CLAIM_KIND_OWNERSHIP: ClaimKind
CLAIM_KIND_MAJORITY_OWNED: ClaimKind
CLAIM_KIND_CONTROL: ClaimKind
CLAIM_KIND_ESTABLISHMENT: ClaimKind
CLAIM_KIND_EQUITY_MARKET: ClaimKind
CLAIM_KIND_ORGANISATION_CLASS: ClaimKind
CLAIM_KIND_COMPLETENESS: ClaimKind
CLAIM_KIND_ACTS_FOR: ClaimKind
CITIZENSHIP_CLASS_UNSPECIFIED: CitizenshipClass
CITIZENSHIP_CLASS_CITIZEN: CitizenshipClass
CITIZENSHIP_CLASS_NONCITIZEN_NATIONAL: CitizenshipClass
CITIZENSHIP_CLASS_BRITISH_CITIZEN: CitizenshipClass
CITIZENSHIP_CLASS_BOTC: CitizenshipClass
CITIZENSHIP_CLASS_BNO: CitizenshipClass
CITIZENSHIP_CLASS_BOC: CitizenshipClass
CITIZENSHIP_CLASS_BRITISH_SUBJECT: CitizenshipClass
CITIZENSHIP_CLASS_BPP: CitizenshipClass
IMMIGRATION_CATEGORY_UNSPECIFIED: ImmigrationCategory
IMMIGRATION_CATEGORY_PERMANENT_RESIDENT: ImmigrationCategory
IMMIGRATION_CATEGORY_CONDITIONAL_PERMANENT_RESIDENT: ImmigrationCategory
IMMIGRATION_CATEGORY_TEMPORARY_RESIDENT_1160: ImmigrationCategory
IMMIGRATION_CATEGORY_TEMPORARY_RESIDENT_1255A: ImmigrationCategory
IMMIGRATION_CATEGORY_REFUGEE: ImmigrationCategory
IMMIGRATION_CATEGORY_ASYLEE: ImmigrationCategory
IMMIGRATION_CATEGORY_PAROLEE: ImmigrationCategory
IMMIGRATION_CATEGORY_NONIMMIGRANT: ImmigrationCategory
IMMIGRATION_CATEGORY_TPS: ImmigrationCategory
IMMIGRATION_CATEGORY_DACA: ImmigrationCategory
IMMIGRATION_CATEGORY_PENDING_ASYLUM: ImmigrationCategory
IMMIGRATION_CATEGORY_PENDING_ADJUSTMENT: ImmigrationCategory
IMMIGRATION_CATEGORY_WITHHOLDING: ImmigrationCategory
IMMIGRATION_CATEGORY_CAT: ImmigrationCategory
IMMIGRATION_CATEGORY_RESIDENCE_PERMIT: ImmigrationCategory
IMMIGRATION_CATEGORY_RIGHT_OF_ABODE: ImmigrationCategory
IMMIGRATION_CATEGORY_FREE_MOVEMENT_FAMILY_MEMBER: ImmigrationCategory
NATURALIZATION_APPLICATION_UNSPECIFIED: NaturalizationApplication
NATURALIZATION_APPLICATION_APPLIED: NaturalizationApplication
NATURALIZATION_APPLICATION_NOT_APPLIED: NaturalizationApplication
NATURALIZATION_APPLICATION_UNKNOWN: NaturalizationApplication
AFFILIATION_KIND_UNSPECIFIED: AffiliationKind
AFFILIATION_KIND_EMPLOYEE: AffiliationKind
AFFILIATION_KIND_CONTRACTOR: AffiliationKind
AFFILIATION_KIND_AGENT: AffiliationKind
AFFILIATION_KIND_DIRECTOR: AffiliationKind
ORGANISATION_CLASS_UNSPECIFIED: OrganisationClass
ORGANISATION_CLASS_FOREIGN_GOVERNMENT: OrganisationClass
ORGANISATION_CLASS_INTERNATIONAL_ORGANISATION: OrganisationClass
ORGANISATION_CLASS_US_GOVERNMENT: OrganisationClass

class Claim(_message.Message):
    __slots__ = ("citizenship", "immigration_status", "statelessness", "naturalization", "residence", "lawful_presence", "affiliation", "incorporation", "principal_place", "headquarters", "branch_of", "ultimate_parent", "ownership", "majority_owned", "control", "establishment", "equity_market", "organisation_class", "completeness", "acts_for", "country_as_given")
    CITIZENSHIP_FIELD_NUMBER: _ClassVar[int]
    IMMIGRATION_STATUS_FIELD_NUMBER: _ClassVar[int]
    STATELESSNESS_FIELD_NUMBER: _ClassVar[int]
    NATURALIZATION_FIELD_NUMBER: _ClassVar[int]
    RESIDENCE_FIELD_NUMBER: _ClassVar[int]
    LAWFUL_PRESENCE_FIELD_NUMBER: _ClassVar[int]
    AFFILIATION_FIELD_NUMBER: _ClassVar[int]
    INCORPORATION_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_PLACE_FIELD_NUMBER: _ClassVar[int]
    HEADQUARTERS_FIELD_NUMBER: _ClassVar[int]
    BRANCH_OF_FIELD_NUMBER: _ClassVar[int]
    ULTIMATE_PARENT_FIELD_NUMBER: _ClassVar[int]
    OWNERSHIP_FIELD_NUMBER: _ClassVar[int]
    MAJORITY_OWNED_FIELD_NUMBER: _ClassVar[int]
    CONTROL_FIELD_NUMBER: _ClassVar[int]
    ESTABLISHMENT_FIELD_NUMBER: _ClassVar[int]
    EQUITY_MARKET_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_CLASS_FIELD_NUMBER: _ClassVar[int]
    COMPLETENESS_FIELD_NUMBER: _ClassVar[int]
    ACTS_FOR_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_AS_GIVEN_FIELD_NUMBER: _ClassVar[int]
    citizenship: Citizenship
    immigration_status: ImmigrationStatus
    statelessness: Statelessness
    naturalization: Naturalization
    residence: Residence
    lawful_presence: LawfulPresence
    affiliation: Affiliation
    incorporation: Incorporation
    principal_place: PrincipalPlace
    headquarters: Headquarters
    branch_of: BranchOf
    ultimate_parent: UltimateParent
    ownership: Ownership
    majority_owned: MajorityOwned
    control: Control
    establishment: Establishment
    equity_market: EquityMarket
    organisation_class: OrganisationClassification
    completeness: Completeness
    acts_for: ActsFor
    country_as_given: CountryCode
    def __init__(self, citizenship: _Optional[_Union[Citizenship, _Mapping]] = ..., immigration_status: _Optional[_Union[ImmigrationStatus, _Mapping]] = ..., statelessness: _Optional[_Union[Statelessness, _Mapping]] = ..., naturalization: _Optional[_Union[Naturalization, _Mapping]] = ..., residence: _Optional[_Union[Residence, _Mapping]] = ..., lawful_presence: _Optional[_Union[LawfulPresence, _Mapping]] = ..., affiliation: _Optional[_Union[Affiliation, _Mapping]] = ..., incorporation: _Optional[_Union[Incorporation, _Mapping]] = ..., principal_place: _Optional[_Union[PrincipalPlace, _Mapping]] = ..., headquarters: _Optional[_Union[Headquarters, _Mapping]] = ..., branch_of: _Optional[_Union[BranchOf, _Mapping]] = ..., ultimate_parent: _Optional[_Union[UltimateParent, _Mapping]] = ..., ownership: _Optional[_Union[Ownership, _Mapping]] = ..., majority_owned: _Optional[_Union[MajorityOwned, _Mapping]] = ..., control: _Optional[_Union[Control, _Mapping]] = ..., establishment: _Optional[_Union[Establishment, _Mapping]] = ..., equity_market: _Optional[_Union[EquityMarket, _Mapping]] = ..., organisation_class: _Optional[_Union[OrganisationClassification, _Mapping]] = ..., completeness: _Optional[_Union[Completeness, _Mapping]] = ..., acts_for: _Optional[_Union[ActsFor, _Mapping]] = ..., country_as_given: _Optional[_Union[CountryCode, _Mapping]] = ...) -> None: ...

class CountryCode(_message.Message):
    __slots__ = ("code", "system")
    CODE_FIELD_NUMBER: _ClassVar[int]
    SYSTEM_FIELD_NUMBER: _ClassVar[int]
    code: str
    system: CountryCodeSystem
    def __init__(self, code: _Optional[str] = ..., system: _Optional[_Union[CountryCodeSystem, str]] = ...) -> None: ...

class Citizenship(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    CLASS_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ..., **kwargs) -> None: ...

class ImmigrationStatus(_message.Message):
    __slots__ = ("country", "category", "class_of_admission")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CLASS_OF_ADMISSION_FIELD_NUMBER: _ClassVar[int]
    country: str
    category: ImmigrationCategory
    class_of_admission: str
    def __init__(self, country: _Optional[str] = ..., category: _Optional[_Union[ImmigrationCategory, str]] = ..., class_of_admission: _Optional[str] = ...) -> None: ...

class Statelessness(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Naturalization(_message.Message):
    __slots__ = ("country", "eligible_on", "application", "applied_on")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    ELIGIBLE_ON_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    APPLIED_ON_FIELD_NUMBER: _ClassVar[int]
    country: str
    eligible_on: str
    application: NaturalizationApplication
    applied_on: str
    def __init__(self, country: _Optional[str] = ..., eligible_on: _Optional[str] = ..., application: _Optional[_Union[NaturalizationApplication, str]] = ..., applied_on: _Optional[str] = ...) -> None: ...

class Residence(_message.Message):
    __slots__ = ("country", "region")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    country: str
    region: str
    def __init__(self, country: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class LawfulPresence(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class Affiliation(_message.Message):
    __slots__ = ("kind", "organisation")
    KIND_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    kind: AffiliationKind
    organisation: str
    def __init__(self, kind: _Optional[_Union[AffiliationKind, str]] = ..., organisation: _Optional[str] = ...) -> None: ...

class Incorporation(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class PrincipalPlace(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class Headquarters(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class BranchOf(_message.Message):
    __slots__ = ("organisation",)
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    organisation: str
    def __init__(self, organisation: _Optional[str] = ...) -> None: ...

class UltimateParent(_message.Message):
    __slots__ = ("organisation", "none")
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    NONE_FIELD_NUMBER: _ClassVar[int]
    organisation: str
    none: bool
    def __init__(self, organisation: _Optional[str] = ..., none: _Optional[bool] = ...) -> None: ...

class Ownership(_message.Message):
    __slots__ = ("owner", "percent")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    owner: str
    percent: str
    def __init__(self, owner: _Optional[str] = ..., percent: _Optional[str] = ...) -> None: ...

class MajorityOwned(_message.Message):
    __slots__ = ("by",)
    BY_FIELD_NUMBER: _ClassVar[int]
    by: str
    def __init__(self, by: _Optional[str] = ...) -> None: ...

class Control(_message.Message):
    __slots__ = ("controller", "foreign", "in_fact")
    CONTROLLER_FIELD_NUMBER: _ClassVar[int]
    FOREIGN_FIELD_NUMBER: _ClassVar[int]
    IN_FACT_FIELD_NUMBER: _ClassVar[int]
    controller: str
    foreign: bool
    in_fact: bool
    def __init__(self, controller: _Optional[str] = ..., foreign: _Optional[bool] = ..., in_fact: _Optional[bool] = ...) -> None: ...

class Establishment(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class EquityMarket(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class OrganisationClassification(_message.Message):
    __slots__ = ("country",)
    CLASS_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ..., **kwargs) -> None: ...

class Completeness(_message.Message):
    __slots__ = ("claim_kind", "countries", "except_countries", "categories", "members")
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    EXCEPT_COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    claim_kind: ClaimKind
    countries: _containers.RepeatedScalarFieldContainer[str]
    except_countries: _containers.RepeatedScalarFieldContainer[str]
    categories: _containers.RepeatedScalarFieldContainer[ImmigrationCategory]
    members: _containers.RepeatedCompositeFieldContainer[Claim]
    def __init__(self, claim_kind: _Optional[_Union[ClaimKind, str]] = ..., countries: _Optional[_Iterable[str]] = ..., except_countries: _Optional[_Iterable[str]] = ..., categories: _Optional[_Iterable[_Union[ImmigrationCategory, str]]] = ..., members: _Optional[_Iterable[_Union[Claim, _Mapping]]] = ...) -> None: ...

class ActsFor(_message.Message):
    __slots__ = ("principal",)
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    principal: str
    def __init__(self, principal: _Optional[str] = ...) -> None: ...
