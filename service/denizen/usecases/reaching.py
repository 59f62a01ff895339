"""Which questions a call is answered as asked, and how far: by what its caller was granted, and by who is asked about.

Whoever is out of reach is answered about as somebody is whom nobody knows. Present populations count, whatever state of
our knowledge is asked about: what a caller may see is a matter of today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from denizen.domain.claims import ActsFor, ClaimKind
from denizen.domain.disclosure import Tier
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.facts import PrincipalFacts, named_by
from denizen.domain.names import PrincipalName
from denizen.domain.permits import Permit
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.usecases.asking import LINKED_TO_NOBODY, MOST_REACHED, Item
from denizen.usecases.context import Call
from denizen.usecases.ports import Reader

_Facts = Mapping[PrincipalName, PrincipalFacts]


class Reached(NamedTuple):
    """A question as it is to be answered: of which call, and about whom; or why it is not."""

    call: Call
    item: Item
    refusal: PermissionDeniedError | None = None


def reached_item(call: Call, item: Item, present: Reader) -> Reached:
    """One question. `PermissionDeniedError` for a directive out of reach."""
    (reached,) = reached_items(call, [item], present)
    if reached.refusal is not None:
        raise reached.refusal
    return reached


def reached_items(call: Call, items: Sequence[Item], present: Reader) -> list[Reached]:
    """Each of the questions, in their order; `present`: what is known now."""
    if call.permit.unbounded:
        return [Reached(call, item) for item in items]
    facts: dict[PrincipalName, PrincipalFacts] = {}
    names: dict[ExternalIdentifier, PrincipalName | None] = {}
    if call.permit.populations is not None or call.permit.differs:
        names = {item.subject: None for item in items if isinstance(item.subject, ExternalIdentifier)}
        names = {identifier: present.principal_by(identifier) for identifier in names}
        asked = {name for item in items if (name := _name(item, names)) is not None}
        _read(facts, asked, present, everybody=call.permit.shows_facts)
    return [_reached(call, item, names, facts) for item in items]


def _reached(
    call: Call, item: Item, names: Mapping[ExternalIdentifier, PrincipalName | None], facts: _Facts
) -> Reached:
    # 1. The directive. Whether it exists is no secret, but what follows under it is.
    try:
        permit = call.permit.for_directives((item.directive,))
    except PermissionDeniedError as error:
        return Reached(call, item, error)
    if permit.populations is None and not permit.differs:
        return Reached(call if permit is call.permit else call.under(permit), item)
    # 2. Whoever is judged: the principal, and whom it acts for.
    name = _name(item, names)
    judged = _judged(name, facts)
    try:
        for each in judged:
            permit = permit.for_principal(None if each is None else each.populations)
    except PermissionDeniedError:
        return Reached(call.under(permit), replace(item, subject=LINKED_TO_NOBODY))
    # 3. What is shown: nothing that names another person who is out of reach.
    reaching = call if permit is call.permit else call.under(permit)
    if reaching.tier is Tier.FACTS and not _all_within(permit, name, facts):
        reaching = replace(reaching, tier=Tier.REASONS)
    return Reached(reaching, item)


def _name(item: Item, names: Mapping[ExternalIdentifier, PrincipalName | None]) -> PrincipalName | None:
    return names[item.subject] if isinstance(item.subject, ExternalIdentifier) else item.subject


def _judged(name: PrincipalName | None, facts: _Facts) -> list[PrincipalFacts | None]:
    """The principal, and everybody it is said to act for, one through the other; None: one that nobody knows."""
    known = None if name is None else facts.get(name)
    if known is None or ClaimKind.ACTS_FOR not in known.holding:
        return [known]
    found: dict[PrincipalName, PrincipalFacts | None] = {}
    waiting = [LINKED_TO_NOBODY if name is None else name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            known = found[each] = facts.get(each)
            waiting.extend(() if known is None else _acts_for(known))
    return list(found.values())


def _acts_for(facts: PrincipalFacts) -> Iterable[PrincipalName]:
    claims = (each.claim for each in facts.holding.get(ClaimKind.ACTS_FOR, ()))
    return (claim.principal for claim in claims if isinstance(claim, ActsFor) and claim.principal is not None)


def _all_within(permit: Permit, name: PrincipalName | None, facts: _Facts) -> bool:
    """Whether every person and service on whom the answer may rest is within reach. Organisations are named freely."""
    seen: set[PrincipalName] = set()
    waiting = {name} if name is not None else set()
    while waiting:
        seen |= waiting
        known = [facts[each] for each in waiting if each in facts]
        if any(
            each.kind is not PrincipalKind.ORGANISATION and not permit.shows_facts_of(each.populations)
            for each in known
        ):
            return False
        waiting = {other for each in known for other in named_by(each, standing_in_only=False)} - seen
    return True


def _read(
    facts: dict[PrincipalName, PrincipalFacts], names: set[PrincipalName], present: Reader, *, everybody: bool
) -> None:
    """The facts of the principals and of whom they act for; of `everybody` whom their claims name, hop by hop."""
    limit = len(names) + MOST_REACHED
    asked: set[PrincipalName] = set()
    while names and len(asked) < limit:
        asked |= names
        found = present.facts(sorted(names))
        facts.update(found)
        names = set()
        for each in found.values():
            if everybody:
                names.update(named_by(each, standing_in_only=False))
            elif ClaimKind.ACTS_FOR in each.holding:
                names.update(_acts_for(each))
        names -= asked
