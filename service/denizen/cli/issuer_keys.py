"""`denizen issuer key`: the keys by which an issuer is known."""

import sys
from pathlib import Path

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.failures import WrongUsageError
from denizen.cli.issuer_changes import from_options, print_answer, reason_option
from denizen.cli.options import ISSUER, SPAN_TYPE, request_id_option
from denizen.cli.output import json_option
from denizen.v1 import issuer_pb2 as pb
from denizen.v1.interval_pb2 import Interval
from denizen.v1.issuer_pb2_grpc import IssuerServiceStub

MOST_BYTES = 1024 * 1024


@click.group(
    epilog="""\b
Examples:
  denizen issuer key add bureau keys.json
  denizen issuer key revoke bureau 2026-06 --from 2026-06-12 --reason-code stolen
  denizen issuer key refresh bureau
"""
)
def key() -> None:
    """Propose to add, revoke and refresh the keys of an issuer."""


@key.command(
    short_help="Propose to add keys.",
    epilog="""\b
Examples:
  denizen issuer key add bureau keys.json
  denizen issuer key add bureau root.pem --valid 2026-01-01..2031-01-01
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@click.argument("file", metavar="FILE|-")
@click.option("--valid", type=SPAN_TYPE, metavar="FROM..TO", help="When their signatures count.  [default: always]")
@request_id_option
@target_option
@json_option
def add(*, name: str, file: str, valid: Interval | None, request_id: str, target: str, as_json: bool) -> None:
    """Propose to add the public keys of FILE: a JSON Web Key Set, one JSON Web Key, or a certificate in PEM."""
    request = pb.AddIssuerKeysRequest(name=name, keys=_content(file), valid=valid, request_id=request_id)
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).AddIssuerKeys(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@key.command(
    short_help="Propose to revoke a key.",
    epilog="""\b
Examples:
  denizen issuer key revoke bureau 2026-06 --reason-code stolen
  denizen issuer key revoke bureau 2026-06 --from-the-beginning --reason-code not-theirs
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@click.argument("key_id", metavar="KEY")
@from_options
@reason_option
@request_id_option
@target_option
@json_option
def revoke(
    *,
    name: str,
    key_id: str,
    start: Timestamp | None,
    from_the_beginning: bool,
    reason_code: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Propose that a key be good for nothing from a moment on, or from the beginning. It is never taken out."""
    request = pb.RevokeIssuerKeyRequest(
        name=name,
        key_id=key_id,
        effective_from=start,
        from_the_beginning=from_the_beginning,
        reason_code=reason_code,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).RevokeIssuerKey(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@key.command(
    short_help="Propose what is published at the issuer's address.",
    epilog="""\b
Examples:
  denizen issuer key refresh bureau
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@request_id_option
@target_option
@json_option
def refresh(*, name: str, request_id: str, target: str, as_json: bool) -> None:
    """Have the server fetch what is published at the issuer's address, and propose the keys that are new."""
    request = pb.RefreshIssuerKeysRequest(name=name, request_id=request_id)
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).RefreshIssuerKeys(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


def _content(file: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _start(Path(file))
    except OSError as error:
        raise WrongUsageError(f"{file}: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise WrongUsageError(f"{file}: wanted at most {MOST_BYTES} bytes")
    return content


def _start(path: Path) -> bytes:
    """No more of it than is needed to know that it is too large."""
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)
