"""What is read from what was written is what was there."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import Assurance
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, Known
from denizen.domain.authorizations import Authorization, AuthorizationRecord
from denizen.domain.claims import Claim, Member
from denizen.domain.intervals import Interval
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    DirectiveName,
    IssuerName,
    ListName,
    PrincipalName,
    Purpose,
    ResourceName,
)
from denizen.domain.reference import Source
from denizen.domain.rules import Rule
from denizen.domain.second_person import Actor
from denizen.rpc.convert.attestations import read_submission, write_attestation
from denizen.rpc.convert.authorizations import read_authorization, write_authorization
from denizen.rpc.convert.claim_messages import write_claim
from denizen.rpc.convert.claims import read_claim
from denizen.rpc.convert.moments import read_moment, write_moment
from denizen.rpc.convert.rule_messages import write_rule
from denizen.rpc.convert.rules import RuleReader
from denizen.v1 import claim_pb2, rule_pb2
from tests.unit.convert.strategies import assurances, denied, holding, intervals, moments, rules

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)


@given(holding)
def test_claims_that_hold(claim: Claim) -> None:
    message = write_claim(claim)
    assert read_claim(claim_pb2.Claim.FromString(message.SerializeToString()), holds=True) == (claim, None)


@given(denied)
def test_claims_that_do_not_hold(claim: Member) -> None:
    assert read_claim(write_claim(claim, holds=False), holds=False) == (claim, None)


@given(holding, intervals(), intervals(), assurances, moments)
def test_attestations(claim: Claim, held: Interval, vouched: Interval, assurance: Assurance, moment: datetime) -> None:
    attestation = Attestation(
        name=AttestationName("principals/alice/attestations/a"),
        claim=claim,
        assurance=assurance,
        issuer=IssuerName("issuers/hr"),
        purposes=frozenset({Purpose("export-control"), Purpose("kyc")}),
        verified_at=moment,
        held=held,
        vouched=vouched,
        evidence=("passport", "visa"),
    )
    record = AttestationRecord(attestation, AttestationState.VERIFIED, Known(3, NOW), NOW, Actor("callers/her"))
    submission = read_submission(PrincipalName("principals/alice"), write_attestation(record), "attestation")
    assert submission.received(attestation.name, attestation.issuer, moment) == attestation


@given(rules)
def test_rules(rule: Rule) -> None:
    message = write_rule(rule)
    read = RuleReader().read(rule_pb2.Rule.FromString(message.SerializeToString()), "rule")
    assert read == rule
    assert write_rule(read) == message


@given(
    rules | st.none(),
    intervals(),
    st.lists(st.sampled_from(["a", "b", "c"]), min_size=7, max_size=7),
)
def test_authorizations(conditions: Rule | None, effective: Interval, last: list[str]) -> None:
    authorization = Authorization(
        AuthorizationName(f"authorizations/{last[0]}"),
        f"D{last[1]}",
        frozenset({DirectiveName(f"directives/{last[2]}")}),
        frozenset({ResourceName(f"resources/{last[3]}")}),
        frozenset({PrincipalName(f"principals/{last[4]}")}),
        frozenset({PrincipalName(f"principals/{last[5]}")}),
        frozenset({ListName(f"lists/{last[6]}")}),
        effective,
        conditions,
        Source("15 CFR 748.1"),
    )
    assert read_authorization(write_authorization(AuthorizationRecord(authorization, Known(3, NOW)))) == authorization


@given(moments | st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]))
def test_moments_of_every_year(moment: datetime) -> None:
    assert read_moment(write_moment(moment), "at") == moment
