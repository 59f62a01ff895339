"""What a person reads in an answer."""

from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Console, RenderableType

from denizen.cli.answers import CAUSES, REASONS, answered
from denizen.v1 import determination_pb2 as pb
from denizen.v1.attestation_pb2 import ASSURANCE_LEVEL_SUBSTANTIAL
from denizen.v1.claim_pb2 import CLAIM_KIND_CITIZENSHIP

LEAF = pb.Explanation(
    node="citizen_of [US]",
    value=pb.TRUTH_VALUE_UNKNOWN,
    polarity=pb.POLARITY_NEGATIVE,
    reasons=[pb.REASON_ASSURANCE_TOO_LOW],
    rests_on=["principals/ada/attestations/a1"],
    thresholds=[
        pb.ThresholdApplied(
            claim_kind=CLAIM_KIND_CITIZENSHIP,
            value=pb.TRUTH_VALUE_TRUE,
            clears=True,
            minimum=ASSURANCE_LEVEL_SUBSTANTIAL,
        )
    ],
)
RESPONSE = pb.CheckResponse(
    answer=pb.Answer(
        determination=pb.DETERMINATION_UNDETERMINED,
        effect=pb.EFFECT_DENY,
        reasons=[pb.REASON_ASSURANCE_TOO_LOW, pb.REASON_SET_NOT_CLOSED],
        rests_on=["principals/ada/attestations/a1"],
        directive_version="directives/d/versions/2",
        provision="persons",
        valid_until=Timestamp(seconds=1_782_432_000),
        valid_until_cause=pb.VALID_UNTIL_CAUSE_ACTIVATION,
        explanation=pb.Explanation(
            node="not", value=pb.TRUTH_VALUE_UNKNOWN, polarity=pb.POLARITY_POSITIVE, children=[LEAF]
        ),
    ),
    at=Timestamp(seconds=1_781_222_400),
    known_revision=41,
    decision_id="x1",
)


def printed(renderable: RenderableType) -> str:
    console = Console(width=200, force_terminal=False)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def test_an_answer_says_what_why_and_until_when() -> None:
    text = printed(answered(RESPONSE))
    assert text.splitlines()[0].split() == ["DENY", "UNDETERMINED"]
    assert "ASSURANCE_TOO_LOW: an attestation is of too low an assurance to decide this" in text
    assert "SET_NOT_CLOSED: nothing says that the claims attested are all there are" in text
    assert "directives/d/versions/2, provision persons" in text
    assert "2026-06-26, when what is in force of the directive changes" in text
    assert "2026-06-12, as known at revision 41" in text
    assert "principals/ada/attestations/a1" in text
    assert "decisions/x1" in text


def test_the_tree_shows_each_node_with_its_value_and_why() -> None:
    lines = printed(answered(RESPONSE)).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("UNKNOWN"))
    assert lines[start].split() == ["UNKNOWN", "not", "positive"]
    leaf = "\n".join(lines[start + 1 :])
    assert "UNKNOWN citizen_of [US]  negative" in leaf
    assert "takes SUBSTANTIAL citizenship for TRUE, which clears" in leaf
    assert "rests on principals/ada/attestations/a1" in leaf


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    node = pb.Explanation(node="citizen_of [red]", value=pb.TRUTH_VALUE_TRUE, subject="principals/[bold]")
    text = printed(answered(pb.CheckResponse(answer=pb.Answer(explanation=node))))
    assert "TRUE    citizen_of [red] of principals/[bold]" in text


def test_an_answer_without_an_effect_is_a_denial() -> None:
    assert printed(answered(pb.CheckResponse())).startswith("DENY")


def test_every_reason_and_cause_has_words() -> None:
    assert set(REASONS) == set(pb.Reason.values()) - {pb.REASON_UNSPECIFIED}
    assert set(CAUSES) == set(pb.ValidUntilCause.values()) - {pb.VALID_UNTIL_CAUSE_UNSPECIFIED}
