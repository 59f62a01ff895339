"""An answer for people to read: what was found, what follows, why, and until when; and the tree behind it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from denizen.cli.moments import write_moment
from denizen.cli.output import fields_table, plain
from denizen.cli.vocabulary import short
from denizen.v1 import determination_pb2 as pb
from denizen.v1.attestation_pb2 import AssuranceLevel
from denizen.v1.claim_pb2 import ClaimKind

REASONS = {
    pb.REASON_EVALUATION_FAILED: "the rule could not be evaluated",
    pb.REASON_UNKNOWN_PRINCIPAL: "no such principal is known",
    pb.REASON_NOT_IN_FORCE: "no version of the directive was in force",
    pb.REASON_NOT_COVERED: "no provision covers this kind of principal, population and resource",
    pb.REASON_RESOURCE_UNSPECIFIED: "no resource was given: the strictest provision answered",
    pb.REASON_EXEMPT: "an exemption of the provision applies",
    pb.REASON_AUTHORIZED: "an authorization covers the principal",
    pb.REASON_CONFLICTING_ATTESTATIONS: "attestations of equal assurance contradict each other",
    pb.REASON_OVERRULED: "an attestation of higher assurance overruled another",
    pb.REASON_MEETS_DEFINITION: "the principal meets the definition",
    pb.REASON_FAILS_DEFINITION: "the principal does not meet the definition",
    pb.REASON_ASSURANCE_TOO_LOW: "an attestation is of too low an assurance to decide this",
    pb.REASON_ISSUER_NOT_ACCEPTED: "the provision does not accept the issuer of an attestation",
    pb.REASON_STALE: "an attestation was verified, or presence observed, too long ago",
    pb.REASON_EXPIRED: "an issuer no longer vouches for an attestation",
    pb.REASON_SET_NOT_CLOSED: "nothing says that the claims attested are all there are",
    pb.REASON_SET_NOT_VISIBLE: "a set of claims is declared complete, but one of them is not effective or not visible",
    pb.REASON_CLASS_UNSPECIFIED: "the class of a nationality matters and was not said",
    pb.REASON_DATES_MISSING_OR_TIED: "claims cannot be put in order of time",
    pb.REASON_OWNERSHIP_CYCLE: "owners own each other in a circle that leaves the share open",
    pb.REASON_UNKNOWN_ORGANISATION: "a claim names an organisation of which nothing is known",
    pb.REASON_PRESENCE_NOT_GIVEN: "the question does not say where the principal is, or may not say it",
    pb.REASON_PURPOSE_NOT_PERMITTED: "a claim collected for other purposes contradicts what is visible",
    pb.REASON_NOT_ATTESTED: "nothing was attested",
    pb.REASON_ERASED: "the facts were erased",
}

CAUSES = {
    pb.VALID_UNTIL_CAUSE_HELD: "a fact begins or ends",
    pb.VALID_UNTIL_CAUSE_VOUCHED: "an issuer's word begins or ends",
    pb.VALID_UNTIL_CAUSE_FRESHNESS: "an attestation becomes too old",
    pb.VALID_UNTIL_CAUSE_PRESENCE: "the observation of presence becomes too old",
    pb.VALID_UNTIL_CAUSE_ACTIVATION: "what is in force of the directive changes",
    pb.VALID_UNTIL_CAUSE_REFERENCE_DATA: "a country set or list changes",
    pb.VALID_UNTIL_CAUSE_AUTHORIZATION: "an authorization begins or ends",
    pb.VALID_UNTIL_CAUSE_ALLOW_UNTIL: "the provision's leniency ends",
    pb.VALID_UNTIL_CAUSE_NATURALIZATION_WINDOW: "a time to apply for naturalisation has passed",
    pb.VALID_UNTIL_CAUSE_ISSUER_RIGHTS: "what an issuer may vouch for changes",
}

_STYLES = {"ALLOW": "bold green", "DENY": "bold red", "TRUE": "bold", "FALSE": "bold", "UNKNOWN": "bold yellow"}


def answered(response: pb.CheckResponse) -> RenderableType:
    """The answer, with its tree where there is one. An effect that is not said is DENY."""
    answer = response.answer
    title = headline(answer.effect, found(answer))
    parts: list[RenderableType] = [title, fields_table(_fields(response))]
    if answer.settling_searched or answer.settling:
        parts += [Text(), settling(answer)]
    if answer.HasField("explanation"):
        legend = Text("positive: TRUE pushes toward foreign; negative: FALSE does", style="dim")
        parts += [Text(), tree(answer.explanation), legend]
    return Group(*parts)


def found(answer: pb.Answer) -> str:
    """The determination, where the caller is shown it."""
    return short(pb.Determination.DESCRIPTOR, answer.determination) if answer.determination else ""


def settling(answer: pb.Answer) -> RenderableType:
    """What would settle an answer that is open, each way; that nothing was found is said."""
    if not answer.settling:
        return Text(f"nothing was found that would settle it, of {answer.settling_searched} ways tried")
    lines = [Text("to settle it", style="dim")]
    for way in answer.settling:
        words = short(pb.Determination.DESCRIPTOR, way.determination)
        lines.append(Text(f"  {words}: {'; and '.join(step.text for step in way.steps)}"))
    return Group(*lines)


def headline(number: pb.Effect, words: str) -> Text:
    """What follows, before anything else. An effect that is not said is DENY."""
    effect = short(pb.Effect.DESCRIPTOR, number or pb.EFFECT_DENY)
    return Text.assemble((effect, _STYLES.get(effect, "bold red")), "  ", (words, "bold"))


def _fields(response: pb.CheckResponse) -> Iterator[tuple[str, str]]:
    answer = response.answer
    for index, reason in enumerate(answer.reasons):
        yield "" if index else "because", reason_in_words(reason)
    if answer.authorization:
        yield "authorized by", answer.authorization
    if answer.directive_version:
        provision = f", provision {answer.provision}" if answer.provision else ""
        yield "directive", answer.directive_version + provision
    yield "at", moment_in_words(response)
    yield "valid until", end_in_words(answer)
    for index, name in enumerate(answer.rests_on):
        yield "" if index else "rests on", name
    if response.decision_id:
        yield "decision", f"decisions/{response.decision_id}"


def moment_in_words(dated: pb.CheckResponse | pb.CheckAccessResponse | pb.DatedAnswer) -> str:
    """The pair of times that an answer speaks of."""
    return f"{write_moment(dated.at)}, as known at revision {dated.known_revision}"


def reason_in_words(reason: pb.Reason) -> str:
    """The reason's word, and what it means."""
    word = short(pb.Reason.DESCRIPTOR, reason)
    return f"{word}: {REASONS[reason]}" if reason in REASONS else word


def end_in_words(answer: pb.Answer | pb.Access) -> str:
    """Until when it holds, and what ends it."""
    if not answer.HasField("valid_until"):
        return "something is written"
    cause = CAUSES.get(answer.valid_until_cause)
    return write_moment(answer.valid_until) + (f", when {cause}" if cause else "")


def tree(node: pb.Explanation) -> Tree:
    """The evaluated definition: each node with its value and polarity, each leaf with why."""
    root = Tree(_label(node), guide_style="dim")
    for child in node.children:
        root.add(tree(child))
    return root


def _label(node: pb.Explanation) -> Text:
    value = short(pb.TruthValue.DESCRIPTOR, node.value)
    label = Text.assemble((f"{value:<7}", _STYLES.get(value, "")), " ", plain(node.node))
    if node.subject:
        label.append_text(plain(f" of {node.subject}"))
    label.append(f"  {short(pb.Polarity.DESCRIPTOR, node.polarity).lower()}", style="dim")
    for line in _because(node):
        label.append(f"\n        {line}", style="dim")
    return label


def _because(node: pb.Explanation) -> Iterator[str]:
    yield from map(reason_in_words, node.reasons)
    if node.thresholds:
        yield "takes " + "; ".join(map(_threshold, node.thresholds))
    if node.rests_on:
        yield "rests on " + ", ".join(node.rests_on)


def _threshold(applied: pb.ThresholdApplied) -> str:
    kind = short(ClaimKind.DESCRIPTOR, applied.claim_kind).lower()
    minimum = short(AssuranceLevel.DESCRIPTOR, applied.minimum)
    value = short(pb.TruthValue.DESCRIPTOR, applied.value)
    return f"{minimum} {kind} for {value}, which {'clears' if applied.clears else 'restricts'}"
