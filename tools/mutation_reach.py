"""Which tests reach what a mutant changes."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import CodeType
from typing import Any

import coverage


@dataclass(frozen=True)
class Made:
    """A function of the code and one of its mutants."""

    function: Callable[..., Any]
    mutant: Callable[..., Any]

    def take_place(self) -> None:
        """Make the function what its mutant is, for whoever has it already too."""
        for part in ("__code__", "__defaults__", "__kwdefaults__"):
            setattr(self.function, part, getattr(self.mutant, part))

    @cached_property
    def lines(self) -> range:
        """The lines of the function that the mutant changes, with the rest of their statements: all of them where it
        changes a default."""
        first, text = _source(self.function)
        _, other = _source(self.mutant)
        other[0] = other[0].replace(self.mutant.__name__, self.function.__name__, 1)
        start = _alike(text, other)
        end = len(text) - _alike(text[start:][::-1], other[start:][::-1])
        touched = [each for each in _statements(text) if each.start < max(end, start + 1) and start < each.stop]
        if not touched:
            return range(first, first + len(text))
        return range(first + touched[0].start, first + max(each.stop for each in touched))


class Reached:
    """The lines that each test reached."""

    def __init__(self, data: coverage.CoverageData) -> None:
        self._data = data
        self._files: dict[str, dict[int, list[str]]] = {}

    def tests(self, mutant: Made) -> set[str]:
        code: CodeType = mutant.function.__code__
        if code.co_filename not in self._files:
            self._files[code.co_filename] = self._data.contexts_by_lineno(code.co_filename)
        lines = self._files[code.co_filename]
        return {test for line in mutant.lines for test in lines.get(line, ()) if test}


def _source(function: Callable[..., Any]) -> tuple[int, list[str]]:
    """The number of the line with the `def`, and the lines from there, without what goes before it."""
    lines, first = inspect.getsourcelines(function.__code__)
    text = textwrap.dedent("".join(lines)).splitlines()
    start = next(number for number, line in enumerate(text) if line.startswith(("def ", "async def ")))
    return first + start, text[start:]


def _alike(some: list[str], others: list[str]) -> int:
    """How many lines are the same at the start."""
    pairs = zip(some, others, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))


def _statements(text: list[str]) -> Iterator[range]:
    """The lines of each statement of a function, of one with others below it those before them; counted from 0."""
    function = ast.parse("\n".join(text)).body[0]
    for node in ast.walk(function):
        if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case) and node is not function:
            first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
            body = getattr(node, "body", None)
            if isinstance(node, ast.Match):
                last = node.subject.end_lineno or first
            elif isinstance(body, list):
                last = min(each.lineno for each in body) - 1
            else:
                last = getattr(node, "end_lineno", first)
            yield range(first - 1, max(first, last))
