"""Nothing that a request says shows in the logs, at debug level either."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import grpc
import pytest
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message import Message

from denizen.assembly import services as all_services
from denizen.clock import SystemClock
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.server import Server, Service
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Caller

CANARY = "canary7731"
Text = Callable[[str, str], str]


def everywhere(message: str, field: str) -> str:
    return CANARY


def loud(message: str, field: str) -> str:
    return f"!{CANARY}! "


def plausible(message: str, field: str) -> str:
    """What is well formed as far as a name or purpose goes, so that the call gets further in."""
    match field:
        case "purpose" | "purposes":
            return "export-control"
        case "directive":
            return f"directives/{CANARY}"
        case "parent" | "organisation" | "owner" | "principal":
            return f"principals/{CANARY}"
        case "name":
            return f"principals/{CANARY}" + ("/attestations/a" if "Attestation" in message else "")
        case "request_id" | "page_token" | "revision_token":
            return ""
        case _:
            return CANARY


def filled(message: Message, text: Text, depth: int = 5) -> Message:
    """The message with text in every place for it, as deep as it goes; of each oneof the last field is kept."""
    for field in message.DESCRIPTOR.fields:
        if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE:
            if depth > 0:
                child = getattr(message, field.name)
                filled(child.add() if field.is_repeated else child, text, depth - 1)
        elif field.type == FieldDescriptor.TYPE_STRING:
            said = text(message.DESCRIPTOR.name, field.name)
            if field.is_repeated:
                getattr(message, field.name).append(said)
            else:
                setattr(message, field.name, said)
        elif field.enum_type is not None and not field.is_repeated:
            setattr(message, field.name, field.enum_type.values[-1].number)
    return message


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def services() -> list[Service]:
    return all_services(MemoryStore(SystemClock()), SealedTokens(KeyRing.create()))


@pytest.fixture
def channel(services: list[Service], log: io.StringIO) -> Iterator[grpc.Channel]:
    logger = logs.logger("debug", log)
    libraries, handler = logging.getLogger(), logs.OthersHandler(logger)
    libraries.addHandler(handler)
    level = libraries.level
    libraries.setLevel(logging.DEBUG)
    server = Server(services, TrustsEveryone(Caller("callers/tester")), logger)
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield channel
    finally:
        server.drain(0)
        libraries.removeHandler(handler)
        libraries.setLevel(level)


def methods(services: list[Service]) -> Iterator[tuple[str, MethodDescriptor]]:
    for service in services:
        described = descriptor_pool.Default().FindServiceByName(service.name)
        for method in described.methods:
            yield f"/{service.name}/{method.name}", method


def send(channel: grpc.Channel, path: str, request: bytes, *metadata: tuple[str, str]) -> grpc.StatusCode:
    try:
        channel.unary_unary(path, bytes, bytes)(request, metadata=metadata, timeout=3)
    except grpc.RpcError as error:
        code = getattr(error, "code", None)
        assert callable(code)
        return code()  # type: ignore[no-any-return]  # every client-side error is a call
    return grpc.StatusCode.OK


@pytest.mark.parametrize("text", [everywhere, loud, plausible])
def test_no_request_shows_in_the_log(
    channel: grpc.Channel, services: list[Service], log: io.StringIO, text: Text
) -> None:
    codes = set()
    for path, method in methods(services):
        request = filled(message_factory.GetMessageClass(method.input_type)(), text).SerializeToString()
        codes.add(send(channel, path, request))
        codes.add(send(channel, path, request, ("denizen-on-behalf-of", f"principals/{CANARY}")))
        codes.add(send(channel, path, request, ("denizen-on-behalf-of", CANARY), ("x-request-id", f"{CANARY} x")))
        codes.add(send(channel, path, request[:-1] + b"\xff"))
    assert codes - {grpc.StatusCode.OK}
    assert log.getvalue().count('"event": "call"') >= len(list(methods(services)))
    assert CANARY not in log.getvalue().lower()
    # Whatever a client sends, it is no fault of ours. An RPC that is published and not implemented shows here too.
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {line["method"] for line in lines if line.get("reason") == "INTERNAL"} == set()


def test_an_unknown_method_shows_in_no_log(channel: grpc.Channel, log: io.StringIO) -> None:
    assert send(channel, f"/{CANARY}/{CANARY}", CANARY.encode()) is grpc.StatusCode.UNIMPLEMENTED
    assert CANARY not in log.getvalue().lower()
