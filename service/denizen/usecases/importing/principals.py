"""Whom rows are about: found all at once, and as they will be after the rows before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError
from denizen.domain.names import PrincipalName
from denizen.domain.permits import Dimension
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.usecases.context import Call
from denizen.usecases.importing.rows import ImportRow, Plan, RowPrincipal
from denizen.usecases.permitting import placing
from denizen.usecases.ports import Reader


class Subjects:
    """The principals of some rows. What a row plans counts for the rows after it."""

    def __init__(
        self, reader: Reader, call: Call, rows: Sequence[ImportRow], moment: datetime, new_ids: Iterator[str]
    ) -> None:
        self._call = call
        self._moment = moment
        self._new_ids = new_ids
        about = [row.principal for row in rows]
        self._owners = dict(reader.principals_by({each for one in about for each in one.identifiers}))
        named = {one.name for one in about if one.name is not None}
        self.found = dict(reader.principals_named(named | set(self._owners.values())))

    def plan(self, about: RowPrincipal) -> Plan:
        """What the row asks for of its principal. Refusals say nothing of principals out of the call's reach."""
        # 1. Who it is, and whether the caller reaches them.
        name = about.name or self._owner_of(about.identifiers)
        principal = None if name is None else self.found.get(name)
        permit = self._call.permit
        if principal is not None and not permit.reaches(principal.populations):
            raise permit.refusal(Dimension.POPULATION)
        self._check_not_of_others(name, about.identifiers)
        # 2. One who does not exist is added.
        if principal is None:
            if about.existing_only:
                if permit.populations is not None:
                    raise permit.refusal(Dimension.POPULATION)
                raise NotFoundError(name or "principals/- with these identifiers")
            placing(permit, about.populations, frozenset())
            new = name or PrincipalName(f"principals/{next(self._new_ids)}")
            added = Principal(
                new, about.kind, about.populations, about.display_name, about.identifiers, created=self._moment
            )
            return Plan(added, added=True, chosen=name is None, populations=about.populations)
        # 3. One who does gets what it lacks.
        if principal.kind is not about.kind:
            raise InvalidError("principal.kind", about.kind.name, f"{principal.kind.name}, which it is")
        before = principal.populations
        wanted = about.populations if about.replace_populations else before | about.populations
        if wanted != before:
            placing(permit, wanted, before)
        return Plan(
            principal, added=False, chosen=False, populations=wanted, links=about.identifiers - principal.identifiers
        )

    def planned(self, plan: Plan) -> None:
        """The rows after this one find it done."""
        after = plan.principal
        if plan.populations != after.populations or plan.links:
            after = replace(after, populations=plan.populations, identifiers=after.identifiers | plan.links)
        self.found[after.name] = after
        self._owners.update(dict.fromkeys(after.identifiers, after.name))

    def owner(self, identifier: ExternalIdentifier) -> PrincipalName | None:
        """The principal that has the identifier, if any."""
        return self._owners.get(identifier)

    def _owner_of(self, identifiers: Iterable[ExternalIdentifier]) -> PrincipalName | None:
        owners = {self._owners[each] for each in identifiers if each in self._owners}
        return min(owners, default=None)

    def _check_not_of_others(self, name: PrincipalName | None, identifiers: Iterable[ExternalIdentifier]) -> None:
        for identifier in sorted(identifiers):
            owner = self._owners.get(identifier)
            if owner is None or owner == name:
                continue
            permit = self._call.permit
            if not permit.reaches(self.found[owner].populations):
                raise permit.refusal(Dimension.POPULATION)
            taken = f"another principal has this identifier of the scheme {identifier.scheme}"
            raise AlreadyExistsError(name or "principals/-", taken)
