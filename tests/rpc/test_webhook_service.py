"""WebhookService, over a real channel."""

import io
import uuid
from collections.abc import Iterator

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from denizen.domain.names import WebhookName
from denizen.domain.webhooks.deliveries import Delivery, DeliveryState
from denizen.outbound.posting import Poster
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.server import Server
from denizen.rpc.services import webhook_service
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Caller
from denizen.usecases.webhooks.keeping import MOST_WEBHOOKS, WebhookUseCases
from denizen.v1 import webhook_pb2 as pb
from denizen.v1.webhook_pb2_grpc import WebhookServiceStub
from tests.granting import everything
from tests.rpc.running_services import refusal
from tests.storage.builders import START
from tests.unit.usecases.builders import Clock

URL = "https://hooks.example/in"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(Clock())


@pytest.fixture
def webhooks(store: MemoryStore) -> Iterator[WebhookServiceStub]:
    use_cases = WebhookUseCases.on(store, store.deliveries(), Poster(["hooks.example"]), Clock())
    service = webhook_service(use_cases, SealedTokens(KeyRing.create()))
    log = logs.logger("debug", io.StringIO())
    server = Server([service], TrustsEveryone(Caller("callers/her")), log, entrances=everything())
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield WebhookServiceStub(channel)
    finally:
        server.drain(0)


def wanted(name: str = "webhooks/hr", url: str = URL, **more: object) -> pb.CreateWebhookRequest:
    return pb.CreateWebhookRequest(webhook=pb.Webhook(name=name, url=url, **more))  # type: ignore[arg-type]  # fields


def test_a_webhook_is_created_read_changed_and_listed(webhooks: WebhookServiceStub) -> None:
    made = webhooks.CreateWebhook(wanted(kinds=["attestation.*"], populations=["employee"]))
    assert made.secret.startswith("whsec_")
    read = webhooks.GetWebhook(pb.GetWebhookRequest(name="webhooks/hr")).webhook
    assert read == made.webhook
    assert (read.state, list(read.kinds)) == (pb.WEBHOOK_STATE_ACTIVE, ["attestation.*"])
    read.state, read.reason_code = pb.WEBHOOK_STATE_DISABLED, "moving"
    changed = webhooks.UpdateWebhook(pb.UpdateWebhookRequest(webhook=read)).webhook
    assert changed == read
    webhooks.CreateWebhook(wanted("webhooks/a"))
    first = webhooks.ListWebhooks(pb.ListWebhooksRequest(page_size=1))
    rest = webhooks.ListWebhooks(pb.ListWebhooksRequest(page_size=1, page_token=first.next_page_token))
    assert [each.name for page in (first, rest) for each in page.webhooks] == ["webhooks/a", "webhooks/hr"]
    assert not rest.next_page_token


def test_a_repetition_gets_the_same_secret_and_a_rotation_another(webhooks: WebhookServiceStub) -> None:
    request = wanted()
    request.request_id = str(uuid.uuid4())
    made = webhooks.CreateWebhook(request)
    assert webhooks.CreateWebhook(request) == made
    rotation = pb.RotateWebhookSecretRequest(name="webhooks/hr", request_id=str(uuid.uuid4()))
    rotated = webhooks.RotateWebhookSecret(rotation)
    assert rotated.secret != made.secret
    assert webhooks.RotateWebhookSecret(rotation) == rotated


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        pytest.param(wanted(url="https://elsewhere.example/"), "webhook.url", id="another host"),
        pytest.param(wanted(url="http://hooks.example/"), "webhook.url", id="in plaintext"),
        pytest.param(wanted(url="https://hooks.example@elsewhere.example/"), "webhook.url", id="disguised"),
        pytest.param(wanted(name="hr"), "webhook.name", id="no name"),
        pytest.param(wanted(kinds=["*"]), "webhook.kinds", id="no kind"),
        pytest.param(wanted(populations=["Every One"]), "webhook.populations[0]", id="no population"),
    ],
)
def test_what_cannot_be_is_refused(webhooks: WebhookServiceStub, request_: pb.CreateWebhookRequest, field: str) -> None:
    refused = refusal(lambda: webhooks.CreateWebhook(request_))
    assert (refused.code, refused.about) == (grpc.StatusCode.INVALID_ARGUMENT, field)


@pytest.mark.parametrize("overlap", [Duration(seconds=-1), Duration(seconds=31 * 86_400), Duration(seconds=3 * 10**11)])
def test_an_overlap_that_cannot_be_is_refused(webhooks: WebhookServiceStub, overlap: Duration) -> None:
    webhooks.CreateWebhook(wanted())
    request = pb.RotateWebhookSecretRequest(name="webhooks/hr", overlap=overlap)
    assert refusal(lambda: webhooks.RotateWebhookSecret(request)).about == "overlap"


def test_there_are_only_so_many(webhooks: WebhookServiceStub) -> None:
    for number in range(MOST_WEBHOOKS):
        webhooks.CreateWebhook(wanted(f"webhooks/w{number}"))
    assert refusal(lambda: webhooks.CreateWebhook(wanted())).about == "webhook"


def test_what_is_not_there_is_not_found(webhooks: WebhookServiceStub) -> None:
    for ask in (
        lambda: webhooks.GetWebhook(pb.GetWebhookRequest(name="webhooks/none")),
        lambda: webhooks.UpdateWebhook(pb.UpdateWebhookRequest(webhook=wanted().webhook)),
        lambda: webhooks.RotateWebhookSecret(pb.RotateWebhookSecretRequest(name="webhooks/none")),
        lambda: webhooks.ListDeadLetters(pb.ListDeadLettersRequest(parent="webhooks/none")),
        lambda: webhooks.ReplayDeadLetters(pb.ReplayDeadLettersRequest(parent="webhooks/none")),
    ):
        assert refusal(ask).code is grpc.StatusCode.NOT_FOUND


def test_dead_letters_are_listed_in_pages_and_replayed(webhooks: WebhookServiceStub, store: MemoryStore) -> None:
    webhooks.CreateWebhook(wanted())
    deliveries, name = store.deliveries(), WebhookName("webhooks/hr")
    dead = [Delivery(name, revision, 0, None, START, 10, DeliveryState.DEAD, "status 500") for revision in range(5, 9)]
    assert deliveries.lead("me", START, START)
    deliveries.enqueue("me", name, 9, dead)
    asked = pb.ListDeadLettersRequest(parent=name, page_size=3)
    first = webhooks.ListDeadLetters(asked)
    rest = webhooks.ListDeadLetters(
        pb.ListDeadLettersRequest(parent=name, page_size=3, page_token=first.next_page_token)
    )
    found = [each.id for page in (first, rest) for each in page.dead_letters]
    assert found == ["evt_5_0", "evt_6_0", "evt_7_0", "evt_8_0"]
    assert not rest.next_page_token
    forged = pb.ListDeadLettersRequest(parent=name, page_token="evt_5_0")
    assert refusal(lambda: webhooks.ListDeadLetters(forged)).about == "page_token"
    some = pb.ReplayDeadLettersRequest(parent=name, ids=["evt_5_0", "evt_99_0"])
    assert webhooks.ReplayDeadLetters(some).replayed == 1
    assert webhooks.ReplayDeadLetters(pb.ReplayDeadLettersRequest(parent=name)).replayed == 3
    wrong = pb.ReplayDeadLettersRequest(parent=name, ids=["evt_1"])
    assert refusal(lambda: webhooks.ReplayDeadLetters(wrong)).about == "ids[0]"
