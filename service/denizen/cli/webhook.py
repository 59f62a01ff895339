"""`denizen webhook`: where events are sent."""

import click
from google.protobuf.duration_pb2 import Duration

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.moments import read_span, write_moment
from denizen.cli.options import WEBHOOK, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.webhook_dead_letters import dead_letters, replay
from denizen.v1 import webhook_pb2 as pb
from denizen.v1.webhook_pb2_grpc import WebhookServiceStub

_SHOWN_ONCE = "The secret is not shown again: put it where the receiver verifies signatures."


class Span(click.ParamType[Duration]):
    """Such as `24h`."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        try:
            return value if isinstance(value, Duration) else read_span(str(value))
        except ValueError as wanted:
            self.fail(f"got {value!r}, wanted {wanted}", param, ctx)


@click.group(
    epilog="""\b
Examples:
  denizen webhook create hr --url https://hooks.example.com/denizen --kind 'attestation.*' --population employee
  denizen webhook rotate hr --overlap 48h
  denizen webhook dead-letters hr
  denizen webhook replay hr
"""
)
def webhook() -> None:
    """Have events sent to a receiver, signed.

    Signatures are those of Standard Webhooks; docs/webhooks.md says how to verify them.
    """


@webhook.command(
    short_help="Add a webhook.",
    epilog="""\b
Examples:
  denizen webhook create hr --url https://hooks.example.com/denizen --kind 'attestation.*' --population employee
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@click.option("--url", required=True, metavar="URL", help="Where to send: https, of a host that the operator allows.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only such events.  [default: every kind]")
@click.option(
    "--population", "populations", multiple=True, metavar="P", help="Only about principals of it.  [default: any]"
)
@request_id_option
@target_option
@json_option
def create(
    *,
    name: str,
    url: str,
    kinds: tuple[str, ...],
    populations: tuple[str, ...],
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Add a webhook. What happens from now on is sent."""
    added = pb.Webhook(name=name, url=url, kinds=kinds, populations=populations)
    request = pb.CreateWebhookRequest(webhook=added, request_id=request_id)
    with connected(target) as channel:
        answer = WebhookServiceStub(channel).CreateWebhook(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    print_fields({**_fields(answer.webhook), "secret": answer.secret})
    click.echo(_SHOWN_ONCE)


@webhook.command(
    short_help="Show a webhook.",
    epilog="""\b
Examples:
  denizen webhook get hr
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@target_option
@json_option
def get(*, name: str, target: str, as_json: bool) -> None:
    """Show a webhook, without its secrets."""
    with connected(target) as channel:
        answer = WebhookServiceStub(channel).GetWebhook(pb.GetWebhookRequest(name=name), timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@webhook.command(
    name="list",
    short_help="List webhooks.",
    epilog="""\b
Examples:
  denizen webhook list --json
""",
)
@target_option
@json_option
def list_(*, target: str, as_json: bool) -> None:
    """List all webhooks, in the order of their names."""
    with connected(target) as channel:
        found = list(every(WebhookServiceStub(channel).ListWebhooks, pb.ListWebhooksRequest(), "webhooks", None))
    if as_json:
        print_json(found)
        return
    rows = [(_last(each.name), _state(each), each.url, ", ".join(each.kinds) or "every kind") for each in found]
    print_table(("webhook", "state", "url", "kinds"), rows)


@webhook.command(
    short_help="Stop sending, for a while or for good.",
    epilog="""\b
Examples:
  denizen webhook disable hr --reason-code moving
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as moving.")
@request_id_option
@target_option
@json_option
def disable(*, name: str, reason_code: str, request_id: str, target: str, as_json: bool) -> None:
    """Send nothing more to it. What happens meanwhile waits."""
    _change(name, pb.WEBHOOK_STATE_DISABLED, reason_code, request_id, target, as_json=as_json)


@webhook.command(
    short_help="Send again.",
    epilog="""\b
Examples:
  denizen webhook enable hr
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@request_id_option
@target_option
@json_option
def enable(*, name: str, request_id: str, target: str, as_json: bool) -> None:
    """Go on where it stopped."""
    _change(name, pb.WEBHOOK_STATE_ACTIVE, "", request_id, target, as_json=as_json)


@webhook.command(
    short_help="Make a new secret.",
    epilog="""\b
Examples:
  denizen webhook rotate hr --overlap 48h
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@click.option(
    "--overlap", type=Span(), metavar="TIME", help="How long the secret before signs too, such as 48h.  [default: 24h]"
)
@request_id_option
@target_option
@json_option
def rotate(*, name: str, overlap: Duration | None, request_id: str, target: str, as_json: bool) -> None:
    """Make a new secret. The one before signs beside it for a while."""
    request = pb.RotateWebhookSecretRequest(name=name, overlap=overlap, request_id=request_id)
    with connected(target) as channel:
        answer = WebhookServiceStub(channel).RotateWebhookSecret(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    print_fields({"webhook": name, "secret": answer.secret})
    click.echo(_SHOWN_ONCE)


for part in (dead_letters, replay):
    webhook.add_command(part)


def _change(name: str, state: pb.WebhookState, reason: str, request_id: str, target: str, *, as_json: bool) -> None:
    with connected(target) as channel:
        stub = WebhookServiceStub(channel)
        changed = stub.GetWebhook(pb.GetWebhookRequest(name=name), timeout=TIMEOUT_SECONDS).webhook
        changed.state, changed.reason_code = state, reason
        changed.ClearField("create_time")
        answer = stub.UpdateWebhook(
            pb.UpdateWebhookRequest(webhook=changed, request_id=request_id), timeout=TIMEOUT_SECONDS
        )
    _print(answer, as_json=as_json)


def _print(answer: pb.GetWebhookResponse | pb.UpdateWebhookResponse, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    print_fields(_fields(answer.webhook))


def _fields(shown: pb.Webhook) -> dict[str, str]:
    return {
        "webhook": shown.name,
        "url": shown.url,
        "kinds": ", ".join(shown.kinds) or "every kind",
        "populations": ", ".join(shown.populations) or "any",
        "state": _state(shown),
        "created": write_moment(shown.create_time),
    }


def _state(shown: pb.Webhook) -> str:
    if shown.state != pb.WEBHOOK_STATE_DISABLED:
        return "active"
    return f"disabled: {shown.reason_code}" if shown.reason_code else "disabled"


def _last(name: str) -> str:
    return name.rpartition("/")[2]
