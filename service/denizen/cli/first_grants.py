"""The first grants, from a file straight into the database."""

from contextlib import closing

import click

from denizen.bootstrap import key_ring
from denizen.cli.environment import server_settings
from denizen.cli.failures import WrongUsageError
from denizen.cli.files import load
from denizen.clock import SystemClock
from denizen.rpc.convert.grants import read_grant
from denizen.storage.errors import UnusableError
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call, Caller
from denizen.usecases.first_grants import who_may_change, write_first_grants
from denizen.v1.grant_pb2 import GrantSet

CALLER = "callers/bootstrap"
"""Who the record says wrote them: nobody whom a server lets in has this name, unless an operator chooses it."""


def write_file(path: str) -> None:
    """Put the grants of the file in effect, and say so."""
    given = load(path, GrantSet).grants
    grants = [read_grant(message, f"grants[{index}]") for index, message in enumerate(given)]
    settings = server_settings()
    try:
        with closing(open_store(settings.database_url.get_secret_value(), key_ring(settings), SystemClock())) as store:
            write_first_grants(store, Call(Caller(CALLER)), grants)
    except UnusableError as error:
        raise WrongUsageError(str(error)) from None
    click.echo(f"{len(grants)} grants are in effect.")
    if len(who_may_change(grants)) < 2:
        click.echo("Fewer than two callers may change grants, and it takes two: nothing can be approved.", err=True)
