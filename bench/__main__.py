"""The command `python -m bench`."""

import sys
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console

from bench import targets
from bench.contenders import WrongAnswerError
from bench.h2load import LoadError
from bench.processes import ProcessError
from bench.report import PublishError, Report, put
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
    "latency": "how long a Check takes at half load, sent together and apart, beside a bare Envoy at the same rate",
    "footprint": "what a principal takes in the database, and how many are read from it a second",
    "import": "denizen import into SQLite and PostgreSQL: rows, attestations and memory",
    "batch": "BatchCheck of 1,000 principals in process, warm and cold",
    "workers": "Check by two processes, beside one",
    "effect": "from a revocation to its effect at readers in other processes",
    "memory": "what 100,000 principals held warm take, and a soak",
    "webhooks": "messages a second to receivers that answer at once and slowly, in order for each principal",
    "guarding": "what authorization, limits and sealing take of a Check",
}
_MODULES = {"import": "importing", "batch": "batching", "workers": "working"}
"""Of names that are not those of their modules."""
_EVERYTHING = "all"
_SMOKE = Effort(rounds=1, seconds=0.2, smoke=True)


@click.command(
    epilog="\b\n" + "\n".join(f"{name:12}{summary}" for name, summary in BENCHMARKS.items()),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.argument("names", metavar="[NAME]...", nargs=-1, type=click.Choice([*BENCHMARKS, _EVERYTHING]))
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--seconds", type=click.FloatRange(0.1), default=2.0, show_default=True, help="Of each measurement.")
@click.option("--json", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write every round to FILE.")
@click.option("--plots", type=click.Path(path_type=Path, file_okay=False), help="Draw plots as SVG into this folder.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Put the tables into this page, between its lines <!-- bench NAME --> and <!-- end of bench NAME -->.",
)
@click.option(
    "--results",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write each benchmark's result into this folder; those that are there already are not measured again.",
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
    results: Path | None,
    smoke: bool,
) -> None:
    """Measure what NAMEs say. Servers run on loopback and are stopped at the end.

    `all`, which is meant where there is no NAME, is every benchmark of a figure to reach, and one table that says which
    are met. Broken off, it goes on with the same --results.
    """
    effort = _SMOKE if smoke else Effort(rounds, seconds)
    everything = not names or _EVERYTHING in names
    names = targets.ALL if everything else names
    if file is not None and len(names) != 1 and not everything:
        raise click.UsageError("--json takes the result of one benchmark, or of all: name one")
    shown, told = Console(width=None if sys.stdout.isatty() else 140), Console(stderr=True)
    found: dict[str, targets.Result] = {}
    if results is not None:
        results.mkdir(parents=True, exist_ok=True)
        found = targets.read(results, names)
    for name in (name for name in names if name not in found):
        benchmark = import_module(f"bench.{_MODULES.get(name, name)}")
        try:
            with told.status(name) as status:
                report: Report = benchmark.run(effort, lambda step: status.update(f"{name}: {step}"))  # noqa: B023 - called at once
        except (WrongAnswerError, LoadError, ProcessError) as error:
            if not everything:
                raise click.ClickException(f"{name} does not count. {error}") from error
            told.print(f"{name} does not count. {error}", markup=False)
            continue
        report.show(shown)
        found[name] = report.as_json()
        if results is not None:
            report.write(results / f"{name}.json")
        if file is not None and not everything:
            report.write(file)
        if plots is not None:
            report.draw(plots)
        if page is not None and (not everything or report.has_place(page)):
            try:
                report.publish(page)
            except PublishError as error:
                raise click.ClickException(str(error)) from error
    if everything:
        targets.show(shown, found)
        if file is not None:
            targets.write(file, found)
        if page is not None:
            put(page, "all", targets.as_markdown(found))


if __name__ == "__main__":
    main(prog_name="python -m bench")
