"""What callers of a limited reach are told: about others, nothing, and nothing about whether there are any."""

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from google.protobuf.message import Message
from grpc_status import rpc_status

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName, Population, Purpose
from denizen.domain.roles import Role
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, grant_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.grant_pb2_grpc import GrantServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import EMPLOYEES, HR, Granted, everything, granted

EAR, OTHER = DirectiveName("directives/ear"), DirectiveName("directives/other")
ALL, DESK = "callers/all", "callers/desk"
OWN, FOREIGN, MISSING, BOTH, NONE = (f"principals/{each}" for each in ("own", "foreign", "missing", "both", "none"))
POPULATIONS = {OWN: ["employee"], FOREIGN: ["customer"], BOTH: ["customer", "employee"], NONE: []}
FOR = "export-control"


def at(caller: str) -> dict[str, Any]:
    return {"metadata": (("caller", caller),), "timeout": 20}


@pytest.fixture
def server() -> Iterator[Granted]:
    with granted() as running:
        with running.store.write(Call(Caller("callers/test"))) as writer:
            writer.put_issuer(Issuer(HR))
            writer.record(Event("issuer.registered", HR))
        everything(running, ALL)
        for name, populations in POPULATIONS.items():
            create(running, ALL, name, populations)
        service = principal(running, "SERVICE", "badge-reader", ["employee"])
        attest(running, service, {"acts_for": {"principal": FOREIGN}})
        for name in (OWN, FOREIGN):
            attest(running, name, {"citizenship": {"country": "FR"}})
        directives = DirectiveServiceStub(running.channel)
        for name in (EAR, OTHER):
            directives.CreateDirective(
                directive_pb2.CreateDirectiveRequest(directive={"name": name, "kind": 1}), **at(ALL)
            )
            version = version_of({"citizen_of": {"countries": ["US"], "when": "WHEN_CURRENT"}})
            directives.PublishVersion(directive_pb2.PublishVersionRequest(parent=name, version=version), **at(ALL))
            directives.ActivateVersion(directive_pb2.ActivateVersionRequest(name=f"{name}/versions/1"), **at(ALL))
        yield running


def version_of(unless: dict[str, Any]) -> dict[str, Any]:
    """Who is foreign unless that rule is true."""
    provision = {"id": "persons", "kinds": ["PRINCIPAL_KIND_PERSON"], "definition": {"not": unless}}
    return {"source": {"citation": "a test"}, "provisions": [provision]}


def create(server: Granted, caller: str, name: str, populations: list[str], **more: Any) -> None:
    request = principal_pb2.CreatePrincipalRequest(
        principal_id=name.rpartition("/")[2],
        principal={"kind": "PRINCIPAL_KIND_PERSON", "populations": populations, **more},
        purpose=FOR,
    )
    PrincipalServiceStub(server.channel).CreatePrincipal(request, **at(caller))


def principal(server: Granted, kind: str, name: str, populations: list[str]) -> str:
    create(server, ALL, f"principals/{name}", populations, kind=f"PRINCIPAL_KIND_{kind}")
    return f"principals/{name}"


def attest(server: Granted, name: str, claim: dict[str, Any], caller: str = ALL) -> str:
    request = attestation_pb2.SubmitAttestationRequest(
        parent=name,
        attestation={"claim": claim, "assurance": {"framework": "denizen", "level": "HIGH"}, "purposes": [FOR]},
        purpose=FOR,
    )
    submitted = AttestationServiceStub(server.channel).SubmitAttestation(request, **at(caller))
    return str(submitted.attestation.name)


def check(
    server: Granted, caller: str, name: str, directive: str = EAR, **more: Any
) -> determination_pb2.CheckResponse:
    request = determination_pb2.CheckRequest(principal=name, directive=directive, **{"purpose": FOR, **more})
    answer: determination_pb2.CheckResponse = DeterminationServiceStub(server.channel).Check(request, **at(caller))
    return answer


def refusal(call: Callable[[], object]) -> tuple[grpc.StatusCode, str | None, bytes]:
    """The whole of what an error tells."""
    with pytest.raises(grpc.RpcError) as raised:
        call()
    assert isinstance(raised.value, grpc.Call)
    status = rpc_status.from_call(raised.value)
    assert status is not None
    return raised.value.code(), raised.value.details(), status.SerializeToString(deterministic=True)


def without_ids(answer: Message) -> bytes:
    for field in ("decision_id", "at"):
        if field in answer.DESCRIPTOR.fields_by_name:
            answer.ClearField(field)
    return answer.SerializeToString(deterministic=True)


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("name", [FOREIGN, NONE, "principals/badge-reader"], ids=["foreign", "of none", "acts for one"])
@pytest.mark.parametrize("past", [False, True], ids=["now", "in the past"])
def test_a_question_about_others_is_answered_as_about_nobody(
    server: Granted, tier: Tier, name: str, *, past: bool
) -> None:
    revision = server.store.head(Call(Caller("callers/test"))).number
    times: dict[str, Any] = {"known_revision": revision} if past else {}
    moment = {"seconds": 1_800_000_000}
    limits: dict[str, Any] = {"populations": EMPLOYEES, "tier": tier, "presence": AssuranceLevel.HIGH}
    server.grant(DESK, Role.COMPLIANCE, **limits)
    stub = DeterminationServiceStub(server.channel)

    def answers(who: str) -> list[bytes]:
        question = determination_pb2.CheckRequest(principal=who, directive=EAR, purpose=FOR, explain=True, **times)
        batch = determination_pb2.BatchCheckRequest(
            items=[{"principal": who, "directive": EAR}, {"principal": OWN, "directive": EAR}], purpose=FOR, **times
        )
        difference = determination_pb2.DiffDeterminationsRequest(
            question=question,
            before={"known_revision": revision - 1, "at": moment},
            after={"known_revision": revision, "at": moment},
        )
        told = [
            without_ids(stub.Check(question, **at(DESK))),
            without_ids(stub.Check(question, **at(DESK))),  # warm
            without_ids(stub.BatchCheck(batch, **at(DESK))),
        ]
        if tier is Tier.FACTS:
            told.append(without_ids(stub.DiffDeterminations(difference, **at(DESK))))
        return told

    assert answers(name) == answers(MISSING)
    assert check(server, DESK, name).answer.effect == determination_pb2.EFFECT_DENY


def test_who_is_within_reach_is_answered_as_to_everybody(server: Granted) -> None:
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    for name in (OWN, BOTH):
        assert without_ids(check(server, DESK, name)) == without_ids(check(server, ALL, name))


def test_batch_equals_singles_for_who_sees_more_of_some(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY)
    server.grant(DESK, Role.REVIEWER, populations=EMPLOYEES)
    names = [OWN, FOREIGN, BOTH, NONE, MISSING, "principals/badge-reader"]
    items = [{"principal": name, "directive": EAR} for name in names]
    request = determination_pb2.BatchCheckRequest(items=items, purpose=FOR)
    batch = DeterminationServiceStub(server.channel).BatchCheck(request, **at(DESK))
    singles = [check(server, DESK, name).answer for name in names]
    assert [result.answer for result in batch.results] == singles
    assert [bool(answer.reasons) for answer in singles] == [True, False, True, False, False, False]


NAMED: list[Callable[[Granted, str], object]] = [
    lambda s, n: PrincipalServiceStub(s.channel).GetPrincipal(
        principal_pb2.GetPrincipalRequest(name=n, purpose=FOR), **at(DESK)
    ),
    lambda s, n: PrincipalServiceStub(s.channel).UpdatePopulations(
        principal_pb2.UpdatePopulationsRequest(name=n, populations=["employee"], purpose=FOR), **at(DESK)
    ),
    lambda s, n: attest(s, n, {"citizenship": {"country": "US"}}, DESK),
    lambda s, n: AttestationServiceStub(s.channel).ListAttestations(
        attestation_pb2.ListAttestationsRequest(parent=n, purpose=FOR), **at(DESK)
    ),
    lambda s, n: AttestationServiceStub(s.channel).GetAttestation(
        attestation_pb2.GetAttestationRequest(name=f"{n}/attestations/a", purpose=FOR), **at(DESK)
    ),
    lambda s, n: PrincipalServiceStub(s.channel).GetPrincipal(
        principal_pb2.GetPrincipalRequest(
            external_identifier={"scheme": "crm", "value": n.rpartition("/")[2]}, purpose=FOR
        ),
        **at(DESK),
    ),
]


@pytest.mark.parametrize("act", NAMED, ids=["get", "populations", "submit", "list", "attestation", "by identifier"])
def test_what_names_others_is_refused_as_what_names_nobody(
    server: Granted, act: Callable[[Granted, str], object]
) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    link = principal_pb2.LinkExternalIdentifierRequest(
        name=FOREIGN, external_identifier={"scheme": "crm", "value": "foreign"}, purpose=FOR
    )
    PrincipalServiceStub(server.channel).LinkExternalIdentifier(link, **at(ALL))
    refused = refusal(lambda: act(server, MISSING))
    assert refused[0] is grpc.StatusCode.PERMISSION_DENIED
    assert refusal(lambda: act(server, FOREIGN)) == refused
    assert refusal(lambda: act(server, NONE)) == refused


def test_who_reaches_everybody_is_told_that_there_is_none(server: Granted) -> None:
    get = principal_pb2.GetPrincipalRequest(name=MISSING, purpose=FOR)
    code, *_ = refusal(lambda: PrincipalServiceStub(server.channel).GetPrincipal(get, **at(ALL)))
    assert code is grpc.StatusCode.NOT_FOUND


def test_a_taken_name_of_others_is_refused_without_saying_whose(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    link = principal_pb2.LinkExternalIdentifierRequest(
        name=FOREIGN, external_identifier={"scheme": "crm", "value": "7"}, purpose=FOR
    )
    PrincipalServiceStub(server.channel).LinkExternalIdentifier(link, **at(ALL))
    taken = refusal(lambda: create(server, DESK, FOREIGN, ["employee"]))
    badge = [{"scheme": "crm", "value": "7"}]
    by_identifier = refusal(lambda: create(server, DESK, "principals/new", ["employee"], external_identifiers=badge))
    assert taken == by_identifier
    assert taken[0] is grpc.StatusCode.PERMISSION_DENIED
    assert refusal(lambda: create(server, DESK, OWN, ["employee"]))[0] is grpc.StatusCode.ALREADY_EXISTS


@pytest.mark.parametrize(
    ("name", "populations", "may"),
    [
        pytest.param(OWN, ["contractor"], False, id="out of reach"),
        pytest.param(OWN, ["employee", "contractor"], False, id="one of them out of reach"),
        pytest.param(OWN, [], False, id="none, whom everybody's provisions cover"),
        pytest.param(OWN, ["employee", "visitor"], True, id="within reach"),
        pytest.param(BOTH, ["customer", "visitor"], True, id="what is out of reach stays"),
        pytest.param(BOTH, ["employee"], False, id="what is out of reach goes"),
    ],
)
def test_populations_change_within_reach_only(server: Granted, name: str, populations: list[str], *, may: bool) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES | {Population("visitor")})
    request = principal_pb2.UpdatePopulationsRequest(name=name, populations=populations, purpose=FOR)
    update = PrincipalServiceStub(server.channel).UpdatePopulations
    if may:
        assert sorted(update(request, **at(DESK)).principal.populations) == sorted(populations)
    else:
        assert refusal(lambda: update(request, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_lists_hold_who_is_within_reach_page_by_page(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES | {Population("visitor")})
    create(server, ALL, "principals/guest", ["visitor"])
    listing = PrincipalServiceStub(server.channel).ListPrincipals

    def pages(**more: Any) -> list[str]:
        found, token = [], ""
        while True:
            request = principal_pb2.ListPrincipalsRequest(page_size=1, page_token=token, purpose=FOR, **more)
            page = listing(request, **at(DESK))
            found += [each.name for each in page.principals]
            token = page.next_page_token
            if not token:
                return found

    assert pages() == ["principals/badge-reader", BOTH, "principals/guest", OWN]
    assert pages(population="customer") == [BOTH]
    assert pages(population="visitor") == ["principals/guest"]
    assert pages(kind="PRINCIPAL_KIND_SERVICE") == ["principals/badge-reader"]


def test_a_page_token_is_good_for_the_reach_that_it_was_given_to(server: Granted) -> None:
    first = server.grant(DESK, Role.ONBOARDING)
    listing = PrincipalServiceStub(server.channel).ListPrincipals
    request = principal_pb2.ListPrincipalsRequest(page_size=1, purpose=FOR)
    request.page_token = listing(request, **at(DESK)).next_page_token
    server.revoke(first)
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    assert refusal(lambda: listing(request, **at(DESK)))[0] is grpc.StatusCode.INVALID_ARGUMENT


def test_a_repetition_is_judged_by_present_rights(server: Granted) -> None:
    server.grant(DESK, Role.ONBOARDING, populations=EMPLOYEES)
    request = attestation_pb2.SubmitAttestationRequest(
        parent=OWN,
        attestation={
            "claim": {"citizenship": {"country": "US"}},
            "assurance": {"framework": "denizen", "level": "HIGH"},
            "purposes": [FOR],
        },
        purpose=FOR,
        request_id="6f1e9a52-3c0b-4d7e-9a44-0c9f6f3d2b18",
    )
    submit = AttestationServiceStub(server.channel).SubmitAttestation
    first = submit(request, **at(DESK))
    assert submit(request, **at(DESK)) == first
    moved = principal_pb2.UpdatePopulationsRequest(name=OWN, populations=["customer"], purpose=FOR)
    PrincipalServiceStub(server.channel).UpdatePopulations(moved, **at(ALL))
    assert refusal(lambda: submit(request, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_directive_and_purpose_are_named_where_they_are_lacking(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY, directives=frozenset({EAR}), purposes=frozenset({Purpose(FOR)}))
    assert check(server, DESK, OWN).answer.effect
    for more, lacking in (({"directive": OTHER}, "directive"), ({"purpose": "hiring"}, "purpose")):
        code, _, body = refusal(lambda more=more: check(server, DESK, OWN, **more))  # type: ignore[misc]  # bound
        assert code is grpc.StatusCode.PERMISSION_DENIED
        assert lacking.encode() in body
        assert b"determinations.check" in body
        assert DESK.encode() in body
        assert OWN.encode() not in body
    # Every directive answers there, those too that are out of reach.
    access = determination_pb2.CheckAccessRequest(principal=OWN, resource="resources/x", purpose=FOR)
    stub = DeterminationServiceStub(server.channel)
    assert refusal(lambda: stub.CheckAccess(access, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_of_a_batch_the_items_beyond_reach_are_refused_each(server: Granted) -> None:
    server.grant(DESK, Role.GATEWAY, directives=frozenset({EAR}))
    items = [{"principal": OWN, "directive": each} for each in (EAR, OTHER)]
    request = determination_pb2.BatchCheckRequest(items=items, purpose=FOR)
    answered, refused = DeterminationServiceStub(server.channel).BatchCheck(request, **at(DESK)).results
    assert answered.answer.effect
    assert refused.error.code == grpc.StatusCode.PERMISSION_DENIED.value[0]


def test_an_answer_that_rests_on_another_person_is_not_shown_in_full(server: Granted) -> None:
    owned = principal(server, "ORGANISATION", "shop", ["customer", "employee"])
    attest(server, owned, {"ownership": {"owner": FOREIGN, "percent": "60"}})
    server.grant(DESK, Role.AUDITOR, populations=EMPLOYEES)
    text = check(server, DESK, owned, explain=True).SerializeToString()
    assert FOREIGN.encode() not in text


def test_licences_are_shown_to_who_reaches_everybody_they_name(server: Granted) -> None:
    stub = DirectiveServiceStub(server.channel)
    for name in ("own", "foreign"):
        licence = {
            "name": f"authorizations/{name}",
            "reference": "L",
            "directives": [EAR],
            "principals": [f"principals/{name}"],
        }
        stub.CreateAuthorization(directive_pb2.CreateAuthorizationRequest(authorization=licence), **at(ALL))
    server.grant(DESK, Role.COMPLIANCE, populations=EMPLOYEES)
    listed = stub.ListAuthorizations(directive_pb2.ListAuthorizationsRequest(), **at(DESK)).authorizations
    assert [each.name for each in listed] == ["authorizations/own"]
    get = directive_pb2.GetAuthorizationRequest
    refused = refusal(lambda: stub.GetAuthorization(get(name="authorizations/foreign"), **at(DESK)))
    assert refusal(lambda: stub.GetAuthorization(get(name="authorizations/missing"), **at(DESK))) == refused
    assert stub.GetAuthorization(get(name="authorizations/own"), **at(DESK)).authorization.reference == "L"


def test_what_is_revoked_counts_no_more_and_what_is_granted_at_once(server: Granted) -> None:
    grant = server.grant(DESK, Role.GATEWAY)
    assert check(server, DESK, OWN).answer.effect
    server.revoke(grant)
    assert refusal(lambda: check(server, DESK, OWN))[0] is grpc.StatusCode.PERMISSION_DENIED


def test_presence_counts_as_surely_as_it_is_granted(server: Granted) -> None:
    server.grant(DESK, Role.AUDITOR)
    asserted = {"country": "US", "source": "geoip"}
    publish = directive_pb2.PublishVersionRequest(
        parent=EAR,
        version=version_of({"present_in": {"countries": ["US"]}}),
    )
    stub = DirectiveServiceStub(server.channel)
    stub.PublishVersion(publish, **at(ALL))
    stub.ActivateVersion(directive_pb2.ActivateVersionRequest(name=f"{EAR}/versions/2"), **at(ALL))
    unknown = check(server, DESK, OWN, presence=asserted).answer
    assert determination_pb2.REASON_PRESENCE_NOT_GIVEN in unknown.reasons
    server.grant("callers/gate", Role.AUDITOR, presence=AssuranceLevel.SUBSTANTIAL)
    assert check(server, "callers/gate", OWN, presence=asserted).answer.effect == determination_pb2.EFFECT_ALLOW


def test_a_caller_learns_what_it_may_do(server: Granted) -> None:
    given = server.grant(DESK, Role.GATEWAY, populations=EMPLOYEES)
    own = GrantServiceStub(server.channel).GetOwnRights(grant_pb2.GetOwnRightsRequest(), **at(DESK))
    assert own.caller == DESK
    (right,) = own.rights
    assert (right.grant, right.role, list(right.populations), list(right.directives), right.tier) == (
        given.name,
        grant_pb2.ROLE_GATEWAY,
        ["employee"],
        ["*"],
        grant_pb2.TIER_EFFECT,
    )
    assert list(right.permissions) == ["determinations.check", "determinations.watch", "self.read"]


@pytest.mark.parametrize("tier", Tier)
def test_facts_are_read_by_who_is_shown_facts(server: Granted, tier: Tier) -> None:
    server.grant(DESK, Role.REVIEWER, tier=tier)
    listing = attestation_pb2.ListAttestationsRequest(parent=OWN, purpose=FOR)
    stub = AttestationServiceStub(server.channel)
    if tier is Tier.FACTS:
        assert stub.ListAttestations(listing, **at(DESK)).attestations
    else:
        assert refusal(lambda: stub.ListAttestations(listing, **at(DESK)))[0] is grpc.StatusCode.PERMISSION_DENIED
    assert check(server, DESK, OWN).answer.effect
