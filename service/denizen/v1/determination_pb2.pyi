import datetime

from denizen.v1 import attestation_pb2 as _attestation_pb2
from denizen.v1 import claim_pb2 as _claim_pb2
from denizen.v1 import consistency_pb2 as _consistency_pb2
from denizen.v1 import principal_pb2 as _principal_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.rpc import status_pb2 as _status_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Determination(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DETERMINATION_UNSPECIFIED: _ClassVar[Determination]
    DETERMINATION_FOREIGN_NATIONAL: _ClassVar[Determination]
    DETERMINATION_NOT_FOREIGN_NATIONAL: _ClassVar[Determination]
    DETERMINATION_UNDETERMINED: _ClassVar[Determination]
    DETERMINATION_NOT_APPLICABLE: _ClassVar[Determination]

class Effect(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EFFECT_UNSPECIFIED: _ClassVar[Effect]
    EFFECT_DENY: _ClassVar[Effect]
    EFFECT_ALLOW: _ClassVar[Effect]

class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REASON_UNSPECIFIED: _ClassVar[Reason]
    REASON_EVALUATION_FAILED: _ClassVar[Reason]
    REASON_UNKNOWN_PRINCIPAL: _ClassVar[Reason]
    REASON_NOT_IN_FORCE: _ClassVar[Reason]
    REASON_NOT_COVERED: _ClassVar[Reason]
    REASON_RESOURCE_UNSPECIFIED: _ClassVar[Reason]
    REASON_EXEMPT: _ClassVar[Reason]
    REASON_AUTHORIZED: _ClassVar[Reason]
    REASON_CONFLICTING_ATTESTATIONS: _ClassVar[Reason]
    REASON_OVERRULED: _ClassVar[Reason]
    REASON_MEETS_DEFINITION: _ClassVar[Reason]
    REASON_FAILS_DEFINITION: _ClassVar[Reason]
    REASON_ASSURANCE_TOO_LOW: _ClassVar[Reason]
    REASON_ISSUER_NOT_ACCEPTED: _ClassVar[Reason]
    REASON_STALE: _ClassVar[Reason]
    REASON_EXPIRED: _ClassVar[Reason]
    REASON_SET_NOT_CLOSED: _ClassVar[Reason]
    REASON_SET_NOT_VISIBLE: _ClassVar[Reason]
    REASON_CLASS_UNSPECIFIED: _ClassVar[Reason]
    REASON_DATES_MISSING_OR_TIED: _ClassVar[Reason]
    REASON_OWNERSHIP_CYCLE: _ClassVar[Reason]
    REASON_UNKNOWN_ORGANISATION: _ClassVar[Reason]
    REASON_PRESENCE_NOT_GIVEN: _ClassVar[Reason]
    REASON_PURPOSE_NOT_PERMITTED: _ClassVar[Reason]
    REASON_NOT_ATTESTED: _ClassVar[Reason]
    REASON_ERASED: _ClassVar[Reason]

class SettlingAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SETTLING_ACTION_UNSPECIFIED: _ClassVar[SettlingAction]
    SETTLING_ACTION_ATTEST: _ClassVar[SettlingAction]
    SETTLING_ACTION_SUPERSEDE: _ClassVar[SettlingAction]
    SETTLING_ACTION_RESOLVE: _ClassVar[SettlingAction]
    SETTLING_ACTION_PRESENCE: _ClassVar[SettlingAction]

class DifferenceKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIFFERENCE_KIND_UNSPECIFIED: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_FACT: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_DIRECTIVE: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_REFERENCE_DATA: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_PRINCIPAL: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_AUTHORIZATION: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_TIME: _ClassVar[DifferenceKind]

class ValidUntilCause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VALID_UNTIL_CAUSE_UNSPECIFIED: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_HELD: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_VOUCHED: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_FRESHNESS: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_PRESENCE: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_ACTIVATION: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_REFERENCE_DATA: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_AUTHORIZATION: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_ALLOW_UNTIL: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_NATURALIZATION_WINDOW: _ClassVar[ValidUntilCause]
    VALID_UNTIL_CAUSE_ISSUER_RIGHTS: _ClassVar[ValidUntilCause]

class TruthValue(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRUTH_VALUE_UNSPECIFIED: _ClassVar[TruthValue]
    TRUTH_VALUE_TRUE: _ClassVar[TruthValue]
    TRUTH_VALUE_FALSE: _ClassVar[TruthValue]
    TRUTH_VALUE_UNKNOWN: _ClassVar[TruthValue]

class Polarity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    POLARITY_UNSPECIFIED: _ClassVar[Polarity]
    POLARITY_POSITIVE: _ClassVar[Polarity]
    POLARITY_NEGATIVE: _ClassVar[Polarity]
DETERMINATION_UNSPECIFIED: Determination
DETERMINATION_FOREIGN_NATIONAL: Determination
DETERMINATION_NOT_FOREIGN_NATIONAL: Determination
DETERMINATION_UNDETERMINED: Determination
DETERMINATION_NOT_APPLICABLE: Determination
EFFECT_UNSPECIFIED: Effect
EFFECT_DENY: Effect
EFFECT_ALLOW: Effect
REASON_UNSPECIFIED: Reason
REASON_EVALUATION_FAILED: Reason
REASON_UNKNOWN_PRINCIPAL: Reason
REASON_NOT_IN_FORCE: Reason
REASON_NOT_COVERED: Reason
REASON_RESOURCE_UNSPECIFIED: Reason
REASON_EXEMPT: Reason
REASON_AUTHORIZED: Reason
REASON_CONFLICTING_ATTESTATIONS: Reason
REASON_OVERRULED: Reason
REASON_MEETS_DEFINITION: Reason
REASON_FAILS_DEFINITION: Reason
REASON_ASSURANCE_TOO_LOW: Reason
REASON_ISSUER_NOT_ACCEPTED: Reason
REASON_STALE: Reason
REASON_EXPIRED: Reason
REASON_SET_NOT_CLOSED: Reason
REASON_SET_NOT_VISIBLE: Reason
REASON_CLASS_UNSPECIFIED: Reason
REASON_DATES_MISSING_OR_TIED: Reason
REASON_OWNERSHIP_CYCLE: Reason
REASON_UNKNOWN_ORGANISATION: Reason
REASON_PRESENCE_NOT_GIVEN: Reason
REASON_PURPOSE_NOT_PERMITTED: Reason
REASON_NOT_ATTESTED: Reason
REASON_ERASED: Reason
SETTLING_ACTION_UNSPECIFIED: SettlingAction
SETTLING_ACTION_ATTEST: SettlingAction
SETTLING_ACTION_SUPERSEDE: SettlingAction
SETTLING_ACTION_RESOLVE: SettlingAction
SETTLING_ACTION_PRESENCE: SettlingAction
DIFFERENCE_KIND_UNSPECIFIED: DifferenceKind
DIFFERENCE_KIND_FACT: DifferenceKind
DIFFERENCE_KIND_DIRECTIVE: DifferenceKind
DIFFERENCE_KIND_REFERENCE_DATA: DifferenceKind
DIFFERENCE_KIND_PRINCIPAL: DifferenceKind
DIFFERENCE_KIND_AUTHORIZATION: DifferenceKind
DIFFERENCE_KIND_TIME: DifferenceKind
VALID_UNTIL_CAUSE_UNSPECIFIED: ValidUntilCause
VALID_UNTIL_CAUSE_HELD: ValidUntilCause
VALID_UNTIL_CAUSE_VOUCHED: ValidUntilCause
VALID_UNTIL_CAUSE_FRESHNESS: ValidUntilCause
VALID_UNTIL_CAUSE_PRESENCE: ValidUntilCause
VALID_UNTIL_CAUSE_ACTIVATION: ValidUntilCause
VALID_UNTIL_CAUSE_REFERENCE_DATA: ValidUntilCause
VALID_UNTIL_CAUSE_AUTHORIZATION: ValidUntilCause
VALID_UNTIL_CAUSE_ALLOW_UNTIL: ValidUntilCause
VALID_UNTIL_CAUSE_NATURALIZATION_WINDOW: ValidUntilCause
VALID_UNTIL_CAUSE_ISSUER_RIGHTS: ValidUntilCause
TRUTH_VALUE_UNSPECIFIED: TruthValue
TRUTH_VALUE_TRUE: TruthValue
TRUTH_VALUE_FALSE: TruthValue
TRUTH_VALUE_UNKNOWN: TruthValue
POLARITY_UNSPECIFIED: Polarity
POLARITY_POSITIVE: Polarity
POLARITY_NEGATIVE: Polarity

class Presence(_message.Message):
    __slots__ = ("country", "observed_at", "source")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    OBSERVED_AT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    country: str
    observed_at: _timestamp_pb2.Timestamp
    source: str
    def __init__(self, country: _Optional[str] = ..., observed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., source: _Optional[str] = ...) -> None: ...

class CheckRequest(_message.Message):
    __slots__ = ("principal", "external_identifier", "directive", "resource", "purpose", "presence", "at", "known_revision", "known_at", "explain", "consistency")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    principal: str
    external_identifier: _principal_pb2.ExternalIdentifier
    directive: str
    resource: str
    purpose: str
    presence: Presence
    at: _timestamp_pb2.Timestamp
    known_revision: int
    known_at: _timestamp_pb2.Timestamp
    explain: bool
    consistency: _consistency_pb2.Consistency
    def __init__(self, principal: _Optional[str] = ..., external_identifier: _Optional[_Union[_principal_pb2.ExternalIdentifier, _Mapping]] = ..., directive: _Optional[str] = ..., resource: _Optional[str] = ..., purpose: _Optional[str] = ..., presence: _Optional[_Union[Presence, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., explain: _Optional[bool] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class CheckResponse(_message.Message):
    __slots__ = ("answer", "at", "known_revision", "revision_token", "decision_id")
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    answer: Answer
    at: _timestamp_pb2.Timestamp
    known_revision: int
    revision_token: str
    decision_id: str
    def __init__(self, answer: _Optional[_Union[Answer, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., revision_token: _Optional[str] = ..., decision_id: _Optional[str] = ...) -> None: ...

class Answer(_message.Message):
    __slots__ = ("determination", "effect", "reasons", "rests_on", "directive_version", "directive_digest", "provision", "valid_until", "valid_until_cause", "explanation", "settling", "settling_searched", "authorization")
    DETERMINATION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    RESTS_ON_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVE_VERSION_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVE_DIGEST_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_CAUSE_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    SETTLING_FIELD_NUMBER: _ClassVar[int]
    SETTLING_SEARCHED_FIELD_NUMBER: _ClassVar[int]
    AUTHORIZATION_FIELD_NUMBER: _ClassVar[int]
    determination: Determination
    effect: Effect
    reasons: _containers.RepeatedScalarFieldContainer[Reason]
    rests_on: _containers.RepeatedScalarFieldContainer[str]
    directive_version: str
    directive_digest: str
    provision: str
    valid_until: _timestamp_pb2.Timestamp
    valid_until_cause: ValidUntilCause
    explanation: Explanation
    settling: _containers.RepeatedCompositeFieldContainer[SettlingWay]
    settling_searched: int
    authorization: str
    def __init__(self, determination: _Optional[_Union[Determination, str]] = ..., effect: _Optional[_Union[Effect, str]] = ..., reasons: _Optional[_Iterable[_Union[Reason, str]]] = ..., rests_on: _Optional[_Iterable[str]] = ..., directive_version: _Optional[str] = ..., directive_digest: _Optional[str] = ..., provision: _Optional[str] = ..., valid_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., valid_until_cause: _Optional[_Union[ValidUntilCause, str]] = ..., explanation: _Optional[_Union[Explanation, _Mapping]] = ..., settling: _Optional[_Iterable[_Union[SettlingWay, _Mapping]]] = ..., settling_searched: _Optional[int] = ..., authorization: _Optional[str] = ...) -> None: ...

class SettlingWay(_message.Message):
    __slots__ = ("determination", "steps")
    DETERMINATION_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    determination: Determination
    steps: _containers.RepeatedCompositeFieldContainer[SettlingStep]
    def __init__(self, determination: _Optional[_Union[Determination, str]] = ..., steps: _Optional[_Iterable[_Union[SettlingStep, _Mapping]]] = ...) -> None: ...

class SettlingStep(_message.Message):
    __slots__ = ("action", "text", "subject", "claim", "does_not_hold", "minimum", "attestation", "claim_kind")
    ACTION_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DOES_NOT_HOLD_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    action: SettlingAction
    text: str
    subject: str
    claim: _claim_pb2.Claim
    does_not_hold: bool
    minimum: _attestation_pb2.AssuranceLevel
    attestation: str
    claim_kind: _claim_pb2.ClaimKind
    def __init__(self, action: _Optional[_Union[SettlingAction, str]] = ..., text: _Optional[str] = ..., subject: _Optional[str] = ..., claim: _Optional[_Union[_claim_pb2.Claim, _Mapping]] = ..., does_not_hold: _Optional[bool] = ..., minimum: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ..., attestation: _Optional[str] = ..., claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ...) -> None: ...

class CheckAccessRequest(_message.Message):
    __slots__ = ("principal", "external_identifier", "resource", "purpose", "presence", "at", "known_revision", "known_at", "consistency")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    principal: str
    external_identifier: _principal_pb2.ExternalIdentifier
    resource: str
    purpose: str
    presence: Presence
    at: _timestamp_pb2.Timestamp
    known_revision: int
    known_at: _timestamp_pb2.Timestamp
    consistency: _consistency_pb2.Consistency
    def __init__(self, principal: _Optional[str] = ..., external_identifier: _Optional[_Union[_principal_pb2.ExternalIdentifier, _Mapping]] = ..., resource: _Optional[str] = ..., purpose: _Optional[str] = ..., presence: _Optional[_Union[Presence, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class CheckAccessResponse(_message.Message):
    __slots__ = ("access", "at", "known_revision", "revision_token", "decision_id")
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    access: Access
    at: _timestamp_pb2.Timestamp
    known_revision: int
    revision_token: str
    decision_id: str
    def __init__(self, access: _Optional[_Union[Access, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., revision_token: _Optional[str] = ..., decision_id: _Optional[str] = ...) -> None: ...

class Access(_message.Message):
    __slots__ = ("effect", "contributions", "valid_until", "valid_until_cause")
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_CAUSE_FIELD_NUMBER: _ClassVar[int]
    effect: Effect
    contributions: _containers.RepeatedCompositeFieldContainer[Contribution]
    valid_until: _timestamp_pb2.Timestamp
    valid_until_cause: ValidUntilCause
    def __init__(self, effect: _Optional[_Union[Effect, str]] = ..., contributions: _Optional[_Iterable[_Union[Contribution, _Mapping]]] = ..., valid_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., valid_until_cause: _Optional[_Union[ValidUntilCause, str]] = ...) -> None: ...

class Contribution(_message.Message):
    __slots__ = ("directive", "answer")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    directive: str
    answer: Answer
    def __init__(self, directive: _Optional[str] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class DiffDeterminationsRequest(_message.Message):
    __slots__ = ("question", "before", "after", "consistency")
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    question: CheckRequest
    before: TimePair
    after: TimePair
    consistency: _consistency_pb2.Consistency
    def __init__(self, question: _Optional[_Union[CheckRequest, _Mapping]] = ..., before: _Optional[_Union[TimePair, _Mapping]] = ..., after: _Optional[_Union[TimePair, _Mapping]] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class TimePair(_message.Message):
    __slots__ = ("at", "known_revision", "known_at")
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    at: _timestamp_pb2.Timestamp
    known_revision: int
    known_at: _timestamp_pb2.Timestamp
    def __init__(self, at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DiffDeterminationsResponse(_message.Message):
    __slots__ = ("before", "after", "differences", "revision_token")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    before: DatedAnswer
    after: DatedAnswer
    differences: _containers.RepeatedCompositeFieldContainer[Difference]
    revision_token: str
    def __init__(self, before: _Optional[_Union[DatedAnswer, _Mapping]] = ..., after: _Optional[_Union[DatedAnswer, _Mapping]] = ..., differences: _Optional[_Iterable[_Union[Difference, _Mapping]]] = ..., revision_token: _Optional[str] = ...) -> None: ...

class DatedAnswer(_message.Message):
    __slots__ = ("answer", "at", "known_revision")
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    answer: Answer
    at: _timestamp_pb2.Timestamp
    known_revision: int
    def __init__(self, answer: _Optional[_Union[Answer, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ...) -> None: ...

class Difference(_message.Message):
    __slots__ = ("kind", "resource", "text")
    KIND_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    kind: DifferenceKind
    resource: str
    text: str
    def __init__(self, kind: _Optional[_Union[DifferenceKind, str]] = ..., resource: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class Explanation(_message.Message):
    __slots__ = ("node", "value", "polarity", "reasons", "rests_on", "thresholds", "children", "subject")
    NODE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    POLARITY_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    RESTS_ON_FIELD_NUMBER: _ClassVar[int]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    CHILDREN_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    node: str
    value: TruthValue
    polarity: Polarity
    reasons: _containers.RepeatedScalarFieldContainer[Reason]
    rests_on: _containers.RepeatedScalarFieldContainer[str]
    thresholds: _containers.RepeatedCompositeFieldContainer[ThresholdApplied]
    children: _containers.RepeatedCompositeFieldContainer[Explanation]
    subject: str
    def __init__(self, node: _Optional[str] = ..., value: _Optional[_Union[TruthValue, str]] = ..., polarity: _Optional[_Union[Polarity, str]] = ..., reasons: _Optional[_Iterable[_Union[Reason, str]]] = ..., rests_on: _Optional[_Iterable[str]] = ..., thresholds: _Optional[_Iterable[_Union[ThresholdApplied, _Mapping]]] = ..., children: _Optional[_Iterable[_Union[Explanation, _Mapping]]] = ..., subject: _Optional[str] = ...) -> None: ...

class ThresholdApplied(_message.Message):
    __slots__ = ("claim_kind", "value", "clears", "minimum")
    CLAIM_KIND_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CLEARS_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    claim_kind: _claim_pb2.ClaimKind
    value: TruthValue
    clears: bool
    minimum: _attestation_pb2.AssuranceLevel
    def __init__(self, claim_kind: _Optional[_Union[_claim_pb2.ClaimKind, str]] = ..., value: _Optional[_Union[TruthValue, str]] = ..., clears: _Optional[bool] = ..., minimum: _Optional[_Union[_attestation_pb2.AssuranceLevel, str]] = ...) -> None: ...

class BatchCheckRequest(_message.Message):
    __slots__ = ("items", "purpose", "at", "known_revision", "known_at", "consistency")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchCheckItem]
    purpose: str
    at: _timestamp_pb2.Timestamp
    known_revision: int
    known_at: _timestamp_pb2.Timestamp
    consistency: _consistency_pb2.Consistency
    def __init__(self, items: _Optional[_Iterable[_Union[BatchCheckItem, _Mapping]]] = ..., purpose: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class BatchCheckItem(_message.Message):
    __slots__ = ("principal", "external_identifier", "directive", "resource", "presence")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    principal: str
    external_identifier: _principal_pb2.ExternalIdentifier
    directive: str
    resource: str
    presence: Presence
    def __init__(self, principal: _Optional[str] = ..., external_identifier: _Optional[_Union[_principal_pb2.ExternalIdentifier, _Mapping]] = ..., directive: _Optional[str] = ..., resource: _Optional[str] = ..., presence: _Optional[_Union[Presence, _Mapping]] = ...) -> None: ...

class BatchCheckResponse(_message.Message):
    __slots__ = ("results", "at", "known_revision", "revision_token", "decision_id")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[BatchCheckResult]
    at: _timestamp_pb2.Timestamp
    known_revision: int
    revision_token: str
    decision_id: str
    def __init__(self, results: _Optional[_Iterable[_Union[BatchCheckResult, _Mapping]]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., revision_token: _Optional[str] = ..., decision_id: _Optional[str] = ...) -> None: ...

class BatchCheckResult(_message.Message):
    __slots__ = ("answer", "error")
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    answer: Answer
    error: _status_pb2.Status
    def __init__(self, answer: _Optional[_Union[Answer, _Mapping]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class ListDeterminationsRequest(_message.Message):
    __slots__ = ("directive", "resource", "purpose", "presence", "at", "known_revision", "known_at", "population", "determinations", "effects", "reasons", "page_size", "page_token", "consistency")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    DETERMINATIONS_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    directive: str
    resource: str
    purpose: str
    presence: Presence
    at: _timestamp_pb2.Timestamp
    known_revision: int
    known_at: _timestamp_pb2.Timestamp
    population: str
    determinations: _containers.RepeatedScalarFieldContainer[Determination]
    effects: _containers.RepeatedScalarFieldContainer[Effect]
    reasons: _containers.RepeatedScalarFieldContainer[Reason]
    page_size: int
    page_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, directive: _Optional[str] = ..., resource: _Optional[str] = ..., purpose: _Optional[str] = ..., presence: _Optional[_Union[Presence, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., population: _Optional[str] = ..., determinations: _Optional[_Iterable[_Union[Determination, str]]] = ..., effects: _Optional[_Iterable[_Union[Effect, str]]] = ..., reasons: _Optional[_Iterable[_Union[Reason, str]]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class ListDeterminationsResponse(_message.Message):
    __slots__ = ("determinations", "next_page_token", "at", "known_revision", "revision_token")
    DETERMINATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    determinations: _containers.RepeatedCompositeFieldContainer[ListedDetermination]
    next_page_token: str
    at: _timestamp_pb2.Timestamp
    known_revision: int
    revision_token: str
    def __init__(self, determinations: _Optional[_Iterable[_Union[ListedDetermination, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., revision_token: _Optional[str] = ...) -> None: ...

class ListedDetermination(_message.Message):
    __slots__ = ("principal", "answer")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    principal: str
    answer: Answer
    def __init__(self, principal: _Optional[str] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...

class CountDeterminationsRequest(_message.Message):
    __slots__ = ("directive", "resource", "purpose", "presence", "at", "known_revision", "known_at", "population", "resume_token", "consistency")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    directive: str
    resource: str
    purpose: str
    presence: Presence
    at: _timestamp_pb2.Timestamp
    known_revision: int
    known_at: _timestamp_pb2.Timestamp
    population: str
    resume_token: str
    consistency: _consistency_pb2.Consistency
    def __init__(self, directive: _Optional[str] = ..., resource: _Optional[str] = ..., purpose: _Optional[str] = ..., presence: _Optional[_Union[Presence, _Mapping]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., population: _Optional[str] = ..., resume_token: _Optional[str] = ..., consistency: _Optional[_Union[_consistency_pb2.Consistency, _Mapping]] = ...) -> None: ...

class CountDeterminationsResponse(_message.Message):
    __slots__ = ("counts", "complete", "principals_expected", "resume_token", "at", "known_revision", "revision_token")
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_EXPECTED_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    counts: DeterminationCounts
    complete: bool
    principals_expected: int
    resume_token: str
    at: _timestamp_pb2.Timestamp
    known_revision: int
    revision_token: str
    def __init__(self, counts: _Optional[_Union[DeterminationCounts, _Mapping]] = ..., complete: _Optional[bool] = ..., principals_expected: _Optional[int] = ..., resume_token: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., revision_token: _Optional[str] = ...) -> None: ...

class DeterminationCounts(_message.Message):
    __slots__ = ("principals", "effects", "determinations", "reasons", "populations")
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    DETERMINATIONS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    POPULATIONS_FIELD_NUMBER: _ClassVar[int]
    principals: int
    effects: _containers.RepeatedCompositeFieldContainer[EffectCount]
    determinations: _containers.RepeatedCompositeFieldContainer[DeterminationCount]
    reasons: _containers.RepeatedCompositeFieldContainer[ReasonCount]
    populations: _containers.RepeatedCompositeFieldContainer[PopulationCount]
    def __init__(self, principals: _Optional[int] = ..., effects: _Optional[_Iterable[_Union[EffectCount, _Mapping]]] = ..., determinations: _Optional[_Iterable[_Union[DeterminationCount, _Mapping]]] = ..., reasons: _Optional[_Iterable[_Union[ReasonCount, _Mapping]]] = ..., populations: _Optional[_Iterable[_Union[PopulationCount, _Mapping]]] = ...) -> None: ...

class EffectCount(_message.Message):
    __slots__ = ("effect", "principals")
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    effect: Effect
    principals: int
    def __init__(self, effect: _Optional[_Union[Effect, str]] = ..., principals: _Optional[int] = ...) -> None: ...

class DeterminationCount(_message.Message):
    __slots__ = ("determination", "principals")
    DETERMINATION_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    determination: Determination
    principals: int
    def __init__(self, determination: _Optional[_Union[Determination, str]] = ..., principals: _Optional[int] = ...) -> None: ...

class ReasonCount(_message.Message):
    __slots__ = ("reason", "principals")
    REASON_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    reason: Reason
    principals: int
    def __init__(self, reason: _Optional[_Union[Reason, str]] = ..., principals: _Optional[int] = ...) -> None: ...

class PopulationCount(_message.Message):
    __slots__ = ("population", "determination", "principals")
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    DETERMINATION_FIELD_NUMBER: _ClassVar[int]
    PRINCIPALS_FIELD_NUMBER: _ClassVar[int]
    population: str
    determination: Determination
    principals: int
    def __init__(self, population: _Optional[str] = ..., determination: _Optional[_Union[Determination, str]] = ..., principals: _Optional[int] = ...) -> None: ...

class WatchDeterminationsRequest(_message.Message):
    __slots__ = ("directive", "resource", "purpose", "presence", "population", "resume_token", "after")
    DIRECTIVE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    POPULATION_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    directive: str
    resource: str
    purpose: str
    presence: Presence
    population: str
    resume_token: str
    after: WatchStart
    def __init__(self, directive: _Optional[str] = ..., resource: _Optional[str] = ..., purpose: _Optional[str] = ..., presence: _Optional[_Union[Presence, _Mapping]] = ..., population: _Optional[str] = ..., resume_token: _Optional[str] = ..., after: _Optional[_Union[WatchStart, _Mapping]] = ...) -> None: ...

class WatchStart(_message.Message):
    __slots__ = ("at", "known_revision")
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    at: _timestamp_pb2.Timestamp
    known_revision: int
    def __init__(self, at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ...) -> None: ...

class WatchDeterminationsResponse(_message.Message):
    __slots__ = ("changes", "at", "known_revision", "resume_token", "revision_token")
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    KNOWN_REVISION_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_TOKEN_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedCompositeFieldContainer[DeterminationChange]
    at: _timestamp_pb2.Timestamp
    known_revision: int
    resume_token: str
    revision_token: str
    def __init__(self, changes: _Optional[_Iterable[_Union[DeterminationChange, _Mapping]]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_revision: _Optional[int] = ..., resume_token: _Optional[str] = ..., revision_token: _Optional[str] = ...) -> None: ...

class DeterminationChange(_message.Message):
    __slots__ = ("principal", "answer")
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    principal: str
    answer: Answer
    def __init__(self, principal: _Optional[str] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ...) -> None: ...
