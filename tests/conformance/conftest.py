"""The catalogue ready to be asked, and a server on loopback to which it was applied."""

import io
from collections.abc import Iterator

import pytest

from denizen.bootstrap import DEVELOPMENT_CALLER, DEVELOPMENT_ISSUER, SystemClock, register_development_issuer, services
from denizen.cli.applying import apply
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.cli.connection import connected
from denizen.cli.directive_files import load_directive_file
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.server import Server
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Caller
from tests.granting import everything


@pytest.fixture(scope="session")
def catalogue() -> Directives:
    return Directives.load(catalogue_files())


@pytest.fixture(scope="session")
def target() -> Iterator[str]:
    store = MemoryStore(SystemClock())
    register_development_issuer(store)
    caller = Caller(DEVELOPMENT_CALLER, DEVELOPMENT_ISSUER)
    log = logs.logger("error", io.StringIO())
    doors = services(store, SealedTokens(KeyRing.create()))
    server = Server(doors, TrustsEveryone(caller), log, entrances=everything())
    address = f"127.0.0.1:{server.start('127.0.0.1:0')}"
    try:
        with connected(address) as channel:
            for path in catalogue_files():
                apply(channel, load_directive_file(path))
        yield address
    finally:
        server.drain(0)
