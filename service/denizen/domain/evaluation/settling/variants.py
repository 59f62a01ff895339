"""The same moves as different people would make them: a step says the least it takes, and more will do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.moves import Move
from denizen.domain.names import IssuerName


def variants(moves: Sequence[Move], ground: Ground) -> Iterator[Sequence[Move]]:
    """The moves with as little as they take; then at each better level at which they may weigh otherwise; and all of
    that by an issuer whom a threshold accepts, where one accepts not everybody."""
    yield moves
    levels = _levels(moves, ground)
    yield from ([_at(each, level) for each in moves] for level in levels)
    accepted = [each.issuers for each in _bars(ground) if each.issuers]
    if accepted:
        known = [_by(each, accepted) for each in moves]
        if known != list(moves):
            yield known
            yield from ([_at(each, level) for each in known] for level in levels)


def _levels(moves: Sequence[Move], ground: Ground) -> list[AssuranceLevel]:
    """The best, those of what is on file, and where several provisions speak those that they ask for."""
    minima = [each.step.minimum for each in moves if each.step.minimum is not None]
    lowest = min(minima, default=AssuranceLevel.HIGH)
    told = {AssuranceLevel.HIGH}
    told.update(each.assurance.ordinal for facts in ground.moment.world.values() for each in facts.attestations)
    if len(ground.findings) > 1:
        told.update(each.minimum for each in _bars(ground))
    return sorted(each for each in told if each > lowest)


def _bars(ground: Ground) -> Iterator[Requirement]:
    for finding in ground.findings:
        direction = finding.node.direction
        yield from direction.true.values()
        yield from direction.false.values()


def _at(move: Move, level: AssuranceLevel) -> Move:
    """At `level`, where that is better."""
    added, presence = move.added, move.presence
    if added is not None and added.assurance.ordinal < level:
        added = replace(added, assurance=Assurance.own(level))
    if presence is not None and presence.assurance < level:
        presence = replace(presence, assurance=level)
    return replace(move, added=added, presence=presence)


def _by(move: Move, accepted: Sequence[frozenset[IssuerName]]) -> Move:
    """By the issuer whom most thresholds accept, of those whom the step allows."""
    if move.added is None or move.bar is None:
        return move
    allowed = move.bar.issuers or frozenset().union(*accepted)
    issuer = min(allowed, key=lambda each: (-sum(each in some for some in accepted), each))
    return replace(move, added=replace(move.added, issuer=issuer))
