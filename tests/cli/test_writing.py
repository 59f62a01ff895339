"""What is written can be read back, whatever it holds; and it looks as a person would write it."""

from collections.abc import Callable

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from denizen.cli.files import CHOICES, EXACTLY_ONE, dump, loads
from denizen.cli.vocabulary import descriptor_of
from denizen.v1.attestation_pb2 import Attestation
from denizen.v1.directive_pb2 import DirectiveFile
from denizen.v1.principal_pb2 import Principal

KINDS: list[type[Message]] = [Attestation, DirectiveFile, Principal]

SCALARS: dict[int, st.SearchStrategy[object]] = {
    FieldDescriptor.CPPTYPE_STRING: st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(
            ["NO", "no", "~", "", "12", "0x1", "true", "a: b", "# x", "- x", "2026-06-12", "x\ny", "'", "é"]
        ),
    ),
    FieldDescriptor.CPPTYPE_BOOL: st.booleans(),
    FieldDescriptor.CPPTYPE_INT32: st.integers(-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: st.integers(-(2**63), 2**63 - 1),
}
MOMENTS = st.builds(
    Timestamp,
    seconds=st.one_of(
        st.integers(-62_135_596_800, 253_402_300_799), st.integers(0, 30_000).map(lambda day: day * 86_400)
    ),
    nanos=st.one_of(st.just(0), st.integers(0, 10**9 - 1)),
)
SPANS = st.one_of(
    st.builds(Duration, seconds=st.integers(0, 315_576_000_000), nanos=st.integers(0, 10**9 - 1)),
    st.builds(Duration, seconds=st.integers(-(10**6), 10**6)),
    st.integers(0, 400).map(lambda days: Duration(seconds=days * 86_400)),
)


def messages(kind: Descriptor, depth: int = 0) -> st.SearchStrategy[Message]:
    """Any message that a file can hold."""
    match kind.full_name:
        case "google.protobuf.Timestamp":
            return MOMENTS
        case "google.protobuf.Duration":
            return SPANS
        case _:
            return drawn(kind, depth)


@st.composite
def drawn(draw: Callable[[st.SearchStrategy[object]], object], kind: Descriptor, depth: int) -> Message:
    message = GetMessageClass(kind)()
    fields = [field.name for field in kind.fields if depth < 5 or field.message_type is None]
    if kind.full_name in EXACTLY_ONE:
        chosen = {str(draw(st.sampled_from(fields)))}
    else:
        chosen = {name for name in fields if draw(st.integers(0, 2)) == 0}
        for choice in kind.oneofs:
            names = {field.name for field in choice.fields}
            if choice.full_name in CHOICES or chosen & names:
                chosen = (chosen - names) | {str(draw(st.sampled_from(sorted(names))))}
    for field in kind.fields:
        if field.name in chosen:
            fill(draw, message, field, depth)
    return message


def fill(
    draw: Callable[[st.SearchStrategy[object]], object], message: Message, field: FieldDescriptor, depth: int
) -> None:
    values: st.SearchStrategy[object]
    if field.message_type is not None:
        values = messages(field.message_type, depth + 1)
    elif field.enum_type is not None:
        values = st.sampled_from(sorted(field.enum_type.values_by_number))
    else:
        values = SCALARS[field.cpp_type]
    if field.is_repeated:
        wanted = st.lists(values, min_size=1, max_size=2)
        getattr(message, field.name).extend(draw(wanted))
    elif field.message_type is not None:
        getattr(message, field.name).CopyFrom(draw(values))
    else:
        # Set, and not as if it were not: without presence the default is the same as nothing.
        setattr(message, field.name, draw(values if field.has_presence else values.filter(bool)))


ANY = st.sampled_from(KINDS).flatmap(lambda kind: messages(descriptor_of(kind())))


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_what_is_written_reads_back_the_same(message: Message) -> None:
    assert loads(dump(message).encode(), type(message), "f.yaml") == message


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_the_api_s_json_reads_back_the_same(message: Message) -> None:
    text = MessageToJson(message, preserving_proto_field_name=True, ensure_ascii=False)
    assert loads(text.encode(), type(message), "f.json") == message


@pytest.mark.parametrize("word", ["NO", "no", "Yes", "on", "y", "null", "12", "1e3", "2026-06-12", "0o7", "~"])
def test_text_stays_text_for_readers_of_older_yaml(word: str) -> None:
    text = dump(Principal(display_name=word))
    older = YAML(typ="safe", pure=True)
    older.version = (1, 1)
    assert older.load(text) == {"display_name": word}


def test_the_form() -> None:
    text = (
        "claim:\n"
        "  completeness:\n"
        "    claim_kind: CITIZENSHIP\n"
        "    members:\n"
        "      - citizenship:\n"
        '          country: "NO"\n'
        "          class: CITIZEN\n"
        "      - statelessness: {}\n"
        "held:\n"
        "  start: 2026-06-12\n"
        "  end: 2026-06-12T21:21:00Z\n"
        "purposes: [export-control, onboarding]\n"
    )
    assert dump(loads(text.encode(), Attestation, "f.yaml")) == text
