"""The catalogue ready to be asked, and a server on loopback to which it was applied."""

import io
from collections.abc import Iterator

import pytest

from denizen.assembly import services
from denizen.bootstrap import DEVELOPMENT_CALLER, DEVELOPMENT_ISSUER, register_development_issuer
from denizen.cli.applying import apply
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.cli.connection import connected
from denizen.cli.directive_files import load_directive_file
from denizen.clock import SystemClock
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.server import Server
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Caller
from tests.gateway.alike import alike
from tests.gateway.asgi import Door
from tests.granting import everything


@pytest.fixture(scope="session")
def catalogue() -> Directives:
    return Directives.load(catalogue_files())


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[str, Door]]:
    """The main server's address, and the decision listener's door onto the same."""
    store = MemoryStore(SystemClock())
    register_development_issuer(store)
    caller = Caller(DEVELOPMENT_CALLER, DEVELOPMENT_ISSUER)
    log = logs.logger("error", io.StringIO())
    doors = services(store, SealedTokens(KeyRing.create()))
    # Whatever is asked here is asked at the decision listener's door too, and has to be answered alike.
    behind = Server(doors, TrustsEveryone(caller), log, entrances=everything())
    door = Door.onto(behind, TrustsEveryone(caller), log)
    server = Server([alike(each, door) for each in doors], TrustsEveryone(caller), log, entrances=everything())
    address = f"127.0.0.1:{server.start('127.0.0.1:0')}"
    try:
        with connected(address) as channel:
            for path in catalogue_files():
                apply(channel, load_directive_file(path))
        yield address, door
    finally:
        server.drain(0)
        behind.drain(0)


@pytest.fixture(scope="session")
def target(served: tuple[str, Door]) -> str:
    return served[0]


@pytest.fixture(scope="session")
def listener(served: tuple[str, Door]) -> Door:
    """Asked whatever is asked at `target`; an answer that is another one is an error there."""
    return served[1]
