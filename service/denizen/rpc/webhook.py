"""WebhookService: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.domain.webhooks.signing import secret_text
from denizen.rpc.calls import call_of
from denizen.rpc.convert import webhooks as convert
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging
from denizen.usecases.ports import Tokens
from denizen.usecases.results import Turn
from denizen.usecases.webhooks.keeping import WebhookUseCases
from denizen.v1 import webhook_pb2 as pb
from denizen.v1 import webhook_pb2_grpc


class WebhookServicer(webhook_pb2_grpc.WebhookServiceServicer):
    """The webhooks' door."""

    def __init__(self, webhooks: WebhookUseCases, tokens: Tokens) -> None:
        self._webhooks = webhooks
        self._tokens = tokens

    def CreateWebhook(
        self, request: pb.CreateWebhookRequest, context: grpc.ServicerContext
    ) -> pb.CreateWebhookResponse:
        call = call_of(context, None)
        result = self._webhooks.create(call, convert.read_webhook(request.webhook), read_once(request))
        return pb.CreateWebhookResponse(
            webhook=convert.write_webhook(result.value),
            secret=secret_text(result.value.newest),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetWebhook(self, request: pb.GetWebhookRequest, context: grpc.ServicerContext) -> pb.GetWebhookResponse:
        call = call_of(context, None)
        result = self._webhooks.get(call, names.webhook_name(request.name), read_at_least(request, self._tokens))
        return pb.GetWebhookResponse(
            webhook=convert.write_webhook(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListWebhooks(self, request: pb.ListWebhooksRequest, context: grpc.ServicerContext) -> pb.ListWebhooksResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._webhooks.list(call, paging.turn)
        return pb.ListWebhooksResponse(
            webhooks=map(convert.write_webhook, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def UpdateWebhook(
        self, request: pb.UpdateWebhookRequest, context: grpc.ServicerContext
    ) -> pb.UpdateWebhookResponse:
        call = call_of(context, None)
        result = self._webhooks.update(call, convert.read_webhook(request.webhook), read_once(request))
        return pb.UpdateWebhookResponse(
            webhook=convert.write_webhook(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RotateWebhookSecret(
        self, request: pb.RotateWebhookSecretRequest, context: grpc.ServicerContext
    ) -> pb.RotateWebhookSecretResponse:
        call = call_of(context, None)
        name, overlap = names.webhook_name(request.name), convert.read_overlap(request)
        result = self._webhooks.rotate(call, name, overlap, read_once(request))
        return pb.RotateWebhookSecretResponse(
            secret=secret_text(result.value.newest),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListDeadLetters(
        self, request: pb.ListDeadLettersRequest, context: grpc.ServicerContext
    ) -> pb.ListDeadLettersResponse:
        call = call_of(context, None)
        name, size = names.webhook_name(request.parent, "parent"), Turn.parse_size(request.page_size)
        query = f"{call.caller.name}\0dead letters\0{name}".encode()
        after = None
        if request.page_token:
            _, cursor = self._tokens.page_of(request.page_token, query, "page_token")
            after = convert.read_place(cursor, "page_token")
        letters, more = self._webhooks.dead_letters(call, name, after, size)
        last = letters[-1].message_id if more else ""
        return pb.ListDeadLettersResponse(
            dead_letters=map(convert.write_letter, letters),
            next_page_token=self._tokens.page_token(query, 0, last) if last else "",
        )

    def ReplayDeadLetters(
        self, request: pb.ReplayDeadLettersRequest, context: grpc.ServicerContext
    ) -> pb.ReplayDeadLettersResponse:
        call = call_of(context, None)
        name, places = names.webhook_name(request.parent, "parent"), convert.read_letters(request.ids)
        return pb.ReplayDeadLettersResponse(replayed=self._webhooks.replay(call, name, places))
