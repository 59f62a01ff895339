"""mutmut as `tools/mutation.py` runs it, and what its tests take to notice a mutant that never ends.

The wording of texts for people is left alone: a string with a space in it is not changed.
"""

import gc
import os
import runpy
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import libcst
import pytest
from mutmut.mutation import mutators
from mutmut.runners.harness import PytestRunner

LONGEST = 10.0
"""Seconds of a processor that a test may take, however busy the machine is: one that takes more goes on for ever."""
FIRST = 30
"""Tests that are asked at first."""


def pytest_configure() -> None:
    """Leave garbage to the end of the process, which is near."""
    gc.freeze()
    gc.disable()


def pytest_runtest_setup() -> None:
    """Forget what functions of the domain remember, so that each test calls what it would call alone."""
    for name, module in list(sys.modules.items()):
        if name.startswith("denizen.domain."):
            for member in list(vars(module).values()):
                getattr(member, "cache_clear", tuple)()


def change_codes(node: libcst.BaseString) -> Iterable[libcst.BaseString]:
    """The changes mutmut makes of a string that is a name or a code."""
    if isinstance(node, libcst.SimpleString) and " " not in node.value:
        yield from mutators.operator_string(node)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """End the process of a test that goes on for ever as if the test had failed."""
    signal.signal(signal.SIGPROF, lambda *_: os._exit(1))
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def in_parts(of_all: Callable[..., int]) -> Callable[..., int]:
    """Asks the quickest tests first: most mutants need no more, and naming thousands to pytest takes seconds."""

    def run_tests(runner: PytestRunner, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        waiting, size, code = list(tests), FIRST, 0
        if mutant_name is None or not waiting:
            return of_all(runner, mutant_name=mutant_name, tests=waiting)
        while waiting and not code:
            code = of_all(runner, mutant_name=mutant_name, tests=waiting[:size])
            waiting, size = waiting[size:], size * 4
        return code

    return run_tests


def change_operators() -> None:
    """Make mutmut change strings by `change_codes`."""
    made = cast(list[Any], mutators.mutation_operators)
    made[:] = [(kind, change_codes if change is mutators.operator_string else change) for kind, change in made]


def main() -> None:
    """Run mutmut's command line as this module changes it."""
    change_operators()
    PytestRunner.run_tests = in_parts(PytestRunner.run_tests)  # type: ignore[method-assign] # as it is meant here
    runpy.run_module("mutmut", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
