"""What a version has to stand before it is published: static checks, and the cases that come with it."""

from collections.abc import Iterable, Iterator, Sequence

from denizen.domain.cases import Case, Setting, always_in_force, asked, passes, read_kept
from denizen.domain.determinations import Answer
from denizen.domain.directives import DirectiveContent, DirectiveVersion, KeptCase
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation.compiler import CompiledVersion
from denizen.domain.intervals import Interval
from denizen.domain.names import CountrySetName, DirectiveName, ListName
from denizen.domain.reference import CountrySet
from denizen.domain.refusals import Withheld, inside
from denizen.domain.static_checks import Filled, Surroundings, check
from denizen.domain.warnings import StaticWarning, WarningKind
from denizen.usecases.ports import Reader

_MOST_TOLD = 10
"""Of the cases that fail."""


def allowed_warnings(found: Iterable[StaticWarning], allowed: Iterable[WarningKind]) -> tuple[StaticWarning, ...]:
    """The warnings, all of them allowed. `InvalidError` with the field of the first that is not, and with all."""
    warnings = tuple(found)
    stopping = [each for each in warnings if each.kind not in set(allowed)]
    if stopping:
        kinds = list(dict.fromkeys(each.kind.name for each in stopping))
        told = "; ".join(f"{each.kind.name} {each.field}: {each.text}" for each in stopping)
        wanted = f"none, or that {' and '.join(kinds)} {'is' if len(kinds) == 1 else 'are'} allowed. {told}"
        counted = "a warning" if len(stopping) == 1 else f"{len(stopping)} warnings"
        error = InvalidError(stopping[0].field, Withheld(counted), wanted)
        error.facts["warnings"] = ",".join(kinds)
        raise error
    return warnings


def warnings_about(
    reader: Reader,
    version: DirectiveVersion,
    written: DirectiveContent,
    compiled: CompiledVersion,
    planned: Sequence[Interval],
) -> tuple[StaticWarning, ...]:
    """What static checks find in a version as it was `written`, beside what is stored."""
    surroundings = Surroundings(
        version.number,
        reader.activations(version.directive),
        planned,
        _country_sets(reader, compiled),
        dict(_filled(reader, compiled.lists)),
        reader.issuers(),
    )
    return check(written, surroundings)


def _filled(reader: Reader, names: Iterable[ListName]) -> Iterator[tuple[ListName, Filled]]:
    for name in names:
        screening_list = reader.screening_list(name)
        if screening_list is not None:
            yield name, Filled(screening_list, reader.entry_count(name))


def passed_cases(
    reader: Reader,
    version: DirectiveVersion,
    compiled: CompiledVersion,
    given: Sequence[KeptCase],
    planned: Sequence[Interval],
) -> tuple[KeptCase, ...]:
    """The cases that were run: those at whose moment the version is planned to be in force; all where nothing is.

    `InvalidError` for a case that cannot be asked, and naming those that are not answered as they expect.
    """
    directive = always_in_force(version, compiled)
    setting = Setting(_country_sets(reader, compiled), compiled.lists)
    run: list[KeptCase] = []
    failed: list[tuple[Case, Answer]] = []
    for index, kept in enumerate(given):
        with inside(f"version.cases[{index}]"):
            case = _readable(reader, kept, version.directive)
        if planned and not any(case.at in interval for interval in planned):
            continue
        run.append(kept)
        found = asked(case, directive, setting)
        if not passes(case, found):
            failed.append((case, found))
    if failed:
        told = "; ".join(_told(case, found) for case, found in failed[:_MOST_TOLD])
        more = f"; and {len(failed) - _MOST_TOLD} more" if len(failed) > _MOST_TOLD else ""
        counted = Withheld(f"another answer to {len(failed)} of {len(run)} cases")
        raise InvalidError("version.cases", counted, f"the one that each expects. {told}{more}")
    return tuple(run)


def _readable(reader: Reader, kept: KeptCase, directive: DirectiveName) -> Case:
    case = read_kept(kept)
    if case.directive != directive:
        raise InvalidError("instrument", case.directive, f"a case of {directive}")
    if case.resource is not None and reader.resource(case.resource) is None:
        raise InvalidError("resource", case.resource, "a registered resource")
    return case


def _country_sets(reader: Reader, compiled: CompiledVersion) -> dict[CountrySetName, CountrySet]:
    return {name: found for name in compiled.country_sets if (found := reader.country_set(name)) is not None}


def _told(case: Case, found: Answer) -> str:
    reasons = ", ".join(reason.name for reason in found.reasons)
    return f"{case.id} expected {case.expected.value}, found {found.determination.name} ({reasons})"
