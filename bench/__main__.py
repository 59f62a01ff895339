"""The command `python -m bench`."""

import sys
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console

from bench.contenders import WrongAnswerError
from bench.h2load import LoadError
from bench.processes import ProcessError
from bench.report import PublishError, Report
from bench.rounds import Effort

BENCHMARKS = {
    "principals": "GetPrincipal and SubmitAttestation on the main server",
    "check": "Check and BatchCheck on the main server, beside Cerbos, SpiceDB and a bare Envoy",
    "growth": "Check by how many principals, directives and attestations there are",
    "evaluation": "evaluations a second in process, and memory",
    "population": "one question about 1,000,000 principals at once",
    "commits": "units of work a second on SQLite and PostgreSQL, and after a crash",
    "startup": "from its start until a server is SERVING, by how many principals are stored",
    "deciding": "Check through the decision listener, beside the main server and Cerbos",
    "footprint": "what a principal takes in the database, and how many are read from it a second",
    "importing": "denizen import into SQLite and PostgreSQL: rows, attestations and memory",
    "guarding": "what authorization, limits and sealing take of a Check",
}
_ALSO = {"import": "importing"}
"""Names of which no module can be called."""
_SMOKE = Effort(rounds=1, seconds=0.2, smoke=True)


@click.command(
    epilog="\b\n" + "\n".join(f"{name:12}{summary}" for name, summary in BENCHMARKS.items()),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.argument("names", metavar="[NAME]...", nargs=-1, type=click.Choice([*BENCHMARKS, *_ALSO]))
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--seconds", type=click.FloatRange(0.1), default=2.0, show_default=True, help="Of each measurement.")
@click.option("--json", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write every round to FILE.")
@click.option("--plots", type=click.Path(path_type=Path, file_okay=False), help="Draw plots as SVG into this folder.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Put the tables into this page, between its lines <!-- bench NAME --> and <!-- end of bench NAME -->.",
)
@click.option("--smoke", is_flag=True, help="Only whether it works: one short round, no peers.")
def main(  # noqa: PLR0913 - one for each option
    *,
    names: tuple[str, ...],
    rounds: int,
    seconds: float,
    file: Path | None,
    plots: Path | None,
    page: Path | None,
    smoke: bool,
) -> None:
    """Measure what NAMEs say, without any: everything. Servers run on loopback and are stopped at the end."""
    effort = _SMOKE if smoke else Effort(rounds, seconds)
    names = names or tuple(BENCHMARKS)
    if file is not None and len(names) != 1:
        raise click.UsageError("--json takes the result of one benchmark: name one")
    shown, told = Console(width=None if sys.stdout.isatty() else 140), Console(stderr=True)
    for name in names:
        benchmark = import_module(f"bench.{_ALSO.get(name, name)}")
        try:
            with told.status(name) as status:
                report: Report = benchmark.run(effort, lambda step: status.update(f"{name}: {step}"))  # noqa: B023 - called at once
        except (WrongAnswerError, LoadError, ProcessError) as error:
            raise click.ClickException(f"{name} does not count. {error}") from error
        report.show(shown)
        if file is not None:
            report.write(file)
        if plots is not None:
            report.draw(plots)
        if page is not None:
            try:
                report.publish(page)
            except PublishError as error:
                raise click.ClickException(str(error)) from error


main(prog_name="python -m bench")
