import datetime

from denizen.v1 import attestation_pb2 as _attestation_pb2
from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import consistency_pb2 as _consistency_pb2
from denizen.v1 import determination_pb2 as _determination_pb2
from denizen.v1 import feed_pb2 as _feed_pb2
from denizen.v1 import interval_pb2 as _interval_pb2
from denizen.v1 import principal_pb2 as _principal_pb2
from denizen.v1 import rule_pb2 as _rule_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DirectiveKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTIVE_KIND_UNSPECIFIED: _ClassVar[DirectiveKind]
    DIRECTIVE_KIND_DEFINITION: _ClassVar[DirectiveKind]
    DIRECTIVE_KIND_ENFORCED: _ClassVar[DirectiveKind]

class Confidence(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONFIDENCE_UNSPECIFIED: _ClassVar[Confidence]
    CONFIDENCE_TEXT: _ClassVar[Confidence]
    CONFIDENCE_SECONDARY: _ClassVar[Confidence]
    CONFIDENCE_KNOWLEDGE: _ClassVar[Confidence]

class ActivationAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACTIVATION_ACTION_UNSPECIFIED: _ClassVar[ActivationAction]
    ACTIVATION_ACTION_ACTIVATE: _ClassVar[ActivationAction]
    ACTIVATION_ACTION_SUSPEND: _ClassVar[ActivationAction]
    ACTIVATION_ACTION_RESCIND: _ClassVar[ActivationAction]

class WarningKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WARNING_KIND_UNSPECIFIED: _ClassVar[WarningKind]
    WARNING_KIND_NEVER_TRUE: _ClassVar[WarningKind]
    WARNING_KIND_NEVER_FALSE: _ClassVar[WarningKind]
    WARNING_KIND_OVERLAPPING_PROVISIONS: _ClassVar[WarningKind]
    WARNING_KIND_OVERLAPPING_VERSIONS: _ClassVar[WarningKind]
    WARNING_KIND_GAP: _ClassVar[WarningKind]
    WARNING_KIND_UNMET_THRESHOLD: _ClassVar[WarningKind]
    WARNING_KIND_UNREGISTERED_ISSUER: _ClassVar[WarningKind]
    WARNING_KIND_EMPTY_SET: _ClassVar[WarningKind]
DIRECTIVE_KIND_UNSPECIFIED: DirectiveKind
DIRECTIVE_KIND_DEFINITION: DirectiveKind
DIRECTIVE_KIND_ENFORCED: DirectiveKind
CONFIDENCE_UNSPECIFIED: Confidence
CONFIDENCE_TEXT: Confidence
CONFIDENCE_SECONDARY: Confidence
CONFIDENCE_KNOWLEDGE: Confidence
ACTIVATION_ACTION_UNSPECIFIED: ActivationAction
ACTIVATION_ACTION_ACTIVATE: ActivationAction
ACTIVATION_ACTION_SUSPEND: ActivationAction
ACTIVATION_ACTION_RESCIND: ActivationAction
WARNING_KIND_UNSPECIFIED: WarningKind
WARNING_KIND_NEVER_TRUE: WarningKind
WARNING_KIND_NEVER_FALSE: WarningKind
WARNING_KIND_OVERLAPPING_PROVISIONS: WarningKind
WARNING_KIND_OVERLAPPING_VERSIONS: WarningKind
WARNING_KIND_GAP: WarningKind
WARNING_KIND_UNMET_THRESHOLD: WarningKind
WARNING_KIND_UNREGISTERED_ISSUER: WarningKind
WARNING_KIND_EMPTY_SET: WarningKind

class Resource(_message.Message):
    __slots__ = ("name", "title")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ...) -> None: ...

class Source(_message.Message):
    __slots__ = ("citation", "section", "date", "confidence", "note")
    CITATION_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    citation: str
    section: str
    date: str
    confidence: Confidence
    note: str
    def __init__(self, citation: _Optional[str] = ..., section: _Optional[str] = ..., date: _Optional[str] = ..., confidence: _Optional[_Union[Confidence, str]] = ..., note: _Optional[str] = ...) -> None: ...

class Directive(_message.Message):
    __slots__ = ("name", "kind", "title", "authority", "predicate", "source", "records", "latest_version")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    PREDICATE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    LATEST_VERSION_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: DirectiveKind
    title: str
    authority: str
    predicate: str
    source: Source
    records: _containers.RepeatedCompositeFieldContainer[ActivationRecord]
    latest_version: int
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[DirectiveKind, str]] = ..., title: _Optional[str] = ..., authority: _Optional[str] = ..., predicate: _Optional[str] = ..., source: _Optional[_Union[Source, _Mapping]] = ..., records: _Optional[_Iterable[_Union[ActivationRecord, _Mapping]]] = ..., latest_version: _Optional[int] = ...) -> None: ...

class ActivationRecord(_message.Message):
    __slots__ = ("action", "version", "effective", "known")
    ACTION_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    action: ActivationAction
    version: int
    effective: _interval_pb2.Interval
    known: _interval_pb2.KnownInterval
    def __init__(self, action: _Optional[_Union[ActivationAction, str]] = ..., version: _Optional[int] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., known: _Optional[_Union[_interval_pb2.KnownInterval, _Mapping]] = ...) -> None: ...

class DirectiveVersion(_message.Message):
    __slots__ = ("name", "number", "source", "provisions", "definitions", "digest", "create_time", "cases", "allowed_warnings")
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PROVISIONS_FIELD_NUMBER: _ClassVar[int]
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_WARNINGS_FIELD_NUMBER: _ClassVar[int]
    name: str
    number: int
    source: Source
    provisions: _containers.RepeatedCompositeFieldContainer[Provision]
    definitions: _containers.RepeatedCompositeFieldContainer[NamedDefinition]
    digest: str
    create_time: _timestamp_pb2.Timestamp
    cases: _containers.RepeatedCompositeFieldContainer[Case]
    allowed_warnings: _containers.RepeatedCompositeFieldContainer[Warning]
    def __init__(self, name: _Optional[str] = ..., number: _Optional[int] = ..., source: _Optional[_Union[Source, _Mapping]] = ..., provisions: _Optional[_Iterable[_Union[Provision, _Mapping]]] = ..., definitions: _Optional[_Iterable[_Union[NamedDefinition, _Mapping]]] = ..., digest: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cases: _Optional[_Iterable[_Union[Case, _Mapping]]] = ..., allowed_warnings: _Optional[_Iterable[_Union[Warning, _Mapping]]] = ...) -> None: ...

class Case(_message.Message):
    __slots__ = ("id", "json")
    ID_FIELD_NUMBER: _ClassVar[int]
    JSON_FIELD_NUMBER: _ClassVar[int]
    id: str
    json: str
    def __init__(self, id: _Optional[str] = ..., json: _Optional[str] = ...) -> None: ...

class Warning(_message.Message):
    __slots__ = ("kind", "field", "text")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    kind: WarningKind
    field: str
    text: str
    def __init__(self, kind: _Optional[_Union[WarningKind, str]] = ..., field: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class Authorization(_message.Message):
    __slots__ = ("name", "reference", "directives", "resources", "principals", "organisations", "lists", "effective", "conditions", "source", "known")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVES_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    ORGANISATIONS_FIELD_NUMBER: _ClassVar[int]
    LISTS_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    name: str
    reference: str
    directives: _containers.RepeatedScalarFieldContainer[str]
    resources: _containers.RepeatedScalarFieldContainer[str]
    principals: _containers.RepeatedScalarFieldContainer[str]
    organisations: _containers.RepeatedScalarFieldContainer[str]
    lists: _containers.RepeatedScalarFieldContainer[str]
    effective: _interval_pb2.Interval
    conditions: _rule_pb2.Rule
    source: Source
    known: _interval_pb2.KnownInterval
    def __init__(self, name: _Optional[str] = ..., reference: _Optional[str] = ..., directives: _Optional[_Iterable[str]] = ..., resources: _Optional[_Iterable[str]] = ..., principals: _Optional[_Iterable[str]] = ..., organisations: _Optional[_Iterable[str]] = ..., lists: _Optional[_Iterable[str]] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., conditions: _Optional[_Union[_rule_pb2.Rule, _Mapping]] = ..., source: _Optional[_Union[Source, _Mapping]] = ..., known: _Optional[_Union[_interval_pb2.KnownInterval, _Mapping]] = ...) -> None: ...

class NamedDefinition(_message.Message):
    __slots__ = ("name", "rule", "source")
    NAME_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    rule: _rule_pb2.Rule
    source: Source
    def __init__(self, name: _Optional[str] = ..., rule: _Optional[_Union[_rule_pb2.Rule, _Mapping]] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Provision(_message.Message):
    __slots__ = ("id", "kinds", "populations", "resources", "definition", "exemptions", "thresholds", "undetermined", "presence_max_age")
    ID_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    EXEMPTIONS_FIELD_NUMBER: _ClassVar[int]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    UNDETERMINED_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    kinds: _containers.RepeatedScalarFieldContainer[_principal_pb2.PrincipalKind]
    populations: _containers.RepeatedScalarFieldContainer[str]
    resources: _containers.RepeatedScalarFieldContainer[str]
    definition: _rule_pb2.Rule
    exemptions: _containers.RepeatedCompositeFieldContainer[Exemption]
    thresholds: _containers.RepeatedCompositeFieldContainer[Threshold]
    undetermined: UndeterminedTreatment
    presence_max_age: _duration_pb2.Duration
    def __init__(self, id: _Optional[str] = ..., kinds: _Optional[_Iterable[_Union[_principal_pb2.PrincipalKind, str]]] = ..., populations: _Optional[_Iterable[str]] = ..., resources: _Optional[_Iterable[str]] = ..., definition: _Optional[_Union[_rule_pb2.Rule, _Mapping]] = ..., exemptions: _Optional[_Iterable[_Union[Exemption, _Mapping]]] = ..., thresholds: _Optional[_Iterable[_Union[Threshold, _Mapping]]] = ..., undetermined: _Optional[_Union[UndeterminedTreatment, _Mapping]] = ..., presence_max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Exemption(_message.Message):
    __slots__ = ("id", "rule", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    rule: _rule_pb2.Rule
    source: Source
    def __init__(self, id: _Optional[str] = ..., rule: _Optional[_Union[_rule_pb2.Rule, _Mapping]] = ..., source: _Optional[_Union[Source, _Mapping]] = ...) -> None: ...

class Threshold(_message.Message):
    __slots__ = ("claim_kind", "clearing", "restricting")
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    CLEARING_FIELD_NUMBER: _ClassVar[int]
    RESTRICTING_FIELD_NUMBER: _ClassVar[int]
    claim_kind: _claim_pb2.ClaimKind
    clearing: EvidenceRequirement
    restricting: EvidenceRequirement
    def __init__(self, claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ..., clearing: _Optional[_Union[EvidenceRequirement, _Mapping]] = ..., restricting: _Optional[_Union[EvidenceRequirement, _Mapping]] = ...) -> None: ...

class EvidenceRequirement(_message.Message):
    __slots__ = ("minimum", "issuers", "max_age")
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    ISSUERS_FIELD_NUMBER: _ClassVar[int]
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    minimum: _attestation_pb2.AssuranceLevel
    issuers: _containers.RepeatedScalarFieldContainer[str]
    max_age: _duration_pb2.Duration
    def __init__(self, minimum: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ..., issuers: _Optional[_Iterable[str]] = ..., max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class UndeterminedTreatment(_message.Message):
    __slots__ = ("effect", "allow_until")
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    ALLOW_UNTIL_FIELD_NUMBER: _ClassVar[int]
    effect: _determination_pb2.Effect
    allow_until: _timestamp_pb2.Timestamp
    def __init__(self, effect: _Optional[_Union[_determination_pb2.Effect, str]] = ..., allow_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CountrySet(_message.Message):
    __slots__ = ("name", "title", "members", "aliases", "source", "test_subset")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TEST_SUBSET_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    members: _containers.RepeatedCompositeFieldContainer[CountrySetMember]
    aliases: _containers.RepeatedCompositeFieldContainer[CountryAlias]
    source: Source
    test_subset: bool
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., members: _Optional[_Iterable[_Union[CountrySetMember, _Mapping]]] = ..., aliases: _Optional[_Iterable[_Union[CountryAlias, _Mapping]]] = ..., source: _Optional[_Union[Source, _Mapping]] = ..., test_subset: _Optional[bool] = ...) -> None: ...

class CountrySetMember(_message.Message):
    __slots__ = ("country", "member")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    country: str
    member: _interval_pb2.Interval
    def __init__(self, country: _Optional[str] = ..., member: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ...) -> None: ...

class CountryAlias(_message.Message):
    __slots__ = ("country", "counts_as", "effective")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    COUNTS_AS_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    country: str
    counts_as: str
    effective: _interval_pb2.Interval
    def __init__(self, country: _Optional[str] = ..., counts_as: _Optional[str] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ...) -> None: ...

class List(_message.Message):
    __slots__ = ("name", "title", "source", "test_subset", "entry_count")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TEST_SUBSET_FIELD_NUMBER: _ClassVar[int]
    ENTRY_COUNT_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    source: Source
    test_subset: bool
    entry_count: int
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., source: _Optional[_Union[Source, _Mapping]] = ..., test_subset: _Optional[bool] = ..., entry_count: _Optional[int] = ...) -> None: ...

class ListEntry(_message.Message):
    __slots__ = ("external_identifier", "listed")
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    LISTED_FIELD_NUMBER: _ClassVar[int]
    external_identifier: _principal_pb2.ExternalIdentifier
    listed: _interval_pb2.Interval
    def __init__(self, external_identifier: _Optional[_Union[_principal_pb2.ExternalIdentifier, _Mapping]] = ..., listed: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ...) -> None: ...

class DirectiveFile(_message.Message):
    __slots__ = ("imports", "directive", "versions", "suspensions", "rescinded_from", "resources", "definitions", "country_sets", "lists", "case_files")
    IMPORTS_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    SUSPENSIONS_FIELD_NUMBER: _ClassVar[int]
    RESCINDED_FROM_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_SETS_FIELD_NUMBER: _ClassVar[int]
    LISTS_FIELD_NUMBER: _ClassVar[int]
    CASE_FILES_FIELD_NUMBER: _ClassVar[int]
    imports: _containers.RepeatedScalarFieldContainer[str]
    directive: Directive
    versions: _containers.RepeatedCompositeFieldContainer[VersionEntry]
    suspensions: _containers.RepeatedCompositeFieldContainer[_interval_pb2.Interval]
    rescinded_from: _timestamp_pb2.Timestamp
    resources: _containers.RepeatedCompositeFieldContainer[Resource]
    definitions: _containers.RepeatedCompositeFieldContainer[NamedDefinition]
    country_sets: _containers.RepeatedCompositeFieldContainer[CountrySet]
    lists: _containers.RepeatedCompositeFieldContainer[List]
    case_files: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, imports: _Optional[_Iterable[str]] = ..., directive: _Optional[_Union[Directive, _Mapping]] = ..., versions: _Optional[_Iterable[_Union[VersionEntry, _Mapping]]] = ..., suspensions: _Optional[_Iterable[_Union[_interval_pb2.Interval, _Mapping]]] = ..., rescinded_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resources: _Optional[_Iterable[_Union[Resource, _Mapping]]] = ..., definitions: _Optional[_Iterable[_Union[NamedDefinition, _Mapping]]] = ..., country_sets: _Optional[_Iterable[_Union[CountrySet, _Mapping]]] = ..., lists: _Optional[_Iterable[_Union[List, _Mapping]]] = ..., case_files: _Optional[_Iterable[str]] = ...) -> None: ...

class VersionEntry(_message.Message):
    __slots__ = ("version", "activations")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ACTIVATIONS_FIELD_NUMBER: _ClassVar[int]
    version: DirectiveVersion
    activations: _containers.RepeatedCompositeFieldContainer[_interval_pb2.Interval]
    def __init__(self, version: _Optional[_Union[DirectiveVersion, _Mapping]] = ..., activations: _Optional[_Iterable[_Union[_interval_pb2.Interval, _Mapping]]] = ...) -> None: ...

class RegisterResourceRequest(_message.Message):
    __slots__ = ("resource", "request_id")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    resource: Resource
    request_id: str
    def __init__(self, resource: _Optional[_Union[Resource, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class RegisterResourceResponse(_message.Message):
    __slots__ = ("resource", "revision_token")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    resource: Resource
    revision_token: str
    def __init__(self, resource: _Optional[_Union[Resource, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListResourcesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListResourcesResponse(_message.Message):
    __slots__ = ("resources", "next_page_token", "revision_token")
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    resources: _containers.RepeatedCompositeFieldContainer[Resource]
    next_page_token: str
    revision_token: str
    def __init__(self, resources: _Optional[_Iterable[_Union[Resource, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class CreateDirectiveRequest(_message.Message):
    __slots__ = ("directive", "request_id")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    directive: Directive
    request_id: str
    def __init__(self, directive: _Optional[_Union[Directive, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateDirectiveResponse(_message.Message):
    __slots__ = ("directive", "revision_token")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    directive: Directive
    revision_token: str
    def __init__(self, directive: _Optional[_Union[Directive, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetDirectiveRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetDirectiveResponse(_message.Message):
    __slots__ = ("directive", "revision_token")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    directive: Directive
    revision_token: str
    def __init__(self, directive: _Optional[_Union[Directive, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListDirectivesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListDirectivesResponse(_message.Message):
    __slots__ = ("directives", "next_page_token", "revision_token")
    DIRECTIVES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    directives: _containers.RepeatedCompositeFieldContainer[Directive]
    next_page_token: str
    revision_token: str
    def __init__(self, directives: _Optional[_Iterable[_Union[Directive, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class PublishVersionRequest(_message.Message):
    __slots__ = ("parent", "version", "request_id", "allow", "planned_activations")
    PARENT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ALLOW_FIELD_NUMBER: _ClassVar[int]
    PLANNED_ACTIVATIONS_FIELD_NUMBER: _ClassVar[int]
    parent: str
    version: DirectiveVersion
    request_id: str
    allow: _containers.RepeatedScalarFieldContainer[WarningKind]
    planned_activations: _containers.RepeatedCompositeFieldContainer[_interval_pb2.Interval]
    def __init__(self, parent: _Optional[str] = ..., version: _Optional[_Union[DirectiveVersion, _Mapping]] = ..., request_id: _Optional[str] = ..., allow: _Optional[_Iterable[_Union[WarningKind, str]]] = ..., planned_activations: _Optional[_Iterable[_Union[_interval_pb2.Interval, _Mapping]]] = ...) -> None: ...

class PublishVersionResponse(_message.Message):
    __slots__ = ("version", "revision_token", "warnings")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    version: DirectiveVersion
    revision_token: str
    warnings: _containers.RepeatedCompositeFieldContainer[Warning]
    def __init__(self, version: _Optional[_Union[DirectiveVersion, _Mapping]] = ..., revision_token: _Optional[str] = ..., warnings: _Optional[_Iterable[_Union[Warning, _Mapping]]] = ...) -> None: ...

class GetVersionRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetVersionResponse(_message.Message):
    __slots__ = ("version", "revision_token")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    version: DirectiveVersion
    revision_token: str
    def __init__(self, version: _Optional[_Union[DirectiveVersion, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ActivateVersionRequest(_message.Message):
    __slots__ = ("name", "effective", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    effective: _interval_pb2.Interval
    request_id: str
    def __init__(self, name: _Optional[str] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class ActivateVersionResponse(_message.Message):
    __slots__ = ("directive", "revision_token")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    directive: Directive
    revision_token: str
    def __init__(self, directive: _Optional[_Union[Directive, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class SuspendDirectiveRequest(_message.Message):
    __slots__ = ("name", "effective", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    effective: _interval_pb2.Interval
    request_id: str
    def __init__(self, name: _Optional[str] = ..., effective: _Optional[_Union[_interval_pb2.Interval, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class SuspendDirectiveResponse(_message.Message):
    __slots__ = ("directive", "revision_token")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    directive: Directive
    revision_token: str
    def __init__(self, directive: _Optional[_Union[Directive, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RescindDirectiveRequest(_message.Message):
    __slots__ = ("name", "effective_from", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    effective_from: _timestamp_pb2.Timestamp
    request_id: str
    def __init__(self, name: _Optional[str] = ..., effective_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class RescindDirectiveResponse(_message.Message):
    __slots__ = ("directive", "revision_token")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    directive: Directive
    revision_token: str
    def __init__(self, directive: _Optional[_Union[Directive, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class PutCountrySetRequest(_message.Message):
    __slots__ = ("country_set", "request_id")
    COUNTRY_SET_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    country_set: CountrySet
    request_id: str
    def __init__(self, country_set: _Optional[_Union[CountrySet, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutCountrySetResponse(_message.Message):
    __slots__ = ("country_set", "revision_token")
    COUNTRY_SET_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    country_set: CountrySet
    revision_token: str
    def __init__(self, country_set: _Optional[_Union[CountrySet, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetCountrySetRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetCountrySetResponse(_message.Message):
    __slots__ = ("country_set", "revision_token")
    COUNTRY_SET_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    country_set: CountrySet
    revision_token: str
    def __init__(self, country_set: _Optional[_Union[CountrySet, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListCountrySetsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListCountrySetsResponse(_message.Message):
    __slots__ = ("country_sets", "next_page_token", "revision_token")
    COUNTRY_SETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    country_sets: _containers.RepeatedCompositeFieldContainer[CountrySet]
    next_page_token: str
    revision_token: str
    def __init__(self, country_sets: _Optional[_Iterable[_Union[CountrySet, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class PutListRequest(_message.Message):
    __slots__ = ("list", "request_id")
    LIST_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    list: List
    request_id: str
    def __init__(self, list: _Optional[_Union[List, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutListResponse(_message.Message):
    __slots__ = ("list", "revision_token")
    LIST_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    list: List
    revision_token: str
    def __init__(self, list: _Optional[_Union[List, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class AddListEntriesRequest(_message.Message):
    __slots__ = ("name", "entries", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    entries: _containers.RepeatedCompositeFieldContainer[ListEntry]
    request_id: str
    def __init__(self, name: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[ListEntry, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class AddListEntriesResponse(_message.Message):
    __slots__ = ("list", "revision_token")
    LIST_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    list: List
    revision_token: str
    def __init__(self, list: _Optional[_Union[List, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RemoveListEntriesRequest(_message.Message):
    __slots__ = ("name", "external_identifiers", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    external_identifiers: _containers.RepeatedCompositeFieldContainer[_principal_pb2.ExternalIdentifier]
    request_id: str
    def __init__(self, name: _Optional[str] = ..., external_identifiers: _Optional[_Iterable[_Union[_principal_pb2.ExternalIdentifier, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class RemoveListEntriesResponse(_message.Message):
    __slots__ = ("list", "revision_token")
    LIST_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    list: List
    revision_token: str
    def __init__(self, list: _Optional[_Union[List, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetListRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetListResponse(_message.Message):
    __slots__ = ("list", "revision_token")
    LIST_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    list: List
    revision_token: str
    def __init__(self, list: _Optional[_Union[List, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListListsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListListsResponse(_message.Message):
    __slots__ = ("lists", "next_page_token", "revision_token")
    LISTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    lists: _containers.RepeatedCompositeFieldContainer[List]
    next_page_token: str
    revision_token: str
    def __init__(self, lists: _Optional[_Iterable[_Union[List, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class CreateAuthorizationRequest(_message.Message):
    __slots__ = ("authorization", "request_id")
    AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    authorization: Authorization
    request_id: str
    def __init__(self, authorization: _Optional[_Union[Authorization, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateAuthorizationResponse(_message.Message):
    __slots__ = ("authorization", "revision_token")
    AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    authorization: Authorization
    revision_token: str
    def __init__(self, authorization: _Optional[_Union[Authorization, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class GetAuthorizationRequest(_message.Message):
    __slots__ = ("name", "consistency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, name: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class GetAuthorizationResponse(_message.Message):
    __slots__ = ("authorization", "revision_token")
    AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    authorization: Authorization
    revision_token: str
    def __init__(self, authorization: _Optional[_Union[Authorization, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListAuthorizationsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "directive", "consistency")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    directive: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., directive: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListAuthorizationsResponse(_message.Message):
    __slots__ = ("authorizations", "next_page_token", "revision_token")
    AUTHORIZATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    authorizations: _containers.RepeatedCompositeFieldContainer[Authorization]
    next_page_token: str
    revision_token: str
    def __init__(self, authorizations: _Optional[_Iterable[_Union[Authorization, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class RevokeAuthorizationRequest(_message.Message):
    __slots__ = ("name", "reason_code", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason_code: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RevokeAuthorizationResponse(_message.Message):
    __slots__ = ("authorization", "revision_token")
    AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    authorization: Authorization
    revision_token: str
    def __init__(self, authorization: _Optional[_Union[Authorization, _Mapping]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class DiffVersionsRequest(_message.Message):
    __slots__ = ("before", "after", "consistency")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    before: str
    after: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, before: _Optional[str] = ..., after: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class DiffVersionsResponse(_message.Message):
    __slots__ = ("changes", "changed_answers", "case_count", "revision_token")
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    CHANGED_ANSWERS_FIELD_NUMBER: _ClassVar[int]
    CASE_COUNT_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedScalarFieldContainer[str]
    changed_answers: _containers.RepeatedCompositeFieldContainer[ChangedAnswer]
    case_count: int
    revision_token: str
    def __init__(self, changes: _Optional[_Iterable[str]] = ..., changed_answers: _Optional[_Iterable[_Union[ChangedAnswer, _Mapping]]] = ..., case_count: _Optional[int] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ChangedAnswer(_message.Message):
    __slots__ = ("case_id", "before", "after")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    before: _determination_pb2.Determination
    after: _determination_pb2.Determination
    def __init__(self, case_id: _Optional[str] = ..., before: _Optional[_Union[_determination_pb2.Determination, str]] = ..., after: _Optional[_Union[_determination_pb2.Determination, str]] = ...) -> None: ...
