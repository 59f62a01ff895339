"""How an import is going: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

_EVERY_SECONDS = 5.0

Advance = Callable[[int, int], None]
"""Told how far into the file the answered rows reach, and how many there are."""


class _Rate(ProgressColumn):
    """Rows a second, since the beginning."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0
        rows = int(task.fields["rows"])
        here = rows - int(task.fields["before"])
        return Text(f"{rows:,} rows, {here / seconds:,.0f}/s" if seconds else f"{rows:,} rows")


@contextmanager
def progress(size: int, before: int) -> Iterator[Advance]:
    """While the block runs. `size` of the file; `before`: rows that were answered in an earlier run."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(size, before)
        return
    columns = (TextColumn("importing"), BarColumn(), TaskProgressColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("importing", total=max(size, 1), rows=before, before=before)

        def advance(reached: int, rows: int) -> None:
            bar.update(task, completed=reached, rows=rows)

        yield advance


def _lines(size: int, before: int) -> Advance:
    began = told = time.monotonic()

    def advance(reached: int, rows: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < _EVERY_SECONDS:
            return
        told = now
        rate = (rows - before) / (now - began)
        share = reached / max(size, 1)
        left = (now - began) / share * (1 - share) if share else 0
        click.echo(f"{rows:,} rows, {share:.0%}, {rate:,.0f} rows/s, about {left:.0f} s left", err=True)

    return advance
