"""Our own server under test, as an operator runs it: a database and a key ring of its own, settings by environment."""

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc

from bench.cores import Cores
from bench.persons import DIRECTIVE, PURPOSE, Person, named
from bench.processes import finish, free_port, running, until_serving
from denizen.cli.catalogue import CATALOGUE
from denizen.cli.submitting import StubCall, pipelined
from denizen.domain.names import PrincipalName
from denizen.rpc.convert.claim_messages import write_claim
from denizen.rpc.convert.moments import write_interval
from denizen.v1 import attestation_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

# Not the console script: that is only there where the package is installed.
DENIZEN = (sys.executable, "-c", "from denizen.cli.main import main; main()")
EAR = CATALOGUE / f"{DIRECTIVE.removeprefix('directives/')}.yaml"


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A running server; `decisions`: where its decision listener is, if it has one. Callers act for the development
    issuer: what they submit is VERIFIED at once."""

    address: str
    pid: int
    database: Path
    command: str
    decisions: str = ""

    def database_bytes(self) -> int:
        """What the database takes on disk, with what is not yet moved out of its write-ahead log."""
        return sum(path.stat().st_size for path in self.database.parent.glob(f"{self.database.name}*"))

    def apply_directive(self) -> None:
        """Load `DIRECTIVE` from the catalogue."""
        finish([*DENIZEN, "directive", "apply", str(EAR), "--target", self.address], environment())

    def add(self, persons: Sequence[Person], tell: Callable[[str], None]) -> list[PrincipalName]:
        """Store the persons with their facts, under names by number."""
        tell(f"storing {len(persons)} principals")
        names = [named(number) for number in range(len(persons))]
        with grpc.insecure_channel(self.address) as channel:
            _all(PrincipalServiceStub(channel).CreatePrincipal, map(creation, names))
            submissions = (
                submission
                for name, person in zip(names, persons, strict=True)
                for submission in submissions_of(name, person)
            )
            _all(AttestationServiceStub(channel).SubmitAttestation, submissions)
        return names


def _all(call: StubCall, requests: Iterable[object]) -> None:
    for future in pipelined(call, requests):
        future.result()


def creation(name: PrincipalName) -> principal_pb2.CreatePrincipalRequest:
    return principal_pb2.CreatePrincipalRequest(
        principal_id=name.removeprefix("principals/"),
        principal=principal_pb2.Principal(kind=principal_pb2.PRINCIPAL_KIND_PERSON, display_name="Made Up"),
        purpose=PURPOSE,
    )


def submissions_of(name: PrincipalName, person: Person) -> list[attestation_pb2.SubmitAttestationRequest]:
    """What vouches for the person's facts; without a request id, so that each is a new write."""
    return [
        attestation_pb2.SubmitAttestationRequest(
            parent=name,
            attestation=attestation_pb2.Attestation(
                claim=write_claim(fact.claim),
                held=write_interval(fact.held),
                assurance=attestation_pb2.Assurance(level="HIGH"),
                purposes=[PURPOSE],
            ),
            purpose=PURPOSE,
        )
        for fact in person.facts
    ]


@contextmanager
def serving(  # noqa: PLR0913 - each says something else about the server
    folder: Path,
    cores: Cores,
    *,
    url: str = "",
    deciding: bool = False,
    workers: int = 1,
    more: Mapping[str, str] | None = None,
) -> Iterator[OwnServer]:
    """A server on an empty database, of its own in `folder` unless `url` names one, while the block runs; `deciding`:
    with a decision listener; `more` settings."""
    database, key_ring, log = folder / "denizen.db", folder / "keyring.json", folder / "denizen.log"
    port = free_port()
    address = f"127.0.0.1:{port}"
    settings = environment(
        DENIZEN_DATABASE_URL=url or f"sqlite:///{database}",
        DENIZEN_KEY_RING_FILE=str(key_ring),
        DENIZEN_LISTEN=address,
        DENIZEN_DEVELOPMENT="true",
        **(more or {}),
    )
    if not key_ring.exists():
        finish([*DENIZEN, "keyring", "create", str(key_ring)], settings)
    finish([*DENIZEN, "migrate"], settings)
    decisions = f"127.0.0.1:{free_port()}" if deciding else ""
    options = ["--decision-listen", decisions] if deciding else []
    options += ["--workers", str(workers)] if workers > 1 else []
    command = [*cores.for_server, *DENIZEN, "serve", *options]
    with running(command, log, settings) as process:
        until_serving(address, process, log)
        pid = _envoy(log) if deciding else process.pid
        yield OwnServer(
            address, pid, database, shlex.join([*cores.for_server, "denizen", "serve", *options]), decisions
        )


def _envoy(log: Path) -> int:
    """The process in which a server with a decision listener answers."""
    lines = (json.loads(line) for line in log.read_text().splitlines() if "envoy_started" in line)
    return next(int(line["pid"]) for line in lines)


def environment(**settings: str) -> dict[str, str]:
    """Ours, without settings that somebody left in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DENIZEN_")} | settings
