"""The plain evaluator's second half: whether some claim matches, and which of several does."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.claims import CitizenshipClass, ClaimKind
from denizen.domain.countries import Country
from denizen.domain.determinations import Truth
from denizen.domain.names import PrincipalName
from denizen.domain.rules import Countries, Current, Rule, When
from tests.unit.evaluation.plain.weighing import (
    FALSE,
    TRUE,
    UNKNOWN,
    Plain,
    Weighed,
    Whom,
    highest,
    in_scope,
    lowest,
    most_recent,
    rules_out,
    surest,
)
from tests.unit.evaluation.universe import COUNTRIES, DAYS, NAMES, STRANGE_COUNTRY, STRANGER

SILENT = "silent"
"""Of a claim that does not match, and does not say enough for its set to exclude a match."""
PLACES = (*COUNTRIES, STRANGE_COUNTRY)
ANYBODY = (*NAMES, STRANGER)
CLASSES = [each for each in CitizenshipClass if each is not CitizenshipClass.UNSPECIFIED]
NOW = Current()
Match = Callable[[Any], Any]


class Matching(Plain, ABC):
    @abstractmethod
    def value(self, rule: Rule, name: PrincipalName | None, *, positive: bool) -> Truth: ...

    def inside(self, countries: Countries | None) -> Callable[[Country | None], bool]:
        if countries is None:
            return lambda _: True
        if (excepted := countries.excepted) is not None:
            return lambda each: each is not None and each not in excepted
        named = set(countries.codes)
        for each in countries.sets:
            known = self.reference.country_sets[each]
            listed = {one.country for one in known.members if self.at in one.during}
            named |= listed
            named |= {one.country for one in known.aliases if self.at in one.during and one.counts_as in listed}
        return lambda each: each in named

    def some(
        self,
        whom: Whom,
        positive: bool,
        kind: ClaimKind,
        match: Match,
        possible: Iterable[Any],
        when: When = NOW,
        inferred: Callable[[Any, Weighed, datetime], bool] = lambda *_: False,
    ) -> Truth:
        """Whether some claim matches at some moment; FALSE where every possible match is ruled out at every one."""
        conceivable = [each for each in possible if match(each) is not FALSE]

        def then(moment: datetime) -> Truth:
            found = self.weigh(whom, kind, moment, positive=positive)
            said = {match(each.claim) for each in found.claims}
            if TRUE in said:
                return TRUE
            if UNKNOWN in said or {match(each.claim) for each in found.contested} & {TRUE, UNKNOWN}:
                return UNKNOWN
            closed = [c.claim for c in found.closures if all(match(each) is FALSE for each in c.claim.members)]  # type: ignore[union-attr] # closures
            excluded = [
                any(rules_out(no.claim, each) for no in found.denials)
                or any(in_scope(one, each) for one in closed)  # type: ignore[arg-type] # closures
                or inferred(each, found, moment)
                for each in conceivable
            ]
            return FALSE if all(excluded) else UNKNOWN

        return highest(map(then, self.moments(when)))

    def moments(self, when: When) -> list[datetime]:
        if isinstance(when, Current):
            return [self.at]
        start = when.moment or datetime.min.replace(tzinfo=UTC)
        days = (each for each in DAYS if start < each < self.at)
        return [start, *days, self.at] if start <= self.at else []

    def compared(self, positive: bool, counted: list[tuple[Attestation, Any]], decide: Callable[[Any], Truth]) -> Truth:
        """The value of all, or where it is further toward foreign the value of those alone that may clear."""
        sure = [each for each in counted if self.reaches(each[0], clears=True)]
        values = [decide(group) for group in (counted, sure) if group]
        return (highest if positive else lowest)(values) if values else UNKNOWN

    def counted(
        self, whom: Whom, positive: bool, kind: ClaimKind, match: Match
    ) -> tuple[list[tuple[Attestation, Any]], list[Attestation]]:
        """The claims that reach the threshold of what they speak for; and which of them are contested."""
        forward = self.weigh(whom, kind, self.at, positive=positive)
        backward = self.weigh(whom, kind, self.at, positive=not positive)
        pairs: dict[str, tuple[Attestation, Any]] = {}
        contested: list[Attestation] = []
        for balance, speaks_for in ((forward, (TRUE, UNKNOWN)), (backward, (FALSE, UNKNOWN))):
            for each in (*balance.claims, *balance.contested):
                if match(each.claim) in speaks_for:
                    pairs[each.name] = (each, match(each.claim))
                    contested += [each] if each in balance.contested else []
        return list(pairs.values()), contested

    def the_one(
        self,
        whom: Whom,
        positive: bool,
        kind: ClaimKind,
        match: Match,
        possible: Iterable[Any],
        inferred: Callable[[], bool] = lambda: False,
    ) -> Truth:
        counted, contested = self.counted(whom, positive, kind, match)

        def decide(group: list[tuple[Attestation, Truth]]) -> Truth:
            last = most_recent(kind, [each for each, _ in group])
            if any(each in contested for each in last):
                return UNKNOWN
            if len({match(each.claim) for each in last}) > 1:
                last = surest(last)
            values = {match(each.claim) for each in last}
            return values.pop() if len(values) == 1 else UNKNOWN

        if counted:
            return self.compared(positive, counted, decide)
        found = self.weigh(whom, kind, self.at, positive=positive)
        empty = [each.claim for each in found.closures if not each.claim.members]  # type: ignore[union-attr] # closures
        excluded = (
            any(rules_out(no.claim, each) for no in found.denials)
            or any(in_scope(one, each) for one in empty)  # type: ignore[arg-type] # closures
            or inferred()
            for each in possible
            if match(each) is not FALSE
        )
        return FALSE if all(excluded) else UNKNOWN
