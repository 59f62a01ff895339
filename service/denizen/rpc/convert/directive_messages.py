"""Directives and their versions into messages."""

from denizen.domain.attestations import Known
from denizen.domain.claims import ClaimKind
from denizen.domain.directives import (
    ActivationRecord,
    DirectiveVersion,
    Exemption,
    NamedDefinition,
    Provision,
    Requirement,
    Threshold,
)
from denizen.domain.intervals import ALWAYS
from denizen.domain.warnings import StaticWarning
from denizen.rpc.convert.enums import ACTION, ASSURANCE, CLAIM, DETERMINATION, DIRECTIVE, PRINCIPAL, WARNING
from denizen.rpc.convert.moments import write_duration, write_interval, write_known, write_moment
from denizen.rpc.convert.reference import write_source
from denizen.rpc.convert.rule_messages import write_rule
from denizen.usecases.differences import Difference
from denizen.usecases.directives import DirectiveView
from denizen.v1 import directive_pb2 as pb
from denizen.v1 import interval_pb2


def write_directive(view: DirectiveView) -> pb.Directive:
    """A directive with its records and the number of its latest version."""
    directive = view.directive
    return pb.Directive(
        name=directive.name,
        kind=DIRECTIVE.write(directive.kind),
        title=directive.title,
        authority=directive.authority,
        predicate=directive.predicate,
        source=write_source(directive.source),
        records=map(write_record, view.records),
        latest_version=view.latest_version,
    )


def write_record(record: ActivationRecord) -> pb.ActivationRecord:
    """One dated step; that it always holds is said with an empty interval."""
    always = interval_pb2.Interval()
    known = None if record.known_time is None else write_known(Known(record.known_from, record.known_time))
    return pb.ActivationRecord(
        action=ACTION.write(record.action),
        version=record.version or 0,
        effective=always if record.effective == ALWAYS else write_interval(record.effective),
        known=known,
    )


def write_version(version: DirectiveVersion) -> pb.DirectiveVersion:
    """A published version."""
    return pb.DirectiveVersion(
        name=version.name,
        number=version.number,
        source=write_source(version.content.source),
        provisions=map(_provision, version.content.provisions),
        definitions=map(_definition, version.content.definitions),
        digest=version.digest,
        create_time=write_moment(version.created),
        cases=[pb.Case(id=each.id, json=each.json) for each in version.publication.cases],
        allowed_warnings=map(write_warning, version.publication.allowed),
    )


def write_warning(warning: StaticWarning) -> pb.Warning:
    """A finding of a static check."""
    return pb.Warning(kind=WARNING.write(warning.kind), field=warning.field, text=warning.text)


def _definition(definition: NamedDefinition) -> pb.NamedDefinition:
    return pb.NamedDefinition(
        name=definition.name, rule=write_rule(definition.rule), source=write_source(definition.source)
    )


def _provision(provision: Provision) -> pb.Provision:
    age = provision.presence_max_age
    return pb.Provision(
        id=provision.id,
        kinds=sorted(map(PRINCIPAL.write, provision.kinds)),
        populations=sorted(provision.populations),
        resources=sorted(provision.resources),
        definition=write_rule(provision.definition),
        exemptions=map(_exemption, provision.exemptions),
        thresholds=[_threshold(kind, each) for kind, each in sorted(provision.thresholds.items(), key=_by_kind)],
        undetermined=_undetermined(provision),
        presence_max_age=None if age is None else write_duration(age),
    )


def _exemption(exemption: Exemption) -> pb.Exemption:
    return pb.Exemption(id=exemption.id, rule=write_rule(exemption.rule), source=write_source(exemption.source))


def _by_kind(threshold: tuple[ClaimKind | None, Threshold]) -> str:
    kind, _ = threshold
    return kind.value if kind else ""


def _threshold(kind: ClaimKind | None, threshold: Threshold) -> pb.Threshold:
    return pb.Threshold(
        claim_kind=CLAIM.write(kind) if kind else None,
        clearing=_requirement(threshold.clearing),
        restricting=_requirement(threshold.restricting),
    )


def _requirement(requirement: Requirement | None) -> pb.EvidenceRequirement | None:
    if requirement is None:
        return None
    return pb.EvidenceRequirement(
        minimum=ASSURANCE.write(requirement.minimum),
        issuers=sorted(requirement.issuers),
        max_age=None if requirement.max_age is None else write_duration(requirement.max_age),
    )


def _undetermined(provision: Provision) -> pb.UndeterminedTreatment | None:
    if provision.allow_until is None:
        return None
    return pb.UndeterminedTreatment(effect="EFFECT_ALLOW", allow_until=write_moment(provision.allow_until))


def write_difference(difference: Difference, revision_token: str) -> pb.DiffVersionsResponse:
    """What changed between two versions."""
    return pb.DiffVersionsResponse(
        changes=difference.changes,
        changed_answers=[
            pb.ChangedAnswer(
                case_id=each.case_id, before=DETERMINATION.write(each.before), after=DETERMINATION.write(each.after)
            )
            for each in difference.changed_answers
        ],
        case_count=difference.case_count,
        revision_token=revision_token,
    )
