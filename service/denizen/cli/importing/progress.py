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
        going_on = before > 0

        def advance(reached: int, rows: int) -> None:
            nonlocal going_on
            if going_on:
                # What was passed over was not done now: rate and remaining time begin after it.
                bar.reset(task, completed=reached, rows=rows, before=rows)
                going_on = False
            bar.update(task, completed=reached, rows=rows)

        yield advance


def _lines(size: int, before: int) -> Advance:
    began = told = time.monotonic()
    passed: int | None = 0 if before == 0 else None

    def advance(reached: int, rows: int) -> None:
        nonlocal began, before, passed, told
        now = time.monotonic()
        if passed is None:
            passed, before, began = reached, rows, now
        if now - told < _EVERY_SECONDS:
            return
        told = now
        seconds, done = now - began, reached - passed
        rate = (rows - before) / seconds if seconds else 0
        left = f"about {seconds / done * (size - reached):.0f} s left" if done else "time left not known yet"
        click.echo(f"{rows:,} rows, {reached / max(size, 1):.0%}, {rate:,.0f} rows/s, {left}", err=True)

    return advance
