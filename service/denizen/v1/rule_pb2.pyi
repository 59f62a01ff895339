from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import principal_pb2 as _principal_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class When(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WHEN_UNSPECIFIED: _ClassVar[When]
    WHEN_CURRENT: _ClassVar[When]
    WHEN_EVER: _ClassVar[When]
    WHEN_SINCE: _ClassVar[When]
WHEN_UNSPECIFIED: When
WHEN_CURRENT: When
WHEN_EVER: When
WHEN_SINCE: When

class Rule(_message.Message):
    __slots__ = ("all", "any", "definition", "citizen_of", "foreign_citizen", "holds_status", "most_recent_country_in", "resident_in", "lawfully_present_in", "affiliated", "missed_naturalization_window", "incorporated_in", "headquartered_in", "ultimate_parent_headquartered_in", "principal_place_in", "established_in", "equity_traded_in", "organisation_is", "controlled_by", "majority_owned_by", "owned_by", "subsidiary_of", "present_in", "listed")
    ALL_FIELD_NUMBER: _ClassVar[int]
    ANY_FIELD_NUMBER: _ClassVar[int]
    NOT_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    IS_FIELD_NUMBER: _ClassVar[int]
    CITIZEN_OF_FIELD_NUMBER: _ClassVar[int]
    FOREIGN_CITIZEN_FIELD_NUMBER: _ClassVar[int]
    HOLDS_STATUS_FIELD_NUMBER: _ClassVar[int]
    MOST_RECENT_COUNTRY_IN_FIELD_NUMBER: _ClassVar[int]
    RESIDENT_IN_FIELD_NUMBER: _ClassVar[int]
    LAWFULLY_PRESENT_IN_FIELD_NUMBER: _ClassVar[int]
    AFFILIATED_FIELD_NUMBER: _ClassVar[int]
    MISSED_NATURALIZATION_WINDOW_FIELD_NUMBER: _ClassVar[int]
    INCORPORATED_IN_FIELD_NUMBER: _ClassVar[int]
    HEADQUARTERED_IN_FIELD_NUMBER: _ClassVar[int]
    ULTIMATE_PARENT_HEADQUARTERED_IN_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_PLACE_IN_FIELD_NUMBER: _ClassVar[int]
    ESTABLISHED_IN_FIELD_NUMBER: _ClassVar[int]
    EQUITY_TRADED_IN_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_IS_FIELD_NUMBER: _ClassVar[int]
    CONTROLLED_BY_FIELD_NUMBER: _ClassVar[int]
    MAJORITY_OWNED_BY_FIELD_NUMBER: _ClassVar[int]
    OWNED_BY_FIELD_NUMBER: _ClassVar[int]
    SUBSIDIARY_OF_FIELD_NUMBER: _ClassVar[int]
    PRESENT_IN_FIELD_NUMBER: _ClassVar[int]
    LISTED_FIELD_NUMBER: _ClassVar[int]
    all: _containers.RepeatedCompositeFieldContainer[Rule]
    any: _containers.RepeatedCompositeFieldContainer[Rule]
    definition: str
    citizen_of: CitizenOf
    foreign_citizen: ForeignCitizen
    holds_status: HoldsStatus
    most_recent_country_in: Countries
    resident_in: Countries
    lawfully_present_in: Countries
    affiliated: Affiliated
    missed_naturalization_window: MissedNaturalizationWindow
    incorporated_in: Countries
    headquartered_in: Countries
    ultimate_parent_headquartered_in: Countries
    principal_place_in: Countries
    established_in: Countries
    equity_traded_in: Countries
    organisation_is: OrganisationIs
    controlled_by: ControlledBy
    majority_owned_by: Countries
    owned_by: OwnedBy
    subsidiary_of: SubsidiaryOf
    present_in: Countries
    listed: Listed
    def __init__(self, all: _Optional[_Iterable[_Union[Rule, _Mapping]]] = ..., any: _Optional[_Iterable[_Union[Rule, _Mapping]]] = ..., definition: _Optional[str] = ..., citizen_of: _Optional[_Union[CitizenOf, _Mapping]] = ..., foreign_citizen: _Optional[_Union[ForeignCitizen, _Mapping]] = ..., holds_status: _Optional[_Union[HoldsStatus, _Mapping]] = ..., most_recent_country_in: _Optional[_Union[Countries, _Mapping]] = ..., resident_in: _Optional[_Union[Countries, _Mapping]] = ..., lawfully_present_in: _Optional[_Union[Countries, _Mapping]] = ..., affiliated: _Optional[_Union[Affiliated, _Mapping]] = ..., missed_naturalization_window: _Optional[_Union[MissedNaturalizationWindow, _Mapping]] = ..., incorporated_in: _Optional[_Union[Countries, _Mapping]] = ..., headquartered_in: _Optional[_Union[Countries, _Mapping]] = ..., ultimate_parent_headquartered_in: _Optional[_Union[Countries, _Mapping]] = ..., principal_place_in: _Optional[_Union[Countries, _Mapping]] = ..., established_in: _Optional[_Union[Countries, _Mapping]] = ..., equity_traded_in: _Optional[_Union[Countries, _Mapping]] = ..., organisation_is: _Optional[_Union[OrganisationIs, _Mapping]] = ..., controlled_by: _Optional[_Union[ControlledBy, _Mapping]] = ..., majority_owned_by: _Optional[_Union[Countries, _Mapping]] = ..., owned_by: _Optional[_Union[OwnedBy, _Mapping]] = ..., subsidiary_of: _Optional[_Union[SubsidiaryOf, _Mapping]] = ..., present_in: _Optional[_Union[Countries, _Mapping]] = ..., listed: _Optional[_Union[Listed, _Mapping]] = ..., **kwargs) -> None: ...

class Countries(_message.Message):
    __slots__ = ("countries", "except_countries")
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    EXCEPT_COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    countries: _containers.RepeatedScalarFieldContainer[str]
    except_countries: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, countries: _Optional[_Iterable[str]] = ..., except_countries: _Optional[_Iterable[str]] = ...) -> None: ...

class CitizenOf(_message.Message):
    __slots__ = ("countries", "classes", "when", "since")
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    WHEN_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    countries: _containers.RepeatedScalarFieldContainer[str]
    classes: _containers.RepeatedScalarFieldContainer[_claim_pb2.CitizenshipClass]
    when: When
    since: str
    def __init__(self, countries: _Optional[_Iterable[str]] = ..., classes: _Optional[_Iterable[_Union[_claim_pb2.CitizenshipClass, str]]] = ..., when: _Optional[_Union[When, str]] = ..., since: _Optional[str] = ...) -> None: ...

class ForeignCitizen(_message.Message):
    __slots__ = ("home",)
    HOME_FIELD_NUMBER: _ClassVar[int]
    home: str
    def __init__(self, home: _Optional[str] = ...) -> None: ...

class HoldsStatus(_message.Message):
    __slots__ = ("countries", "categories", "when", "since")
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    WHEN_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    countries: _containers.RepeatedScalarFieldContainer[str]
    categories: _containers.RepeatedScalarFieldContainer[_claim_pb2.ImmigrationCategory]
    when: When
    since: str
    def __init__(self, countries: _Optional[_Iterable[str]] = ..., categories: _Optional[_Iterable[_Union[_claim_pb2.ImmigrationCategory, str]]] = ..., when: _Optional[_Union[When, str]] = ..., since: _Optional[str] = ...) -> None: ...

class Affiliated(_message.Message):
    __slots__ = ("kinds", "organisation")
    KINDS_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    kinds: _containers.RepeatedScalarFieldContainer[_claim_pb2.AffiliationKind]
    organisation: Rule
    def __init__(self, kinds: _Optional[_Iterable[_Union[_claim_pb2.AffiliationKind, str]]] = ..., organisation: _Optional[_Union[Rule, _Mapping]] = ...) -> None: ...

class MissedNaturalizationWindow(_message.Message):
    __slots__ = ("country",)
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    country: str
    def __init__(self, country: _Optional[str] = ...) -> None: ...

class OrganisationIs(_message.Message):
    __slots__ = ("classes", "countries")
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    COUNTRIES_FIELD_NUMBER: _ClassVar[int]
    classes: _containers.RepeatedScalarFieldContainer[_claim_pb2.OrganisationClass]
    countries: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, classes: _Optional[_Iterable[_Union[_claim_pb2.OrganisationClass, str]]] = ..., countries: _Optional[_Iterable[str]] = ...) -> None: ...

class ControlledBy(_message.Message):
    __slots__ = ("controller", "foreign")
    CONTROLLER_FIELD_NUMBER: _ClassVar[int]
    FOREIGN_FIELD_NUMBER: _ClassVar[int]
    controller: Rule
    foreign: bool
    def __init__(self, controller: _Optional[_Union[Rule, _Mapping]] = ..., foreign: _Optional[bool] = ...) -> None: ...

class OwnedBy(_message.Message):
    __slots__ = ("owner", "at_least", "more_than")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    AT_LEAST_FIELD_NUMBER: _ClassVar[int]
    MORE_THAN_FIELD_NUMBER: _ClassVar[int]
    owner: Rule
    at_least: str
    more_than: str
    def __init__(self, owner: _Optional[_Union[Rule, _Mapping]] = ..., at_least: _Optional[str] = ..., more_than: _Optional[str] = ...) -> None: ...

class SubsidiaryOf(_message.Message):
    __slots__ = ("parent", "controlled_in_fact")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    CONTROLLED_IN_FACT_FIELD_NUMBER: _ClassVar[int]
    parent: Rule
    controlled_in_fact: bool
    def __init__(self, parent: _Optional[_Union[Rule, _Mapping]] = ..., controlled_in_fact: _Optional[bool] = ...) -> None: ...

class Listed(_message.Message):
    __slots__ = ("lists",)
    LISTS_FIELD_NUMBER: _ClassVar[int]
    lists: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, lists: _Optional[_Iterable[str]] = ...) -> None: ...
