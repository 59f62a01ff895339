"""Values as canonical bytes, and back."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from cattrs.errors import ForbiddenExtraKeysError
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.authorizations import Authorization
from denizen.domain.claims import Citizenship, Claim, ClaimKind, Completeness, Ownership, Residence, Statelessness
from denizen.domain.countries import Country, System, normalize
from denizen.domain.directives import DirectiveContent, Provision, Requirement, Threshold
from denizen.domain.rules import Current, Definition, HoldsStatus, Rule, Since
from denizen.storage.codec import Codec, microseconds, moment_of
from denizen.storage.many_attestations import ManyAttestations
from denizen.storage.written_attestations import WrittenAttestations
from tests.storage.builders import attestation, version
from tests.storage.strategies import MOMENTS, attestations, of, rules

CODEC = Codec()


@given(attestations())
def test_an_attestation_comes_back(given_one: Attestation) -> None:
    assert CODEC.decode(CODEC.encode(given_one), Attestation) == given_one


@given(attestations())
def test_a_field_kept_elsewhere_comes_back_from_there(given_one: Attestation) -> None:
    data = CODEC.encode(given_one, without="name")
    assert CODEC.decode(data, Attestation, name=given_one.name) == given_one


@pytest.mark.parametrize("kind", get_args(Claim), ids=lambda kind: kind.__name__)
def test_every_claim_says_what_it_is(kind: type) -> None:
    plain = kind(ClaimKind.CITIZENSHIP) if kind is Completeness else kind()
    assert json.loads(CODEC.encode(plain))["kind"] == plain.kind.value


@given(rules())
def test_a_rule_comes_back(rule: Rule) -> None:
    content = DirectiveContent(version().content.source, (Provision("p", rule),))
    assert CODEC.decode(CODEC.encode(content), DirectiveContent) == content


@given(of(DirectiveContent))
def test_a_directives_content_comes_back(content: DirectiveContent) -> None:
    assert CODEC.decode(CODEC.encode(content), DirectiveContent) == content


@given(of(Authorization))
def test_an_authorization_comes_back(authorization: Authorization) -> None:
    assert CODEC.decode(CODEC.encode(authorization), Authorization) == authorization


@given(of(DirectiveContent))
def test_what_comes_back_has_the_same_bytes(content: DirectiveContent) -> None:
    data = CODEC.encode(content)
    assert CODEC.encode(CODEC.decode(data, DirectiveContent)) == data


@given(MOMENTS)
def test_moments_are_exact(moment: datetime) -> None:
    assert moment_of(microseconds(moment)) == moment


@given(st.permutations(["FR", "DE", "CN", "US"]))
def test_the_order_of_a_set_does_not_matter(codes: list[str]) -> None:
    members = frozenset(Citizenship(Country.of(code)) for code in codes)
    text = CODEC.encode(Completeness(ClaimKind.CITIZENSHIP, members=members)).decode()
    assert sorted(codes) == [member["country"] for member in json.loads(text)["members"]]


@given(st.permutations([None, ClaimKind.CITIZENSHIP, ClaimKind.RESIDENCE]))
def test_the_order_of_thresholds_does_not_matter(kinds: list[ClaimKind | None]) -> None:
    thresholds = {kind: Threshold(restricting=Requirement(next(iter(AssuranceLevel)))) for kind in kinds}
    provision = Provision("p", Definition("d"), thresholds=thresholds)
    other = replace(provision, thresholds=dict(reversed(thresholds.items())))
    assert CODEC.encode(provision) == CODEC.encode(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Ownership(percent=Decimal(50)), Ownership(percent=Decimal("50.00"))),
        (Ownership(percent=Decimal("0.5")), Ownership(percent=Decimal("5E-1"))),
        (Ownership(percent=Decimal(100)), Ownership(percent=Decimal("1E+2"))),
    ],
    ids=["trailing zeros", "negative exponent", "exponent"],
)
def test_equal_values_have_equal_bytes(one: object, other: object) -> None:
    assert one == other
    assert CODEC.encode(one) == CODEC.encode(other)


def test_a_default_is_left_out() -> None:
    assert b"holds" not in CODEC.encode(attestation())
    assert b'"holds":false' in CODEC.encode(attestation(holds=False))


def test_bytes_are_the_same_in_every_process() -> None:
    program = (
        "from denizen.storage.codec import Codec; from denizen.domain.rules import *;"
        "from denizen.domain.claims import ImmigrationCategory;"
        "print(Codec().encode(HoldsStatus(frozenset(ImmigrationCategory))).decode())"
    )
    outputs = {
        subprocess.check_output(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        )
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(
    "data",
    [b'{"kind":"citizenship","country":"FR","since":1}', b'{"kind":"telepathy"}', b'{"country":"FR"}'],
    ids=["unknown field", "unknown claim", "no kind"],
)
def test_what_this_release_does_not_know_is_an_error(data: bytes) -> None:
    with pytest.raises(Exception, match=r"since|telepathy|kind"):
        CODEC.decode(data, Claim)  # type: ignore[arg-type]  # a union of classes


def test_when() -> None:
    current = HoldsStatus(frozenset(), when=Current())
    since = HoldsStatus(frozenset(), when=Since(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=1)))
    ever = HoldsStatus(frozenset(), when=Since())
    assert len({CODEC.encode(rule) for rule in (current, since, ever)}) == 3
    for rule in (current, since, ever):
        assert CODEC.decode(CODEC.encode(rule), Rule) == rule  # type: ignore[arg-type]  # a union of classes


@settings(max_examples=25, deadline=None)
@given(st.lists(attestations(), max_size=3))
def test_many_are_decoded_as_one_by_one(given_ones: list[Attestation]) -> None:
    many = ManyAttestations(CODEC, most=2)
    for each in (*given_ones, *given_ones):
        assert many.decode(CODEC.encode(each, without="name"), each.name) == each


@settings(max_examples=25, deadline=None)
@given(st.lists(attestations(), max_size=3))
def test_many_are_encoded_as_one_by_one(given_ones: list[Attestation]) -> None:
    many = WrittenAttestations(CODEC, most=2)
    for each in (*given_ones, *given_ones):
        assert many.encode(each)[0] == CODEC.encode(each, without="name")


@settings(max_examples=25, deadline=None)
@given(attestations(), st.sampled_from([Residence(Country.of("FR"), "FR-75"), Statelessness()]))
def test_the_size_without_its_claim_is_that_of_any_other_claim(one: Attestation, claim: Claim) -> None:
    many, given = WrittenAttestations(CODEC), normalize("FRA", System.ISO3)
    other = replace(one, claim=claim, country_as_given=given)
    assert many.encode(one)[1] == many.encode(other)[1]
    least = CODEC.encode(replace(one, claim=Statelessness(), country_as_given=None), without="name")
    assert many.encode(one)[1] == len(least)


def test_what_a_release_does_not_know_is_an_error_among_many_too() -> None:
    plain = json.loads(CODEC.encode(attestation(), without="name"))
    for unknown in ({**plain, "unknown": 1}, {**plain, "held": {"unknown": 1}}):
        with pytest.raises(ForbiddenExtraKeysError):
            ManyAttestations(CODEC).decode(json.dumps(unknown).encode(), attestation().name)
