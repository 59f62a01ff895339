"""Leaves on organisations, plainly."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Control, OrganisationClassification, Ownership
from denizen.domain.determinations import Truth
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Countries, OwnedBy, Rule, SubsidiaryOf
from tests.unit.evaluation.plain.matching import ANYBODY, PLACES, SILENT, Matching
from tests.unit.evaluation.plain.weighing import FALSE, TRUE, UNKNOWN, Whom, height, highest, lowest, surest, truth


class OrganisationLeaves(Matching):
    def organisation_is(
        self, whom: Whom, positive: bool, classes: frozenset[Any], countries: Countries | None
    ) -> Truth:
        def match(claim: Any) -> Truth:
            if claim.klass not in classes:
                return FALSE
            unsaid = claim.country is None and countries is not None
            return UNKNOWN if unsaid else truth(self.inside(countries)(claim.country))

        def somewhere() -> bool:
            return bool(self.weigh(whom, ClaimKind.INCORPORATION, self.at, positive=not positive).claims)

        places = (*PLACES, None) if countries is None else PLACES
        possible = [OrganisationClassification(*each) for each in product(classes, places)]
        return self.the_one(whom, positive, ClaimKind.ORGANISATION_CLASS, match, possible, somewhere)

    def controlled(self, whom: Whom, positive: bool, controller: Rule | None) -> Truth:
        def match(claim: Any) -> Any:
            if controller is not None:
                return self.value(controller, claim.controller, positive=positive)
            return TRUE if claim.foreign else SILENT if claim.foreign is None else FALSE

        possible = [Control(*each) for each in product(ANYBODY, (True, False), (True, False))]
        return self.some(whom, positive, ClaimKind.CONTROL, match, possible)

    def holdings(self, whom: Whom, positive: bool) -> tuple[dict[PrincipalName, Any], dict[PrincipalName, Any], bool]:
        """What is held at least and at most by the claims for TRUE, the same by those for FALSE; and whether by nobody
        else."""
        key = ("holdings", whom.name, positive, self.everything)
        if key in self.known:
            return self.known[key]  # type: ignore[no-any-return] # as below
        forward = self.weigh(whom, ClaimKind.OWNERSHIP, self.at, positive=positive)
        backward = self.weigh(whom, ClaimKind.OWNERSHIP, self.at, positive=not positive)

        def shares(claims: list[Attestation]) -> dict[PrincipalName, Any]:
            found: dict[PrincipalName, Any] = {}
            for owner in {getattr(each.claim, "owner") for each in claims}:  # noqa: B009 - ownership
                held: list[Any] = surest([each for each in claims if getattr(each.claim, "owner") == owner])  # noqa: B009
                percents = [each.claim.percent for each in held]
                # Only what could clear says that somebody holds no more.
                lowering = [each.claim.percent for each in held if self.reaches(each, clears=positive)]
                found[owner] = (min(lowering or [max(percents)]), max(percents))
            return found

        nobody = any(no.claim == Ownership() for no in forward.denials)
        self.known[key] = shares(forward.claims), shares(backward.claims), bool(forward.closures) or nobody
        return self.known[key]  # type: ignore[no-any-return] # as above

    def owned(self, whom: Whom, positive: bool, rule: OwnedBy) -> Truth:
        def enough(share: Decimal) -> bool:
            return share > rule.share if rule.exceeded else share >= rule.share

        web = {whom.name: whom}
        waiting = [whom]
        while waiting:
            counted, known, _ = self.holdings(waiting.pop(), positive)
            for owner in {*counted, *known} - web.keys():
                each = self.judged(owner)
                if each is not None and each.kind is PrincipalKind.ORGANISATION:
                    web[owner] = each
                    waiting.append(each)

        def grown(least: Truth, share: Callable[[Whom, set[PrincipalName]], Decimal]) -> bool:
            values = {each: self.value(rule.owner, each, positive=positive) for each in ANYBODY}
            inside = {each for each, value in values.items() if height(value) >= height(least)}
            owned: set[PrincipalName] = set()
            for _ in range(len(web) + 1):
                owned |= {name for name, each in web.items() if enough(share(each, inside))}
                inside |= owned
            return whom.name in owned

        def surely(each: Whom, inside: set[PrincipalName]) -> Decimal:
            counted, _, _ = self.holdings(each, positive)
            return sum((low for owner, (low, _) in counted.items() if owner in inside), Decimal())

        def possibly(each: Whom, inside: set[PrincipalName]) -> Decimal:
            counted, known, nobody_else = self.holdings(each, positive)
            owners = {*counted, *known}
            both = {one: [held[one] for held in (counted, known) if one in held] for one in owners}
            taken = sum((min(low for low, _ in both[one]) for one in known if one not in inside), Decimal())
            most = sum((max(high for _, high in both[one]) for one in owners if one in inside), Decimal())
            return min(100 - taken, most) if nobody_else else 100 - taken

        if grown(TRUE, surely):
            return TRUE
        return UNKNOWN if grown(UNKNOWN, possibly) else FALSE

    def subsidiary(self, whom: Whom, positive: bool, rule: SubsidiaryOf) -> Truth:
        in_fact = self.in_fact(whom, positive, rule.parent)
        return in_fact if rule.in_fact else highest([in_fact, self.half(whom, positive, rule.parent)])

    def half(self, whom: Whom, positive: bool, parent: Rule) -> Truth:
        counted, known, nobody_else = self.holdings(whom, positive)
        free = 100 - sum((min(low, *counted.get(one, (low,))) for one, (low, _) in known.items()), Decimal())
        values = [UNKNOWN if not nobody_else and free >= 50 else FALSE]
        for owner in {*counted, *known}:
            value = self.value(parent, owner, positive=positive)
            if owner in counted and counted[owner][0] >= 50:
                values.append(value)
            elif owner not in known or known[owner][1] >= 50:
                values.append(lowest([value, UNKNOWN]))
        return highest(values)

    def in_fact(self, whom: Whom, positive: bool, parent: Rule) -> Truth:
        def match(claim: Any) -> Any:
            if claim.in_fact is False or claim.controller is claim.in_fact is None:
                return FALSE
            value = self.value(parent, claim.controller, positive=positive)
            return value if value is FALSE or claim.in_fact else UNKNOWN

        possible = [Control(each, foreign, in_fact=True) for each in ANYBODY for foreign in (True, False)]
        return self.some(whom, positive, ClaimKind.CONTROL, match, possible)
