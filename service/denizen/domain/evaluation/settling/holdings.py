"""What it takes for leaves on owners and controllers: their claims sure enough, or nobody else."""

from collections.abc import Iterable, Iterator

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Truth
from denizen.domain.evaluation.balance import weigh
from denizen.domain.evaluation.control import SubsidiaryLeaf
from denizen.domain.evaluation.findings import TRUE
from denizen.domain.evaluation.holdings import holdings
from denizen.domain.evaluation.leaf import Leaf
from denizen.domain.evaluation.moment import Subject
from denizen.domain.evaluation.ownership import OwnershipLeaf
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.pieces import Closed, Option
from denizen.domain.evaluation.settling.weak import again, revoked
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind

MOST_CLOSED = 3
"""Organisations in a web of owners whose owners are declared to be all."""


def of_ownership(leaf: OwnershipLeaf, value: Truth, subject: Subject, ground: Ground) -> Iterator[Option]:
    """The options by which the share becomes enough, or surely is not."""
    yield from _weighed(leaf, ClaimKind.OWNERSHIP, value, subject, ground)
    if value is not TRUE:
        web = list(_organisations(leaf, subject, ground))
        yield (_closed(leaf, ClaimKind.OWNERSHIP, subject.name),)
        if 1 < len(web) <= MOST_CLOSED:
            yield tuple(_closed(leaf, ClaimKind.OWNERSHIP, each) for each in web)


def of_subsidiary(leaf: SubsidiaryLeaf, value: Truth, subject: Subject, ground: Ground) -> Iterator[Option]:
    """The options by which it becomes a subsidiary of such a parent, or surely is none."""
    for kind in (ClaimKind.OWNERSHIP, ClaimKind.CONTROL):
        yield from _weighed(leaf, kind, value, subject, ground)
    if value is not TRUE:
        controls = _closed(leaf, ClaimKind.CONTROL, subject.name)
        yield (controls,) if leaf.only_in_fact else (controls, _closed(leaf, ClaimKind.OWNERSHIP, subject.name))


def _weighed(leaf: Leaf, kind: ClaimKind, value: Truth, subject: Subject, ground: Ground) -> Iterator[Option]:
    """Claims that fell short, again; and of those that contradict each other, one side less."""
    for each in (leaf.direction, leaf.direction.reversed()):
        balance = weigh(ground.moment, subject, kind, ground.moment.at, each, everything=False)
        closing = [one for one in ground.visible(subject.closing, kind) if balance.contested]
        for side in ([*balance.contested], [*(one for one in balance.contested if not one.holds), *closing]):
            if option := revoked(side, subject.name, ground):
                yield option
    forward = leaf.direction if value is TRUE else leaf.direction.reversed()
    balance = weigh(ground.moment, subject, kind, ground.moment.at, forward, everything=False)
    weak: Iterable[Attestation] = (
        each for each in (*(one for one, _ in balance.short), *balance.unvouched) if each.holds
    )
    yield from ((each,) for each in again(weak, subject.name, forward.true[kind], ground))


def _closed(leaf: Leaf, kind: ClaimKind, name: PrincipalName) -> Closed:
    return Closed(name, kind, leaf.direction.false[ClaimKind.COMPLETENESS], leaf.direction.false[kind])


def _organisations(leaf: Leaf, subject: Subject, ground: Ground) -> Iterator[PrincipalName]:
    """The organisation and those that own it, hop by hop."""
    waiting: list[Subject | None] = [subject]
    seen: set[PrincipalName] = set()
    while waiting:
        each = waiting.pop(0)
        if each is None or each.name in seen or each.kind is not PrincipalKind.ORGANISATION:
            continue
        seen.add(each.name)
        yield each.name
        held = holdings(leaf, ground.moment, each, everything=False)
        waiting.extend(ground.subject(owner) for owner in sorted(held.owners))
