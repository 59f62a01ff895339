"""Rows of other systems over the wire: each whole or refused, and none beyond what the caller may do."""

from collections.abc import Iterable, Iterator

import grpc
import pytest

from denizen.domain.claims import ClaimKind
from denizen.domain.issuers import Issuer, Right
from denizen.domain.roles import Role
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from tests.rpc.granted import EMPLOYEES, HR, Granted, granted

ADDED, CHANGED, UNCHANGED = 1, 2, 3
PENDING, VERIFIED = pb.ATTESTATION_STATE_PENDING, pb.ATTESTATION_STATE_VERIFIED


@pytest.fixture
def server() -> Iterator[Granted]:
    with granted() as running:
        with running.store.write(Call(Caller("callers/test"))) as writer:
            writer.put_issuer(Issuer(HR, rights=(Right(kinds=frozenset({ClaimKind.CITIZENSHIP})),)))
            writer.record(Event("issuer.registered", HR))
        running.grant("callers/hr", Role.ONBOARDING)
        yield running


def row(key: str = "1", who: str = "ada", country: str = "FR", **more: object) -> pb.ImportRow:
    attestation = {
        "claim": {"citizenship": {"country": country}},
        "purposes": ["hiring"],
        "issuer": HR,
        "assurance": {"level": "SUBSTANTIAL"},
    }
    about = {"name": f"principals/{who}", "kind": 1, "populations": ["employee"]}
    fields: dict[str, object] = {"principal": about, "attestations": [{"slot": "c", "attestation": attestation}]}
    return pb.ImportRow(key=key, **(fields | more))  # type: ignore[arg-type]  # its fields


def message(*rows: pb.ImportRow, **more: object) -> pb.ImportAttestationsRequest:
    return pb.ImportAttestationsRequest(**({"source": "hr", "purpose": "hiring", "rows": rows} | more))  # type: ignore[arg-type]  # its fields


def send(
    server: Granted, messages: Iterable[pb.ImportAttestationsRequest], caller: str = "callers/hr"
) -> list[list[pb.ImportResult]]:
    stub = AttestationServiceStub(server.channel)
    answers = stub.ImportAttestations(iter(messages), metadata=(("caller", caller),), timeout=20)
    return [list(each.results) for each in answers]


def test_a_refused_row_leaves_the_others(server: Granted) -> None:
    ((first, second, third),) = send(server, [message(row("1"), row("2", "bob", "XQ"), row("3", "cy"))])
    assert [first.outcome, second.outcome, third.outcome] == [ADDED, 0, ADDED]
    assert second.error.code == grpc.StatusCode.INVALID_ARGUMENT.value[0]
    assert "XQ" not in second.error.message


def test_all_rows_of_a_message_are_one_revision(server: Granted) -> None:
    before = server.store.head(Call(Caller("callers/test"))).number
    send(server, [message(*(row(str(n), f"p{n}") for n in range(50)))])
    assert server.store.head(Call(Caller("callers/test"))).number == before + 1


def test_again_and_changed(server: Granted) -> None:
    results = send(server, [message(row()), message(row()), message(row(country="US")), message(row(country="US"))])
    assert [each.outcome for (each,) in results] == [ADDED, UNCHANGED, CHANGED, UNCHANGED]
    ((_,), (_,), (changed,), _) = results
    with server.store.read(Call(Caller("callers/test"))) as reader:
        (old, new) = reader.attestations("principals/ada")  # type: ignore[arg-type]  # a name
    assert (old.superseded_by, new.attestation.name) == (new.attestation.name, changed.attestations[0].name)


def test_back_and_forth_ends_where_it_says(server: Granted) -> None:
    results = send(server, [message(row(country=each)) for each in ("FR", "US", "FR")])
    assert [each.outcome for (each,) in results] == [ADDED, CHANGED, CHANGED]
    with server.store.read(Call(Caller("callers/test"))) as reader:
        states = [each.state.value for each in reader.attestations("principals/ada")]  # type: ignore[arg-type]  # a name
    assert states == ["superseded", "superseded", "verified"]


def test_beyond_the_issuer_s_rights_it_waits_and_by_request_too(server: Granted) -> None:
    residence = row("1", attestations=[{"slot": "r", "attestation": _residence()}])
    wanted = row("2", "bob")
    wanted.attestations[0].review = True
    ((beyond, reviewed),) = send(server, [message(residence, wanted)])
    assert [each.attestations[0].state for each in (beyond, reviewed)] == [PENDING, PENDING]


def test_a_pending_one_that_changed_waits_once(server: Granted) -> None:
    for country in ("FR", "US"):
        waiting = row(country=country)
        waiting.attestations[0].review = True
        send(server, [message(waiting)])
    with server.store.read(Call(Caller("callers/test"))) as reader:
        assert len(reader.pending(None, 10, None)) == 1


def test_only_whom_the_caller_reaches(server: Granted) -> None:
    server.grant("callers/limited", Role.ONBOARDING, populations=EMPLOYEES)
    customer = {"name": "principals/eve", "kind": 1, "populations": ["customer"]}
    send(server, [message(row("1", principal=customer))])
    nobody = {"name": "principals/nobody", "kind": 1, "existing_only": True}
    known = {"name": "principals/eve", "kind": 1, "existing_only": True}
    ((own, foreign, there, absent),) = send(
        server,
        [message(row("1"), row("2", principal=customer), row("3", principal=known), row("4", principal=nobody))],
        "callers/limited",
    )
    assert own.outcome == ADDED
    assert {each.error.message for each in (foreign, there, absent)} == {foreign.error.message}
    assert foreign.error.code == grpc.StatusCode.PERMISSION_DENIED.value[0]


def test_a_purpose_that_is_not_granted_is_refused_by_row(server: Granted) -> None:
    server.grant("callers/hiring", Role.ONBOARDING, purposes=frozenset({"hiring"}))
    other = row("2", "bob")
    other.attestations[0].attestation.purposes.append("export-control")
    ((own, refused),) = send(server, [message(row("1"), other)], "callers/hiring")
    assert (own.outcome, refused.outcome) == (ADDED, 0)


def test_what_was_granted_may_end_during_a_stream(server: Granted) -> None:
    grant = server.grant("callers/leaving", Role.ONBOARDING)

    def messages() -> Iterator[pb.ImportAttestationsRequest]:
        yield message(row("1"))
        server.revoke(grant)
        yield message(row("2", "bob"))

    with pytest.raises(grpc.RpcError) as raised:
        send(server, messages(), "callers/leaving")
    assert raised.value.code() is grpc.StatusCode.PERMISSION_DENIED
    with server.store.read(Call(Caller("callers/test"))) as reader:
        assert reader.principal("principals/bob") is None  # type: ignore[arg-type]  # a name


def test_an_identifier_of_another_and_a_key_twice(server: Granted) -> None:
    def named(key: str, who: str) -> pb.ImportRow:
        about = {
            "name": f"principals/{who}",
            "kind": 1,
            "populations": ["employee"],
            "external_identifiers": [{"scheme": "hr", "value": "1"}],
        }
        return row(key, principal=about)

    ((first, taken, twice),) = send(server, [message(named("1", "ada"), named("2", "bob"), row("1", country="US"))])
    assert [first.outcome, taken.outcome, twice.outcome] == [ADDED, 0, 0]
    assert {taken.error.code, twice.error.code} == {grpc.StatusCode.ALREADY_EXISTS.value[0]}


def test_found_by_identifier_again(server: Granted) -> None:
    about = {"kind": 1, "populations": ["employee"], "external_identifiers": [{"scheme": "hr", "value": "1"}]}
    ((first,), (again,)) = send(server, [message(row(principal=about)), message(row(principal=about))])
    assert (first.outcome, again.outcome, again.principal) == (ADDED, UNCHANGED, first.principal)


def test_what_many_rows_say_is_said_of_each(server: Granted) -> None:
    """What is said alike is read once; of whom it is said is not."""
    shares = {**_residence(), "claim": {"ownership": {"owner": "principals/bob", "percent": "10"}}}
    rows = []
    for key in ("acme", "bob", "corp"):
        about = {"name": f"principals/{key}", "kind": 2, "populations": ["supplier"]}
        rows.append(row(key, principal=about, attestations=[{"slot": "o", "attestation": shares}]))
    ((acme, own, corp), (ada, eve)) = send(server, [message(*rows), message(row("1", "ada"), row("2", "eve"))])
    assert [each.attestations[0].name.rpartition("/attestations/")[0] for each in (acme, corp, ada, eve)] == [
        "principals/acme",
        "principals/corp",
        "principals/ada",
        "principals/eve",
    ]
    assert own.error.code == grpc.StatusCode.INVALID_ARGUMENT.value[0]
    assert "attestations[0].attestation.claim.ownership.owner" in own.error.message


def test_the_same_of_other_times_is_something_else(server: Granted) -> None:
    """What is said alike is read once, and each time with its own moments and intervals."""
    days = ["2026-05-01", "2026-05-02", "", "2026-05-01"]
    rows = []
    for number, day in enumerate(days):
        said = row(str(number), f"p{number}")
        if day:
            said.attestations[0].attestation.verified_at.FromJsonString(f"{day}T00:00:00Z")
            said.attestations[0].attestation.held.start.FromJsonString(f"{day}T00:00:00Z")
        rows.append(said)
    future, odd = row("9", "p9"), row("10", "p10")
    future.attestations[0].attestation.verified_at.FromJsonString("2999-01-01T00:00:00Z")
    odd.attestations[0].attestation.held.start.nanos = 1
    ((*taken, later, finer),) = send(server, [message(*rows, future, odd)])
    assert [each.outcome for each in taken] == [ADDED] * 4
    assert "attestations[0].attestation.verified_at" in later.error.message
    assert "attestations[0].attestation.held.start" in finer.error.message
    with server.store.read(Call(Caller("callers/test"))) as reader:
        stored = [reader.attestations(f"principals/p{number}")[0].attestation for number in range(4)]  # type: ignore[arg-type]  # names
    started = [None if each.held.start is None else each.held.start.date().isoformat() for each in stored]
    assert started == [day or None for day in days]
    assert [each.verified_at == each.held.start for each in stored] == [True, True, False, True]
    ((again,),) = send(server, [message(rows[2])])
    assert again.outcome == UNCHANGED


def test_a_field_that_is_not_known_here_costs_its_row(server: Granted) -> None:
    odd = pb.ImportRow.FromString(row("2", "bob").SerializeToString() + b"\xf8\x3f\x01")
    inner = row("3", "cy")
    inner.attestations[0].attestation.MergeFromString(b"\xf8\x3f\x01")
    ((first, *refused, last),) = send(server, [message(row("1"), odd, inner, row("4", "dan"))])
    assert [first.outcome, *(each.outcome for each in refused), last.outcome] == [ADDED, 0, 0, ADDED]


def _residence() -> dict[str, object]:
    return {
        "claim": {"residence": {"country": "FR"}},
        "purposes": ["hiring"],
        "issuer": HR,
        "assurance": {"level": "SUBSTANTIAL"},
    }
