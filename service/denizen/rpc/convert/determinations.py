"""Questions out of messages, and answers into them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from denizen.domain import names
from denizen.domain.access import Access
from denizen.domain.countries import Country
from denizen.domain.determinations import Answer, Explanation, Step, ThresholdApplied
from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation.differing import Difference
from denizen.domain.names import DirectiveName, PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.refusals import inside
from denizen.rpc.convert.claim_messages import claim_fields
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.enums import ASSURANCE, CAUSE, CLAIM, DETERMINATION, DIFFERENCE, EFFECT, REASON, STEP, TRUTH
from denizen.rpc.convert.moments import read_asked_moment, write_moment
from denizen.rpc.convert.principals import read_identifier
from denizen.rpc.convert.requests import read_at_least
from denizen.usecases.access import Wanted
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.diff_determinations import DatedAnswer
from denizen.usecases.ports import Tokens
from denizen.v1 import determination_pb2 as pb

LONGEST_SOURCE = 63
Question = (
    pb.CheckRequest
    | pb.BatchCheckRequest
    | pb.CheckAccessRequest
    | pb.ListDeterminationsRequest
    | pb.CountDeterminationsRequest
)
Timed = Question | pb.TimePair
"""What says a moment of the world and a state of our knowledge."""


def read_item(message: pb.CheckRequest | pb.BatchCheckItem, *, explain: bool = False) -> Item:
    """Whom the question is about, and under what."""
    return Item(
        _subject(message),
        names.directive_name(message.directive),
        names.resource_name(message.resource) if message.resource else None,
        read_presence(message.presence) if message.HasField("presence") else None,
        explain,
    )


def read_wanted(message: pb.CheckAccessRequest) -> Wanted:
    """Who wants what."""
    return Wanted(
        _subject(message),
        names.resource_name(message.resource),
        read_presence(message.presence) if message.HasField("presence") else None,
    )


def read_batch_items(messages: Iterable[pb.BatchCheckItem]) -> list[Item | InvalidError]:
    """The question of each item, or why it cannot be asked."""
    directives: dict[str, DirectiveName] = {}
    return [_read_batch_item(message, index, directives) for index, message in enumerate(messages)]


def _read_batch_item(
    message: pb.BatchCheckItem, index: int, directives: dict[str, DirectiveName]
) -> Item | InvalidError:
    try:
        # Nearly all that are asked together are principals by name under few directives.
        if message.principal and not message.resource and not message.HasField("presence"):
            directive = directives.get(message.directive)
            if directive is not None:
                return Item(names.principal_name(message.principal), directive)
        item = read_item(message)
    except InvalidError as error:
        return error.within(f"items[{index}]")
    directives[item.directive] = item.directive
    return item


def read_times(request: Question, tokens: Tokens) -> Times:
    """The moment of the world and the state of our knowledge that are asked about."""
    pair = _pair(request)
    if not request.HasField("consistency"):
        return pair
    newest = request.consistency.WhichOneof("requirement") == "fully_consistent"
    return replace(
        pair,
        at_least=read_at_least(request, tokens),
        newest=newest and request.consistency.fully_consistent,
    )


def read_pair(message: pb.TimePair, field: str) -> Times:
    """One of the pairs of times at which a question is asked."""
    with inside(field):
        return _pair(message)


def _pair(message: Timed) -> Times:
    revision = message.known_revision if message.WhichOneof("known") == "known_revision" else None
    return Times(read_asked_moment(message, "at", "at"), revision, read_asked_moment(message, "known_at", "known_at"))


def write_answer(answer: Answer) -> pb.Answer:
    message = pb.Answer(
        determination=DETERMINATION.write(answer.determination),
        effect=EFFECT.write(answer.effect),
        reasons=[REASON.write(reason) for reason in answer.reasons],
        rests_on=answer.rests_on,
        directive_version=answer.version or "",
        directive_digest=answer.digest,
        provision=answer.provision,
        valid_until=None if answer.valid_until is None else write_moment(answer.valid_until),
        valid_until_cause=None if answer.cause is None else CAUSE.write(answer.cause),
        explanation=None if answer.explanation is None else _explanation(answer.explanation),
        settling_searched=answer.settling_searched,
        authorization=answer.authorization,
    )
    # Made in their place: a message that is put into another one is copied, with all that is in it.
    for way in answer.settling:
        steps = message.settling.add(determination=DETERMINATION.write(way.determination)).steps
        for step in way.steps:
            steps.add(**_step(step))
    return message


def render_answer(answer: Answer, tier: Tier = Tier.FACTS) -> bytes:
    """The serialised message, as the tier is shown it: what the field `answer` of a response is."""
    return cut(write_answer(answer), tier).SerializeToString(deterministic=True)


def write_access(access: Access) -> pb.Access:
    """What follows from all directives together, and what each contributed."""
    return pb.Access(
        effect=EFFECT.write(access.effect),
        contributions=[
            pb.Contribution(directive=each.directive, answer=write_answer(each.answer)) for each in access.contributions
        ],
        valid_until=None if access.valid_until is None else write_moment(access.valid_until),
        valid_until_cause=None if access.cause is None else CAUSE.write(access.cause),
    )


def write_dated(dated: DatedAnswer) -> pb.DatedAnswer:
    """An answer with the pair of times that it speaks of."""
    return pb.DatedAnswer(
        answer=write_answer(dated.answer), at=write_moment(dated.at), known_revision=dated.revision.number
    )


def write_difference(difference: Difference) -> pb.Difference:
    """An input that made the difference."""
    return pb.Difference(kind=DIFFERENCE.write(difference.kind), resource=difference.resource, text=difference.text)


def _subject(
    message: pb.CheckRequest | pb.BatchCheckItem | pb.CheckAccessRequest,
) -> PrincipalName | ExternalIdentifier:
    match message.WhichOneof("subject"):
        case "principal":
            return names.principal_name(message.principal)
        case "external_identifier":
            return read_identifier(message.external_identifier)
        case _:
            raise InvalidError("subject", None, "principal or external_identifier")


def read_presence(message: pb.Presence) -> AssertedPresence:
    """Where the principal is, as the request asserts it."""
    with inside("presence"):
        if not 0 < len(message.source) <= LONGEST_SOURCE:
            wanted = f"where it was observed, such as 'geoip', in at most {LONGEST_SOURCE} characters"
            raise InvalidError("source", message.source, wanted)
        observed = read_asked_moment(message, "observed_at", "observed_at")
        return AssertedPresence(Country.parse(message.country), message.source, observed)


def _step(step: Step) -> dict[str, Any]:
    return {
        "action": STEP.write(step.action),
        "text": step.text,
        "subject": step.subject,
        "claim": None if step.claim is None else claim_fields(step.claim, holds=step.holds),
        "does_not_hold": not step.holds,
        "minimum": None if step.minimum is None else ASSURANCE.write(step.minimum),
        "attestation": step.attestation or "",
        "claim_kind": None if step.kind is None else CLAIM.write(step.kind),
    }


def _explanation(node: Explanation) -> pb.Explanation:
    return pb.Explanation(
        node=node.node,
        value=TRUTH.write(node.value),
        polarity=pb.POLARITY_POSITIVE if node.positive else pb.POLARITY_NEGATIVE,
        reasons=[REASON.write(reason) for reason in node.reasons],
        rests_on=node.rests_on,
        thresholds=[_threshold(each) for each in node.thresholds],
        children=[_explanation(each) for each in node.children],
        subject=node.subject or "",
    )


def _threshold(applied: ThresholdApplied) -> pb.ThresholdApplied:
    return pb.ThresholdApplied(
        claim_kind=CLAIM.write(applied.kind),
        value=TRUTH.write(applied.value),
        clears=applied.clears,
        minimum=ASSURANCE.write(applied.minimum),
    )
