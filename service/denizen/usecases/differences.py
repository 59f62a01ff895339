"""Telling two versions of a directive apart: in words, and by what they answer."""

from dataclasses import dataclass

from denizen.domain.cases import Setting, always_in_force, asked, read_kept
from denizen.domain.determinations import Determination
from denizen.domain.directives import DirectiveVersion
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import CompiledDirective, compile_version
from denizen.domain.names import VersionName
from denizen.domain.version_differences import version_differences
from denizen.usecases.context import Call
from denizen.usecases.directives import published
from denizen.usecases.ports import Reader, Store
from denizen.usecases.results import Result


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A case to which the versions have different answers."""

    case_id: str
    before: Determination
    after: Determination


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed, in words; which of `case_count` cases are answered otherwise."""

    changes: tuple[str, ...]
    changed_answers: tuple[ChangedAnswer, ...]
    case_count: int


@dataclass(frozen=True, slots=True)
class DiffVersions:
    """Tell two versions of one directive apart. `NotFoundError` for either; `InvalidError` for two directives'.

    The cases kept with either are asked of both, each as if it were in force at the moment of the case, with the
    reference data of today. Of two cases with one id that of the second version counts.
    """

    store: Store

    def __call__(self, call: Call, before: VersionName, after: VersionName, at_least: int = 0) -> Result[Difference]:
        with self.store.read(call, at_least=at_least) as reader:
            one, other = published(reader, before), published(reader, after)
            if one.directive != other.directive:
                raise InvalidError("after", after, f"a version of {one.directive}")
            return Result(_difference(reader, one, other), reader.revision)


def _difference(reader: Reader, one: DirectiveVersion, other: DirectiveVersion) -> Difference:
    kept = {case.id: case for version in (one, other) for case in version.publication.cases}
    country_sets = {each.name: each for each in reader.country_sets()}
    setting = Setting(country_sets, tuple(each.name for each in reader.screening_lists()))
    first, second = _alone(one), _alone(other)
    changed = []
    for case in map(read_kept, kept.values()):
        found, found_then = (asked(case, each, setting).determination for each in (first, second))
        if found is not found_then:
            changed.append(ChangedAnswer(case.id, found, found_then))
    return Difference(version_differences(one.content, other.content), tuple(changed), len(kept))


def _alone(version: DirectiveVersion) -> CompiledDirective:
    return always_in_force(version, compile_version(version.content))
