"""IssuerService: issuers as they are proposed, approved, suspended and withdrawn, and what becomes of answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.v1 import issuer_pb2
from denizen.v1.issuer_pb2 import (
    AddIssuerKeysRequest,
    GetIssuerProposalRequest,
    Issuer,
    IssuerKey,
    IssuerRight,
    ListIssuerHistoryRequest,
    ListIssuerProposalsRequest,
    ListIssuersRequest,
    RefreshIssuerKeysRequest,
    ReinstateIssuerRequest,
    RejectIssuerProposalRequest,
    RevokeIssuerKeyRequest,
    SuspendIssuerRequest,
    WithdrawIssuerProposalRequest,
    WithdrawIssuerRequest,
)
from tests.rpc.running_issuers import ANN, BOB, Desk, desk
from tests.rpc.running_services import refusal
from tests.unit.verification.test_issuer_keys import jwk, key_set, root

INVALID, MISSING = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND
FAILED = grpc.StatusCode.FAILED_PRECONDITION
EVERY: dict[str, Any] = {
    "every_kind": True,
    "every_country": True,
    "every_purpose": True,
    "highest": "ASSURANCE_LEVEL_HIGH",
}


@pytest.fixture(scope="module")
def served() -> Iterator[Desk]:
    with desk() as running:
        yield running


def bureau(name: str = "issuers/bureau", **changes: Any) -> Issuer:
    return Issuer(**{"name": name, "title": "Bureau", "rights": [IssuerRight(**EVERY)], **changes})


def test_an_issuer_comes_back_as_it_was_proposed(served: Desk) -> None:
    right = IssuerRight(
        kinds=["CLAIM_KIND_CITIZENSHIP", "CLAIM_KIND_RESIDENCE"],
        countries=["FR", "US"],
        highest="ASSURANCE_LEVEL_LOW",
        purposes=["export-control"],
    )
    right.good_for.FromTimedelta(timedelta(days=365))
    right.entitled.start.FromJsonString("2026-01-01T00:00:00Z")
    given = bureau(
        "issuers/whole",
        rights=[right, IssuerRight(**EVERY)],
        identifiers=["https://bureau.example"],
        formats=["CREDENTIAL_FORMAT_JWS", "CREDENTIAL_FORMAT_SD_JWT_VC"],
        frameworks=["eidas"],
        keys=[IssuerKey(key=json.dumps(jwk("k1"))), IssuerKey(key=root(days=4000).decode())],
    )
    served.approve(served.propose(given))
    shown = served.get("issuers/whole")
    for key in shown.keys:
        assert key.algorithm == "ES256"
    assert {key.form for key in shown.keys} == {issuer_pb2.ISSUER_KEY_FORM_JWK, issuer_pb2.ISSUER_KEY_FORM_ROOT}
    assert shown.known.from_revision > 0
    # What was read can be proposed again, and is nothing new.
    about = refusal(lambda: served.propose(shown))
    assert (about.code, about.about) == (FAILED, "issuers/whole")
    shown.ClearField("known")
    for field in ("keys", "known"):
        shown.ClearField(field)
        given.ClearField(field)
    assert shown == given


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "issuer.name"),
        ({"name": "principals/ada"}, "issuer.name"),
        ({"rights": []}, "issuer.rights"),
        ({"rights": [IssuerRight()]}, "issuer.rights[0].highest"),
        ({"rights": [IssuerRight(**{**EVERY, "every_kind": False})]}, "issuer.rights[0].kinds"),
        ({"rights": [IssuerRight(**EVERY, kinds=["CLAIM_KIND_RESIDENCE"])]}, "issuer.rights[0].kinds"),
        ({"rights": [IssuerRight(**{**EVERY, "every_country": False})]}, "issuer.rights[0].countries"),
        ({"rights": [IssuerRight(**{**EVERY, "every_country": False}, countries=["QQ"])]},
         "issuer.rights[0].countries[0]"),
        ({"rights": [IssuerRight(**{**EVERY, "every_purpose": False})]}, "issuer.rights[0].purposes"),
        ({"rights": [IssuerRight(**{**EVERY, "highest": "ASSURANCE_LEVEL_SELF_DECLARED"})]},
         "issuer.rights[0].highest"),
        ({"formats": [99]}, "issuer.formats[0]"),
        ({"frameworks": [""]}, "issuer.frameworks[0]"),
        ({"organisation": "acme"}, "issuer.organisation"),
        ({"organisation": "principals/nobody"}, "issuer.organisation"),
        ({"keys": [IssuerKey()]}, "issuer.keys[0].key"),
        ({"keys": [IssuerKey(key=json.dumps(jwk(private=True)))]}, "issuer.keys[0].key"),
        ({"keys_url": "https://keys.example/a"}, "issuer.keys_url"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_issuer(served: Desk, changes: dict[str, Any], field: str) -> None:
    about = refusal(lambda: served.propose(bureau(**changes)))
    assert (about.code, about.about) == (INVALID, field)


def test_a_refused_private_key_is_not_shown(served: Desk) -> None:
    secret = jwk(private=True)
    with pytest.raises(grpc.RpcError) as raised:
        served.propose(bureau(keys=[IssuerKey(key=json.dumps(secret))]))
    assert isinstance(raised.value, grpc.Call)
    assert secret["d"] not in repr(raised.value.details()) + repr(raised.value.trailing_metadata())


def test_one_person_does_not_do(served: Desk) -> None:
    proposal = served.propose(bureau("issuers/alone"))
    about = refusal(lambda: served.approve(proposal, ANN))
    assert (about.code, about.about) == (FAILED, proposal.name)
    about = refusal(lambda: served.get("issuers/alone"))
    assert (about.code, about.about) == (MISSING, "issuers/alone")
    assert served.approve(proposal).state == issuer_pb2.PROPOSAL_STATE_APPROVED


def test_proposals_are_found_rejected_and_taken_back(served: Desk) -> None:
    first, second = (served.propose(bureau("issuers/decided")) for _ in range(2))
    stub = served.issuers(BOB)
    listed = stub.ListIssuerProposals(
        ListIssuerProposalsRequest(issuer="issuers/decided", state="PROPOSAL_STATE_PROPOSED", page_size=1)
    )
    following = stub.ListIssuerProposals(
        ListIssuerProposalsRequest(
            issuer="issuers/decided", state="PROPOSAL_STATE_PROPOSED", page_token=listed.next_page_token
        )
    )
    assert sorted(each.name for each in (*listed.proposals, *following.proposals)) == sorted([first.name, second.name])
    rejected = stub.RejectIssuerProposal(RejectIssuerProposalRequest(name=first.name, reason_code="too-wide")).proposal
    assert [(step.caller, step.reason_code) for step in rejected.steps] == [(ANN, ""), (BOB, "too-wide")]
    about = refusal(lambda: stub.WithdrawIssuerProposal(WithdrawIssuerProposalRequest(name=second.name)))
    assert about.code is FAILED
    served.issuers(ANN).WithdrawIssuerProposal(WithdrawIssuerProposalRequest(name=second.name))
    shown = stub.GetIssuerProposal(GetIssuerProposalRequest(name=second.name)).proposal
    assert shown.state == issuer_pb2.PROPOSAL_STATE_WITHDRAWN
    missing = refusal(lambda: stub.GetIssuerProposal(GetIssuerProposalRequest(name="issuers/decided/proposals/none")))
    assert missing.code is MISSING


def test_keys_are_added_and_revoked(served: Desk) -> None:
    served.approve(served.propose(bureau("issuers/keyed")))
    stub = served.issuers(ANN)
    added = stub.AddIssuerKeys(AddIssuerKeysRequest(name="issuers/keyed", keys=key_set(jwk("a"), jwk("b"))))
    served.approve(added.proposal)
    revoke = RevokeIssuerKeyRequest(name="issuers/keyed", key_id="a", reason_code="stolen", from_the_beginning=True)
    served.approve(stub.RevokeIssuerKey(revoke).proposal)
    shown = {key.id: key for key in served.get("issuers/keyed").keys}
    assert shown["a"].revocation == issuer_pb2.IssuerKeyRevocation(reason_code="stolen")
    assert not shown["b"].HasField("revocation")
    both = RevokeIssuerKeyRequest(name="issuers/keyed", key_id="b", reason_code="stolen", from_the_beginning=True)
    both.effective_from.FromJsonString("2026-01-01T00:00:00Z")
    for about, field in (
        (refusal(lambda: stub.RevokeIssuerKey(both)), "effective_from"),
        (refusal(lambda: stub.RevokeIssuerKey(revoke)), "effective"),
        (refusal(lambda: stub.AddIssuerKeys(AddIssuerKeysRequest(name="issuers/keyed"))), "keys"),
    ):
        assert (about.code, about.about) == (INVALID, field)
    refreshed = refusal(lambda: stub.RefreshIssuerKeys(RefreshIssuerKeysRequest(name="issuers/keyed")))
    assert (refreshed.code, refreshed.about) == (FAILED, "issuers/keyed")


def test_history_as_known_then(served: Desk) -> None:
    first = served.approve(served.propose(bureau("issuers/told"))).steps[-1].revision
    served.approve(served.propose(bureau("issuers/told", title="Renamed")))
    history = served.issuers(ANN).ListIssuerHistory(ListIssuerHistoryRequest(name="issuers/told")).issuers
    assert [each.title for each in history] == ["Renamed", "Bureau"]
    assert history[1].known.to_revision == history[0].known.from_revision
    assert served.get("issuers/told", known_revision=first).title == "Bureau"
    assert served.get("issuers/told", known_at=history[1].known.from_time).title == "Bureau"
    gone = refusal(lambda: served.get("issuers/told", known_revision=first - 1))
    assert gone.code is MISSING
    future = refusal(lambda: served.get("issuers/told", known_revision=10_000))
    assert (future.code, future.about) == (INVALID, "known_revision")
    listed = served.issuers(ANN).ListIssuers(ListIssuersRequest()).issuers
    assert "issuers/told" in [each.name for each in listed]


def test_an_answer_rests_on_what_its_issuer_was_entitled_to(served: Desk) -> None:
    """Ada is a US citizen on the word of an issuer that is narrowed, suspended, reinstated and found out."""
    served.approve(served.propose(bureau("issuers/hr")))
    served.prepare("ada")
    registered = served.attest("ada")
    assert served.ask("ada") == ("NOT_FOREIGN_NATIONAL", ["FAILS_DEFINITION"], "")

    # 1. Suspended from a day to come: until then it counts, and the answer says until when.
    day = datetime.now(UTC).replace(microsecond=0) + timedelta(days=10)
    stamp = Timestamp()
    stamp.FromDatetime(day)
    suspension = SuspendIssuerRequest(name="issuers/hr", effective_from=stamp, reason_code="audit")
    served.approve(served.issuers(ANN).SuspendIssuer(suspension).proposal)
    assert served.ask("ada") == ("NOT_FOREIGN_NATIONAL", ["FAILS_DEFINITION"], "ISSUER_RIGHTS")
    assert served.ask("ada", at=day - timedelta(microseconds=1))[0] == "NOT_FOREIGN_NATIONAL"
    assert served.ask("ada", at=day) == ("UNDETERMINED", ["ISSUER_NOT_ACCEPTED"], "")
    assert served.ask("ada", at=day, known_revision=registered)[0] == "NOT_FOREIGN_NATIONAL"

    # 2. Reinstated: it counts again.
    reinstated = ReinstateIssuerRequest(name="issuers/hr", effective_from=stamp, reason_code="passed")
    served.approve(served.issuers(ANN).ReinstateIssuer(reinstated).proposal)
    assert served.ask("ada", at=day) == ("NOT_FOREIGN_NATIONAL", ["FAILS_DEFINITION"], "")

    # 3. It may vouch at LOW only: what it vouched for more surely does not count.
    low = IssuerRight(**{**EVERY, "highest": "ASSURANCE_LEVEL_LOW"})
    served.approve(served.propose(bureau("issuers/hr", rights=[low])))
    assert served.ask("ada") == ("UNDETERMINED", ["ISSUER_NOT_ACCEPTED"], "")
    served.approve(served.propose(bureau("issuers/hr")))
    assert served.ask("ada")[0] == "NOT_FOREIGN_NATIONAL"

    # 4. It never was one: nothing it said counts any more, and what was answered before stays answered.
    found_out = WithdrawIssuerRequest(name="issuers/hr", from_the_beginning=True, reason_code="forged")
    served.approve(served.issuers(ANN).WithdrawIssuer(found_out).proposal)
    assert served.ask("ada") == ("UNDETERMINED", ["ISSUER_NOT_ACCEPTED"], "")
    assert served.ask("ada", known_revision=registered)[0] == "NOT_FOREIGN_NATIONAL"
    assert served.differences("ada", registered) == ["its issuer is entitled to it at the first pair only"]
    about = refusal(lambda: served.attest("ada"))
    assert about.code is grpc.StatusCode.PERMISSION_DENIED
