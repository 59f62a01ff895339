"""Judging cases: in process, purely, or by a server that is told the facts and asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from denizen.cli.catalogue import Directives
from denizen.cli.vocabulary import short
from denizen.domain.cases import Case, Expected, Setting, asked
from denizen.rpc.convert.determinations import write_answer
from denizen.v1 import determination_pb2 as pb

_FOUND = {
    pb.DETERMINATION_FOREIGN_NATIONAL: Expected.FOREIGN,
    pb.DETERMINATION_NOT_FOREIGN_NATIONAL: Expected.NOT_FOREIGN,
    # What no provision covers is in no restricted class.
    pb.DETERMINATION_NOT_APPLICABLE: Expected.NOT_FOREIGN,
    pb.DETERMINATION_UNDETERMINED: Expected.UNDETERMINED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about a case. `answer` None: it could not be asked, and `problem` says why."""

    case: Case
    answer: pb.Answer | None
    problem: str = ""

    @property
    def passed(self) -> bool:
        return self.answer is not None and _FOUND.get(self.answer.determination) is self.case.expected

    def told(self) -> str:
        """In one line: what was expected, what was found, and why."""
        case = self.case
        if self.answer is None:
            found = self.problem
        else:
            reasons = ", ".join(short(pb.Reason.DESCRIPTOR, each) for each in self.answer.reasons)
            found = f"got {short(pb.Determination.DESCRIPTOR, self.answer.determination)} ({reasons})"
        why = f": {case.why}" if case.why else ""
        return f"FAILED {case.id} {case.directive} at {case.at:%Y-%m-%d}: expected {case.expected.value}, {found}{why}"


def judged(cases: Sequence[Case], directives: Directives) -> Iterator[Verdict]:
    """Each case judged by evaluating its facts: no store, no server."""
    for case in cases:
        directive = directives.by_name.get(case.directive)
        if directive is None:
            yield Verdict(case, None, f"there is no {case.directive}")
            continue
        if case.resource is not None and case.resource not in directives.resources:
            yield Verdict(case, None, f"there is no {case.resource}")
            continue
        setting = Setting(directives.country_sets, directives.lists)
        yield Verdict(case, write_answer(asked(case, directive, setting, explain=True)))
