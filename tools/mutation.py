"""Mutation testing of the domain: changes the code, bit by bit, and asks whether a test notices.

* `python -m tools.mutation` takes the whole domain, which is a matter of an hour or two.
* `python -m tools.mutation settling` takes a group of `tools/mutation_groups.py`.
* `python -m tools.mutation evaluation/scopes.py …` takes these modules of the domain.
* `python -m tools.mutation --smoke` takes one small module, to see that all this works.
* `--every 4` tests a fourth of them, evenly taken, for an estimate.
* `--again` tests only those that survived the last time, `--rest` only those that were not tested yet or whose
  function has changed, and `--results` none: it reports on what was found.
* `--listed` tests none and says within a minute whether each mutant that is listed is still there.

Works on copies, below `.mutation` or the folder that `--into` names, by mutmut. A mutant that no test notices survives.
It is either listed, with the reason why it means the same, in `tests/mutation/equivalent.toml`, or tells of a test that
is missing. Exits 1 below the score that is wanted, or if a mutant is listed that is not there or that a test notices,
and prints these and the survivors that are not listed.
"""

import argparse
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tools.mutation_copies import NOT_TESTED, Mutant, mutants, named, prepare, run, survivors, untested
from tools.mutation_groups import GROUPS, ROOT, SMOKE, Group, group_of, modules_of

EQUIVALENT = ROOT / "tests/mutation/equivalent.toml"
WANTED = 95.0
"""Percent of the mutants that a test notices, those that mean the same left out."""

Known = dict[tuple[str, str], str]
"""The reason of each mutant that means the same, by its function and its change."""


def equivalent() -> Known:
    """The mutants that mean the same."""
    entries = tomllib.loads(EQUIVALENT.read_text()).get("equivalent", []) if EQUIVALENT.exists() else []
    return {(entry["function"], entry["change"].strip()): entry["reason"] for entry in entries}


def report(all_of_them: Iterable[Mutant], known: Known, modules: Iterable[str]) -> bool:
    """Print the score of what was tested and what lowers it; whether all is as wanted."""
    made = list(all_of_them)
    found = [mutant for mutant in made if mutant.status != NOT_TESTED]
    counted = Counter(mutant.status for mutant in found)
    same = [mutant for mutant in found if not mutant.noticed and (mutant.function, mutant.change) in known]
    missed = sorted(mutant for mutant in found if not mutant.noticed and mutant not in same)
    for mutant in missed:
        print(f"\n{mutant.function} ({mutant.status})\n{mutant.change}")
    wrong = list(mislisted(made, known, modules))
    for words in wrong:
        print(f"\n{words}")
    worth = len(found) - len(same)
    score = 100.0 * (worth - len(missed)) / worth if worth else 100.0
    print("\n" + ", ".join(f"{number} {status}" for status, number in sorted(counted.items())))
    print(f"{len(found)} mutants, {len(same)} of them equivalent, {len(missed)} missed: score {score:.1f} %")
    return score >= WANTED and not wrong


def mislisted(found: Iterable[Mutant], known: Known, modules: Iterable[str]) -> Iterator[str]:
    """What is listed of the modules that were mutated, and is no mutant or one that a test notices."""
    statuses: dict[tuple[str, str], set[str]] = {}
    for mutant in found:
        statuses.setdefault((mutant.function, mutant.change), set()).add(mutant.status)
    within = {_dotted(module) for module in modules}
    for (function, change), _ in sorted(known.items()):
        if _module_of(function) in within:
            status = statuses.get((function, change), set())
            if not status:
                yield f"listed as equivalent, and not there: {function}\n{change}"
            elif status <= {"killed"}:
                yield f"listed as equivalent, and a test notices it: {function}\n{change}"


def _dotted(module: str) -> str:
    return "denizen.domain." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _module_of(function: str) -> str:
    """The dotted name of the module of a function or method: a class has a capital in its name."""
    module, _, _ = function.rpartition(".")
    before, _, last = module.rpartition(".")
    return module if last == last.lower() else before


def chosen_groups(names: Collection[str]) -> list[Group]:
    """The groups that are named, and those of the modules that are; all if there is no name."""
    groups = {group.name: replace(group, modules=modules_of(group)) for group in GROUPS}
    chosen: dict[str, list[str]] = {}
    for name in names or groups:
        group = groups[name] if name in groups else group_of(name)
        chosen.setdefault(group.name, []).extend(group.modules if name in groups else [name])
    return [replace(groups[name], modules=tuple(modules)) for name, modules in chosen.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutation testing of the domain.")
    parser.add_argument("names", nargs="*", help="groups, or modules of the domain such as evaluation/scopes.py")
    parser.add_argument("--smoke", action="store_true", help="one small module only")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="mutants tested at once")
    parser.add_argument("--patience", type=float, default=10.0, help="seconds of a processor after which one survives")
    parser.add_argument("--into", type=Path, default=ROOT / ".mutation", help="the folder of the copies")
    parser.add_argument("--every", type=int, default=1, help="test one mutant of so many")
    parser.add_argument("--again", action="store_true", help="test only the survivors of the last run")
    parser.add_argument(
        "--rest", action="store_true", help="go on where the last run was broken off, or with what changed since"
    )
    parser.add_argument("--results", action="store_true", help="report on the last run, without another one")
    parser.add_argument("--listed", action="store_true", help="only look whether what is listed is there")
    chosen = parser.parse_args()
    groups = [SMOKE] if chosen.smoke else chosen_groups(chosen.names)
    modules = [module for group in groups for module in group.modules]
    known, found = equivalent(), list[Mutant]()
    functions = {function for function, _ in known}
    if chosen.listed:
        for group in groups:
            prepare(chosen.into.absolute() / "listed", group)
            found += mutants(chosen.into.absolute() / "listed", functions)
        wrong = list(mislisted(found, known, modules))
        print("\n\n".join(wrong) or f"{len(known)} listed, and all there")
        return 1 if wrong else 0
    for group in groups:
        copy = chosen.into.absolute() / group.name
        if chosen.again or chosen.rest:
            prepare(copy, group, anew=False)
            asked = survivors(copy) if chosen.again else untested(copy)
            run(copy, asked, group.tests, children=chosen.children, patience=chosen.patience)
        elif not chosen.results:
            prepare(copy, group)
            asked = named(copy, chosen.every)
            run(copy, asked, group.tests, children=chosen.children, patience=chosen.patience)
        found += mutants(copy, functions)
        print(f"{group.name}: {len(survivors(copy))} survived", flush=True)
    return 0 if report(found, known, modules) else 1


if __name__ == "__main__":
    sys.exit(main())
