"""What a person who writes a file relies on: what is accepted, and where a refusal points."""

import io

import pytest
from google.protobuf import descriptor_pool
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message
from hypothesis import example, given, settings
from hypothesis import strategies as st

from denizen.cli.files import AT_LEAST_ONE, CHOICES, DECIMALS, EXACTLY_ONE, FileError, load, loads
from denizen.v1.attestation_pb2 import Attestation
from denizen.v1.claim_pb2 import Claim
from denizen.v1.determination_pb2 import CheckRequest
from denizen.v1.directive_pb2 import DirectiveFile, DirectiveVersion
from denizen.v1.interval_pb2 import Interval
from denizen.v1.rule_pb2 import Rule

TYPES = [Attestation, Rule, DirectiveFile]

ACCEPTED = {
    "norway is not false": ("citizenship: {country: NO}", Claim, {"citizenship": {"country": "NO"}}),
    "short enum word": (
        "citizenship: {country: GB, class: BNO}",
        Claim,
        {"citizenship": {"country": "GB", "class": "CITIZENSHIP_CLASS_BNO"}},
    ),
    "full enum word": (
        "citizenship: {class: CITIZENSHIP_CLASS_BNO}",
        Claim,
        {"citizenship": {"class": "CITIZENSHIP_CLASS_BNO"}},
    ),
    "is": ("is: PERSON", Rule, {"is": "PRINCIPAL_KIND_PERSON"}),
    "decimal as written": ("ownership: {percent: 33.340}", Claim, {"ownership": {"percent": "33.340"}}),
    "decimal in quotes": ('ownership: {percent: "50"}', Claim, {"ownership": {"percent": "50"}}),
    "date for text": (
        "naturalization: {eligible_on: 2026-06-12}",
        Claim,
        {"naturalization": {"eligible_on": "2026-06-12"}},
    ),
    "date for a moment": ("start: 2026-06-12", Interval, {"start": "2026-06-12T00:00:00Z"}),
    "moment with an offset": ("start: 2026-06-12T21:21:00-04:00", Interval, {"start": "2026-06-13T01:21:00Z"}),
    "number with a text's quotes": ('naturalization: {country: "12"}', Claim, {"naturalization": {"country": "12"}}),
    "message without fields": ("statelessness: {}", Claim, {"statelessness": {}}),
    "optional false": ("control: {foreign: false}", Claim, {"control": {"foreign": False}}),
    "anchors": (
        "all: [{not: &us {citizen_of: {countries: [US]}}}, *us]",
        Rule,
        {"all": [{"not": {"citizenOf": {"countries": ["US"]}}}, {"citizenOf": {"countries": ["US"]}}]},
    ),
    "JSON with tabs": ('{\n\t"citizenship":\t{"country": "NO"}\n}', Claim, {"citizenship": {"country": "NO"}}),
    "JSON's number of 64 bits": ('{"known_revision": "12"}', CheckRequest, {"knownRevision": "12"}),
    "JSON's pair of escapes": (
        '{"ownership": {"owner": "\\ud83d\\ude00"}}',
        Claim,
        {"ownership": {"owner": "\U0001f600"}},
    ),
}


@pytest.mark.parametrize(("text", "kind", "wanted"), ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_accepted(text: str, kind: type[Message], wanted: dict[str, object]) -> None:
    assert loads(text.encode(), kind, "f.yaml") == ParseDict(wanted, kind())


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30d", 2_592_000), ("12h", 43_200), ("15m", 900), ("90s", 90), ("2592000s", 2_592_000)],
)
def test_durations(text: str, seconds: int) -> None:
    version = loads(f"provisions: [{{presence_max_age: {text}}}]".encode(), DirectiveVersion, "f.yaml")
    assert version.provisions[0].presence_max_age.ToSeconds() == seconds


REFUSED = {
    "unknown field": (
        "all:\n- is: PERSON\n- citizen_off: {}",
        Rule,
        3,
        "all[1].citizen_off",
        "did you mean citizen_of?",
    ),
    "camel case": ("doesNotHold: true", Attestation, 1, "doesNotHold", "did you mean does_not_hold?"),
    "merge key": ("<<: {}", Rule, 1, "'<<'", "unknown field"),
    "duplicate key": ("held:\n  start: 2026-01-01\n  start: 2026-01-02", Attestation, 3, "held.start", "line 2"),
    "text for a mapping": ("claim: US", Attestation, 1, "claim", "got 'US', wanted a mapping"),
    "nothing for a mapping": ("claim:", Attestation, 1, "claim", "got nothing, wanted a mapping"),
    "text for a list": ("purposes: x", Attestation, 1, "purposes", "got 'x', wanted a list"),
    "list for text": ("issuer: [x]", Attestation, 1, "issuer", "got a list, wanted text"),
    "truth for text": ("issuer: true", Attestation, 1, "issuer", "wanted text"),
    "number for text": ("issuer: 12", Attestation, 1, "issuer", "got the number"),
    "nothing for text": ("issuer: ~", Attestation, 1, "issuer", "got nothing, wanted text"),
    "yes for truth": ("does_not_hold: yes", Attestation, 1, "does_not_hold", "got 'yes', wanted true or false"),
    "fraction for a whole number": ("number: 1.5", DirectiveVersion, 1, "number", "wanted a whole number"),
    "number too large": ("number: 2147483648", DirectiveVersion, 1, "number", "wanted a whole number"),
    "unknown enum word": ("is: HUMAN", Rule, 1, "is", "wanted one of PERSON, ORGANISATION, SERVICE"),
    "lower-case enum word": ("is: person", Rule, 1, "is", "did you mean PERSON?"),
    "number of an enum": ("is: 1", Rule, 1, "is", "wanted one of"),
    "empty any": ("not:\n  any: []", Rule, 2, "not.any", "got an empty 'any', wanted at least one rule"),
    "empty all": ("all: []", Rule, 1, "all", "got an empty 'all', wanted at least one rule"),
    "empty list of countries": ("citizen_of: {countries: []}", Rule, 1, "citizen_of.countries", "at least one country"),
    "rule without content": ("all: [{}]", Rule, 1, "all[0]", "got none, wanted exactly one"),
    "two rules in one": ("is: PERSON\ndefinition: x", Rule, 1, "", "got is and definition, wanted exactly one"),
    "two claims": (
        "claim:\n  citizenship: {country: US}\n  residence: {country: US}",
        Attestation,
        2,
        "claim",
        "got citizenship and residence, wanted exactly one",
    ),
    "no claim": ("claim: {}", Attestation, 1, "claim", "got none, wanted exactly one"),
    "no such day": ("held: {end: 2026-06-31}", Attestation, 1, "held.end", "wanted a date such as"),
    "moment without an offset": ("verified_at: 2026-06-12T10:00:00", Attestation, 1, "verified_at", "RFC 3339"),
    "mapping for a moment": ("verified_at: {}", Attestation, 1, "verified_at", "got a mapping"),
    "duration without a unit": (
        "provisions: [{presence_max_age: 30}]",
        DirectiveVersion,
        1,
        "provisions[0].presence_max_age",
        "wanted a duration such as 30d",
    ),
    "tag": ("issuer: !!str x", Attestation, 1, "", "wanted no tags"),
    "half of a character": ('issuer: "\\ud800"', Attestation, 1, "", "half of a character"),
    "two documents": ("is: PERSON\n---\nis: PERSON", Rule, 2, "", "second document"),
    "YAML of another version": ("%YAML 1.1\n---\nis: PERSON", Rule, 2, "", "% directive"),
    "empty file": ("# nothing here\n", Rule, 1, "", "got nothing"),
    "broken YAML": ("is: PERSON\n  x: y", Rule, 2, "", "not YAML"),
    "alias of itself": ("all: &a [*a]", Rule, 1, "", "wanted the name of an anchor further up"),
}


@pytest.mark.parametrize(("text", "kind", "line", "field", "problem"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_where_and_why(text: str, kind: type[Message], line: int, field: str, problem: str) -> None:
    with pytest.raises(FileError) as caught:
        loads(text.encode(), kind, "f.yaml")
    assert (caught.value.line, caught.value.field) == (line, field)
    assert problem in caught.value.message
    assert caught.value.message.startswith(f"f.yaml:{line}: {field}")


LARGE = {
    "too many bytes": b"is: PERSON # " + b"x" * (1 << 20),
    "too deep": b"{not: " * 65 + b"{}" + b"}" * 65,
    "deep by aliases": b"x: ["
    + b", ".join(b"&a%d {not: %s}" % (n, b"*a%d" % (n - 1) if n else b"{}") for n in range(65))
    + b"]",
    "large by aliases": b"x: [&a0 [x,x,x,x,x,x,x,x,x,x]"
    + b"".join(b", &a%d [%s]" % (n + 1, b",".join([b"*a%d" % n] * 10)) for n in range(9))
    + b"]",
}


@pytest.mark.parametrize("content", LARGE.values(), ids=LARGE)
def test_what_is_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(FileError, match=r"got (more than )?\d+"):
        loads(content, Rule, "f.yaml")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(
            st.sampled_from(
                [
                    "a",
                    "is",
                    "not",
                    ":",
                    " ",
                    "\n",
                    "- ",
                    "[",
                    "]",
                    "{",
                    "}",
                    "&x ",
                    "*x",
                    '"',
                    "'",
                    "|",
                    ">",
                    "?",
                    "!",
                    "%",
                    "#",
                    ",",
                    "\t",
                    "\\",
                    "\\U",
                    "9",
                    "~",
                ]
            ),
            max_size=40,
        ).map(lambda parts: "".join(parts).encode()),
    ),
    st.sampled_from(TYPES),
)
@example(b'"\\U99999999"', Rule)
@example(b"%YAML 99999999999999999999999999999.1\n---\n", Rule)
def test_no_bytes_do_anything_but_load_or_be_refused(content: bytes, kind: type[Message]) -> None:
    try:
        loads(content, kind, "f.yaml")
    except FileError as error:
        assert error.message.startswith("f.yaml:")  # noqa: PT017 - that it was raised at all is not the point


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FileError, match=r"^nowhere\.yaml: No such file"):
        load("nowhere.yaml", Rule)


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"is: PERSON")))
    assert load("-", Rule) == loads(b"is: PERSON", Rule, "f.yaml")


def test_the_api_has_every_field_that_the_format_names() -> None:
    pool = descriptor_pool.Default()
    for name in {*DECIMALS, *AT_LEAST_ONE}:
        pool.FindFieldByName(name)
    for name in EXACTLY_ONE:
        pool.FindMessageTypeByName(name)
    for name in CHOICES:
        pool.FindOneofByName(name)
