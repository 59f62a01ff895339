"""Directives and their versions out of messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from denizen.domain import names
from denizen.domain.claims import ClaimKind
from denizen.domain.directives import (
    Directive,
    DirectiveContent,
    Exemption,
    KeptCase,
    NamedDefinition,
    Provision,
    Requirement,
    Threshold,
)
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import Interval
from denizen.domain.names import ResourceName
from denizen.domain.principals import PrincipalKind
from denizen.domain.refusals import inside
from denizen.rpc.convert.enums import ASSURANCE, CLAIM, DIRECTIVE, PRINCIPAL, WARNING
from denizen.rpc.convert.moments import read_interval, read_optional_duration, read_optional_moment
from denizen.rpc.convert.principals import read_populations
from denizen.rpc.convert.reference import read_source
from denizen.rpc.convert.rules import RuleReader
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.usecases.publication import Draft
from denizen.v1 import determination_pb2
from denizen.v1 import directive_pb2 as pb


def read_directive(message: pb.Directive) -> Directive:
    """Fields that are output only are not read."""
    with inside("directive"):
        return Directive(
            name=names.directive_name(message.name, "name"),
            kind=DIRECTIVE.read(message.kind, "kind"),
            title=message.title,
            authority=message.authority,
            predicate=message.predicate,
            source=read_source(message.source, "source"),
        )


MOST_CASES = 500
"""Cases of a version."""
LONGEST_CASE = 65_536
"""Characters of one case as JSON."""


def read_publication(request: pb.PublishVersionRequest) -> Draft:
    """A version to publish, with the warnings that do not stop it and when it shall be in force."""
    draft = read_draft(request.version)
    allowed = frozenset(WARNING.read(number, f"allow[{i}]") for i, number in enumerate(request.allow))
    planned = tuple(
        read_interval(each, f"planned_activations[{i}]") for i, each in enumerate(request.planned_activations)
    )
    return replace(draft, allowed=allowed, planned=planned)


def read_draft(message: pb.DirectiveVersion) -> Draft:
    """A version to publish; number 0: the next. Fields that are output only are not read."""
    refuse_unknown(message, "version")
    with inside("version"):
        if message.number < 0:
            raise InvalidError("number", message.number, "1 or more, or 0 for the next")
        if not message.provisions:
            raise InvalidError("provisions", None, "at least one provision")
        rules = RuleReader()
        content = DirectiveContent(
            source=read_source(message.source, "source"),
            provisions=tuple(_provision(each, f"provisions[{i}]", rules) for i, each in enumerate(message.provisions)),
            definitions=tuple(
                _definition(each, f"definitions[{i}]", rules) for i, each in enumerate(message.definitions)
            ),
        )
        _check_distinct((provision.id for provision in content.provisions), "provisions", "id")
        return Draft(message.number or None, content, _cases(message.cases))


def _cases(messages: Sequence[pb.Case]) -> tuple[KeptCase, ...]:
    if len(messages) > MOST_CASES:
        raise InvalidError("cases", len(messages), f"at most {MOST_CASES}")
    for index, message in enumerate(messages):
        if len(message.json) > LONGEST_CASE:
            raise InvalidError(f"cases[{index}].json", f"{len(message.json)} characters", f"at most {LONGEST_CASE}")
    _check_distinct((message.id for message in messages), "cases", "id")
    return tuple(KeptCase(message.id, message.json) for message in messages)


def _check_distinct(ids: Iterable[str], field: str, key: str) -> None:
    seen: set[str] = set()
    for index, each in enumerate(ids):
        if each in seen:
            raise InvalidError(f"{field}[{index}].{key}", each, "each once")
        seen.add(each)


def _definition(message: pb.NamedDefinition, field: str, rules: RuleReader) -> NamedDefinition:
    with inside(field):
        return NamedDefinition(
            names.identifier(message.name, "name"),
            rules.read(message.rule, "rule"),
            read_source(message.source, "source"),
        )


def _provision(message: pb.Provision, field: str, rules: RuleReader) -> Provision:
    with inside(field):
        exemptions = tuple(_exemption(each, f"exemptions[{i}]", rules) for i, each in enumerate(message.exemptions))
        _check_distinct((exemption.id for exemption in exemptions), "exemptions", "id")
        return Provision(
            id=names.identifier(message.id, "id"),
            definition=rules.read(message.definition, "definition"),
            kinds=frozenset(_kind(number, f"kinds[{i}]") for i, number in enumerate(message.kinds)),
            populations=read_populations(message.populations, "populations"),
            resources=_resources(message.resources),
            exemptions=exemptions,
            thresholds=_thresholds(message.thresholds),
            allow_until=_allow_until(message.undetermined),
            presence_max_age=read_optional_duration(message, "presence_max_age", "presence_max_age"),
        )


def _resources(given: Sequence[str]) -> frozenset[ResourceName]:
    return frozenset(names.resource_name(text, f"resources[{index}]") for index, text in enumerate(given))


def _kind(number: int, field: str) -> PrincipalKind:
    kind = PRINCIPAL.read(number, field)
    if kind is PrincipalKind.SERVICE:
        raise InvalidError(field, kind.name, "PERSON or ORGANISATION: a service is judged as whom it acts for")
    return kind


def _exemption(message: pb.Exemption, field: str, rules: RuleReader) -> Exemption:
    with inside(field):
        return Exemption(
            names.identifier(message.id, "id"),
            rules.read(message.rule, "rule"),
            read_source(message.source, "source"),
        )


def _thresholds(messages: Sequence[pb.Threshold]) -> Mapping[ClaimKind | None, Threshold]:
    thresholds: dict[ClaimKind | None, Threshold] = {}
    for index, message in enumerate(messages):
        with inside(f"thresholds[{index}]"):
            kind = CLAIM.read_optional(message.claim_kind, "claim_kind")
            if kind in thresholds:
                raise InvalidError("claim_kind", kind.name if kind else "none", "each kind of claim once")
            thresholds[kind] = _threshold(message)
    return thresholds


def _threshold(message: pb.Threshold) -> Threshold:
    if message.HasField("restricting") and message.restricting.HasField("max_age"):
        raise InvalidError("restricting.max_age", "a duration", "nothing: to restrict takes no freshness")
    threshold = Threshold(
        clearing=_requirement(message.clearing, "clearing") if message.HasField("clearing") else None,
        restricting=_requirement(message.restricting, "restricting") if message.HasField("restricting") else None,
    )
    if threshold == Threshold():
        raise InvalidError("", None, "at least one of clearing and restricting")
    return threshold


def _requirement(message: pb.EvidenceRequirement, field: str) -> Requirement:
    with inside(field):
        return Requirement(
            minimum=ASSURANCE.read(message.minimum, "minimum"),
            issuers=frozenset(names.issuer_name(text, f"issuers[{i}]") for i, text in enumerate(message.issuers)),
            max_age=read_optional_duration(message, "max_age", "max_age"),
        )


def _allow_until(message: pb.UndeterminedTreatment) -> datetime | None:
    with inside("undetermined"):
        until = read_optional_moment(message, "allow_until", "allow_until")
        match message.effect:
            case determination_pb2.EFFECT_ALLOW:
                if until is None:
                    raise InvalidError("allow_until", None, "the end of ALLOW")
            case determination_pb2.EFFECT_UNSPECIFIED | determination_pb2.EFFECT_DENY:
                if until is not None:
                    raise InvalidError("allow_until", until.isoformat(), "nothing, unless the effect is ALLOW")
            case other:
                raise InvalidError("effect", other, "EFFECT_DENY or EFFECT_ALLOW")
        return until


def read_effective(request: pb.ActivateVersionRequest | pb.SuspendDirectiveRequest) -> Interval | None:
    """When a record holds; None: from the moment of the write on."""
    return read_interval(request.effective, "effective") if request.HasField("effective") else None
