"""Asks whether a test notices mutants: `python -m tools.mutation_asking ASKED RESULTS CHILDREN PATIENCE TEST …`, inside
a copy.

`ASKED` is a file with the name of a mutant on each line, and the hash of its function. `RESULTS` gets a line of JSON
for each as soon as it is known: both, its status, the test that noticed it and the seconds of a processor it took.

Code and tests are imported once, and every test runs once, to see that it passes and which lines it reaches. Then each
mutant gets a process of its own that is forked from there, takes the place of the function it was made of, and asks
the tests that reach what it changes, one by one until one fails: first those that noticed other mutants of the
function, then the quickest. What no test noticed in `PATIENCE` seconds of a processor has survived,
and a test that takes longer by itself is not asked.
"""

import contextlib
import gc
import importlib
import json
import math
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

from tools.mutation_reach import Made, Reached

LONGEST = 10.0
"""Seconds of a processor that a test may take, however busy the machine is: one that takes more goes on for ever."""
STUCK = 300
"""Seconds after which a mutant that waits for something has been noticed."""
MEMORY = 1 << 30
"""Bytes that a mutant may take beside those that are there at its start."""
SURVIVED, KILLED = 0, 1


class Functions:
    """The functions that have mutants, as they are imported. None is made to ask at each call which one is meant."""

    def __init__(self) -> None:
        self._all: list[tuple[Callable[..., Any], dict[str, Any]]] = []

    def keep(self, mutants: dict[str, Any], **_: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Stands for mutmut's own decorator."""

        def kept(function: Callable[..., Any]) -> Callable[..., Any]:
            self._all.append((function, mutants))
            return function

        return kept

    def mutants(self) -> dict[str, Made]:
        """The mutants by the names that mutmut gives them."""
        return {
            f"{function.__module__}.{name}": Made(function, getattr(mutant, "__func__", mutant))
            for function, mutants in self._all
            for name, mutant in mutants.items()
            if name != "_mutmut_orig"
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """A mutant that is asked about, in the process that ends with `status`, and the pipe that tells by which test."""

    name: str
    mutant: Made
    told: int
    reached: bool

    def status(self, code: int) -> str:
        if os.WIFSIGNALED(code):
            return "timeout" if os.WTERMSIG(code) in (signal.SIGALRM, signal.SIGPROF) else "segfault"
        if os.WEXITSTATUS(code):
            return "killed"
        return "survived" if self.reached else "no tests"


class Asking:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(
        self, functions: Functions, asked: dict[str, str], results: Path, *, children: int, patience: float
    ) -> None:
        self._functions, self._asked, self._results = functions, asked, results
        self._children, self._patience = children, patience
        self._seconds: dict[str, float] = {}
        self._noticed: dict[Callable[..., Any], Counter[str]] = defaultdict(Counter)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("tests could not be collected")
        items = {item.nodeid: item for item in session.items}
        reached = self._reached(items)
        gc.collect()
        gc.freeze()
        if not os.fork():
            quickest = sorted(items.values(), key=lambda item: self._seconds[item.nodeid])
            _ask(None, quickest, os.open(os.devnull, os.O_WRONLY), self._patience)
        if os.wait()[1]:
            pytest.exit("a test fails in a process of its own", 1)
        for name in self._asked:
            importlib.import_module(name.rpartition(".")[0])
        mutants = self._functions.mutants()
        waiting: dict[int, Asked] = {}
        for name in self._asked:
            if len(waiting) >= self._children:
                self._wait(waiting)
            tests = self._ordered(mutants[name], reached.tests(mutants[name]))
            told, tell = os.pipe()
            if not (child := os.fork()):
                _ask(mutants[name], [items[test] for test in tests], tell, self._patience)
            os.close(tell)
            waiting[child] = Asked(name, mutants[name], told, reached=bool(tests))
        while waiting:
            self._wait(waiting)
        return True

    def _reached(self, items: dict[str, pytest.Item]) -> Reached:
        """Run every test by itself, with nothing remembered of those before it. What fails is not asked."""
        measured = coverage.Coverage(data_file=None, include=["src/denizen/domain/*"], messages=False)
        measured.start()
        for name, item in list(items.items()):
            item.repr_failure = _nothing  # type: ignore[method-assign] # to tell how it failed takes most of the time
            _forget()
            measured.switch_context(name)
            start = time.process_time()
            if _passes(item):
                self._seconds[name] = time.process_time() - start
            else:
                print(f"left out, it fails on code that is not changed: {name}", flush=True)
                del items[name]
        measured.stop()
        _forget()
        return Reached(measured.get_data())

    def _ordered(self, mutant: Made, tests: Iterable[str]) -> list[str]:
        noticed = self._noticed[mutant.function]
        # What is left out has reached lines too, and has no time of its own.
        quick = (test for test in tests if self._seconds.get(test, math.inf) <= self._patience)
        return sorted(quick, key=lambda test: (-noticed[test], self._seconds[test]))

    def _wait(self, waiting: dict[int, Asked]) -> None:
        child, code, used = os.wait3(0)
        asked = waiting.pop(child)
        with os.fdopen(asked.told) as pipe:
            test = pipe.read()
        if test:
            self._noticed[asked.mutant.function][test] += 1
        seconds = round(used.ru_utime + used.ru_stime, 3)
        function = self._asked[asked.name]
        told = {
            "name": asked.name,
            "function": function,
            "status": asked.status(code),
            "test": test,
            "seconds": seconds,
        }
        with self._results.open("a") as results:
            results.write(json.dumps(told) + "\n")


def _nothing(*_: object, **__: object) -> str:
    return ""


def _forget() -> None:
    """Forget what functions of the domain remember, so that a test calls what it would call alone."""
    for name, module in list(sys.modules.items()):
        if name.startswith("denizen.domain."):
            for member in list(vars(module).values()):
                getattr(member, "cache_clear", tuple)()


def _ask(mutant: Made | None, tests: Iterable[pytest.Item], tell: int, patience: float) -> None:
    """Ask the tests of a mutant, or of the code as it is, in a process of its own that ends with it."""
    code = KILLED
    try:
        limit = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        signal.alarm(STUCK)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        if mutant is not None:
            mutant.take_place()
        end = time.process_time() + patience
        patient = takewhile(lambda _: time.process_time() < end, tests)
        failed = next((item.nodeid for item in patient if not _passes(item)), None)
        if failed is None:
            code = SURVIVED
        else:
            os.write(tell, failed.encode())
    finally:
        os._exit(code)


def _passes(item: pytest.Item) -> bool:
    """Whether a test passes, or is skipped. Nothing it set up is left for the next one."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        with contextlib.suppress(BaseException):
            return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(asked: str, results: str, children: str, patience: str, *tests: str) -> int:
    functions = Functions()
    trampoline.wrap_in_trampoline = functions.keep  # type: ignore[assignment] # what mutmut writes imports it by name
    names = Path(asked).read_text().split()
    asking = Asking(
        functions,
        dict(zip(names[::2], names[1::2], strict=True)),
        Path(results),
        children=int(children),
        patience=float(patience),
    )
    return int(pytest.main(["--rootdir=.", *tests], plugins=[asking]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
