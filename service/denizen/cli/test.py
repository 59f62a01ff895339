"""`denizen test`: case files against the directives, in process or by a server."""

from collections.abc import Iterable
from pathlib import Path

import click

from denizen.cli.answers import tree
from denizen.cli.case_files import load_cases
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.cli.connection import connected
from denizen.cli.failures import ExitCode
from denizen.cli.judging import Verdict, judged
from denizen.cli.output import print_rich
from denizen.cli.submitting import submitted


@click.command(
    epilog="""\b
Examples:
  denizen test cases.yaml
  denizen test cases.yaml --directive draft.yaml
  denizen test cases/*.yaml --target 127.0.0.1:50051

\b
Exit codes: 0 all passed; 1 some failed; 2 a file is wrong; 3 no answer from the server.
"""
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--directive",
    "directives",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A directive file to judge by, beside the catalogue or in its place. Not with --target.",
)
@click.option(
    "--target", metavar="HOST:PORT", help="Submit the facts to this server and ask it.  [default: in process]"
)
def test(*, files: tuple[str, ...], directives: tuple[Path, ...], target: str | None) -> None:
    """Judge the cases of files, and tell which do not come out as expected.

    In process the catalogue's directives are evaluated on each case's facts alone. With --target the facts are
    submitted to a server as attestations about principals of the case's own, and it is asked; it needs the development
    issuer, which `make run` has. NOT_APPLICABLE counts as NOT_FOREIGN.
    """
    cases = [case for file in files for case in load_cases(file)]
    if target is None:
        verdicts = judged(cases, Directives.load([*catalogue_files(), *directives]))
        failed = _report(verdicts)
    elif directives:
        raise click.UsageError("--directive is for judging in process: apply the file to the server instead")
    else:
        with connected(target) as channel:
            failed = _report(submitted(cases, channel))
    click.echo(f"{len(cases) - failed} passed, {failed} failed")
    if failed:
        raise click.exceptions.Exit(ExitCode.FAILED)


def _report(verdicts: Iterable[Verdict]) -> int:
    """Prints each case that failed, with its explanation. How many there are."""
    failed = 0
    for verdict in verdicts:
        if verdict.passed:
            continue
        failed += 1
        click.echo(verdict.told())
        if verdict.answer is not None and verdict.answer.HasField("explanation"):
            print_rich(tree(verdict.answer.explanation))
    return failed
