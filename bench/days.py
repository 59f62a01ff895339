"""The command `python -m bench.days`: a synthetic company under a directive, day by day.

It says what compliance is asked when a directive arrives: who is affected, from when on, and what follows.
"""

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.persons import PURPOSE
from bench.synthetic import Fixed, add_addressee, declare, hire
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.domain.determinations import Determination, Effect
from denizen.domain.disclosure import Tier
from denizen.domain.names import ListName, directive_name, resource_name
from denizen.population_processes import Place, Processes
from denizen.rpc.convert.determinations import render_answer
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from denizen.usecases.asking import Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.populations.asking_everybody import AskingEverybody
from denizen.usecases.populations.crews import Alone
from denizen.usecases.populations.questions import PopulationQuestion
from denizen.usecases.populations.surveying import Surveyor
from denizen.usecases.populations.tallies import Tally

_CALL = Call(Caller("callers/bench"), PURPOSE, tier=Tier.FACTS)
_HEADINGS = ("day", "foreign", "not foreign", "undetermined", "not applicable", "denied")
_LIST = ListName("lists/directive-addressee")
_FEW = 5_000
_BYTES = 1024 * 1024 * 1024


@click.command()
@click.option("--principals", type=click.IntRange(1), default=10_000, show_default=True)
@click.option("--directive", default="directive-2026-06-iil", show_default=True)
@click.option("--resource", default="mythos-5", show_default=True)
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), default="2026-06-10", show_default="2026-06-10")
@click.option("--days", type=click.IntRange(1), default=22, show_default=True)
def main(*, principals: int, directive: str, resource: str, first: datetime, days: int) -> None:
    """Make up a company, and count it under the directive at the beginning of each day (UTC)."""
    question = PopulationQuestion(directive_name(f"directives/{directive}"), resource_name(f"resources/{resource}"))
    with TemporaryDirectory() as folder:
        ring_file, url = Path(folder) / "keyring.json", f"sqlite:///{folder}/denizen.db"
        KeyRing.create().write(ring_file)
        upgrade(url)
        with (
            closing(open_store(url, KeyRing.from_file(ring_file), Fixed())) as store,
            closing(Processes(Place(url, ring_file), 2, _BYTES)) as processes,
        ):
            declare(store, Directives.load(catalogue_files()), [question.directive])
            add_addressee(store, _LIST)
            hire(store, ring_file, principals, processes=1 if principals < _FEW else 2)
            few = principals < _FEW
            asking = AskingEverybody(store, Alone(Surveyor(store, render_answer)) if few else processes, Fixed())
            click.echo(f"{principals:,} principals and their company, directives/{directive}, resources/{resource}")
            click.echo("  ".join([f"{_HEADINGS[0]:10}", *(f"{each:>14}" for each in _HEADINGS[1:])]))
            began = time.perf_counter()
            for number in range(days):
                at = first.replace(tzinfo=UTC) + timedelta(days=number)
                *_, counted = asking.count(_CALL, question, Times(at))
                click.echo(_line(at, counted.tally))
            click.echo(f"{(time.perf_counter() - began) / days:.1f} s a day", err=True)


def _line(at: datetime, tally: Tally) -> str:
    counts = [tally.determinations[each] for each in Determination] + [tally.effects[Effect.DENY]]
    return "  ".join([f"{at:%Y-%m-%d}", *(f"{each:>14,}" for each in counts)])


if __name__ == "__main__":
    main(prog_name="python -m bench.days")
