"""`denizen migrate`: the database's schema, step by step."""

import click

from denizen.cli.environment import database_settings
from denizen.cli.failures import FailedError, WrongUsageError
from denizen.storage import distribution, migrating, schema
from denizen.storage import engine as engines
from denizen.storage.errors import UnusableError

_BASE = "base"
_PATIENCE_SECONDS = 5.0


@click.command(
    epilog="""\b
Examples:
  DENIZEN_DATABASE_URL=sqlite:///denizen.db denizen migrate
  denizen migrate --check && denizen serve
  denizen migrate --to 0003
  denizen migrate --distributed --show"""
)
@click.option("--to", "step", metavar="STEP", help="Stop at this step; base: before the first. Default: the last one.")
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 where a step is missing.")
@click.option(
    "--distributed",
    is_flag=True,
    help="Distribute the tables by principal too, on a PostgreSQL server with the extension Citus.",
)
@click.option("--show", is_flag=True, help="With --distributed: print the statements and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before steps are taken back.")
def migrate(*, step: str | None, check: bool, distributed: bool, show: bool, yes: bool) -> None:
    """Bring the database's schema up to date.

    Takes every step that the database of DENIZEN_DATABASE_URL has not taken yet, and makes a SQLite file where there is
    none. With --to a step before the present one, steps are taken back, and what they kept is lost.
    """
    if distributed and (check or step is not None):
        raise WrongUsageError("--distributed goes with all steps: leave --check and --to out")
    if show and not distributed:
        raise WrongUsageError("--show shows what --distributed does: add it")
    if show:
        click.echo(";\n".join(distribution.statements()) + ";")
        return
    url = database_settings().database_url.get_secret_value()
    try:
        taken = _taken(url)
        if check:
            _check(taken)
        else:
            _move(url, taken, step or schema.head(), ask=not yes)
        if distributed:
            done = distribution.distribute(url)
            click.echo(
                f"{len(done)} statements: the tables are distributed." if done else "They were distributed already."
            )
    except UnusableError as error:
        raise WrongUsageError(str(error)) from None


def _check(taken: str | None) -> None:
    if taken != schema.head():
        raise FailedError(f"the database is at step {taken or _BASE}, wanted {schema.head()}: run `denizen migrate`")
    click.echo(f"The database is up to date, at step {taken}.")


def _move(url: str, taken: str | None, step: str, *, ask: bool) -> None:
    steps = [_BASE, *schema.steps()]
    before = taken or _BASE
    for given in (before, step):
        if given not in steps:
            raise WrongUsageError(f"this release does not know step {given!r}, wanted one of {', '.join(steps)}")
    if steps.index(step) < steps.index(before):
        if ask:
            click.confirm(f"Take back the steps after {step}, and lose what they keep?", abort=True)
        migrating.downgrade(url, step)
    else:
        migrating.upgrade(url, step)
    click.echo(f"The database is at step {step}." if step != before else f"The database was at step {step} already.")


def _taken(url: str) -> str | None:
    """The last step that the database has taken."""
    engine = engines.create(url, connections=1, patience=_PATIENCE_SECONDS).engine
    try:
        return schema.current(engine)
    finally:
        engine.dispose()
