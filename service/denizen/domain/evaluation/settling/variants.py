"""The same moves as different people would make them: a step says the least it takes, and more will do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.moves import Move
from denizen.domain.facts import STANDING_IN, PrincipalFacts, bears_on
from denizen.domain.names import IssuerName


def variants(moves: Sequence[Move], ground: Ground) -> Iterator[Sequence[Move] | None]:
    """The moves with as little as they take; then at each better level at which they may weigh otherwise; and all of
    that by an issuer whom a threshold accepts, where one accepts not everybody. None: better, and weighs the same."""
    yield moves
    levels = _levels(moves, ground)
    yield from _better(moves, levels, ground)
    accepted = [each.issuers for each in _bars(ground) if each.issuers]
    if accepted:
        known = [_by(each, accepted) for each in moves]
        if known != list(moves):
            yield known
            yield from _better(known, levels, ground)


def _better(moves: Sequence[Move], levels: Sequence[AssuranceLevel], ground: Ground) -> Iterator[Sequence[Move] | None]:
    for level in levels:
        yield None if _weigh_the_same(moves, level, ground) else [_at(each, level) for each in moves]


def _weigh_the_same(moves: Sequence[Move], level: AssuranceLevel, ground: Ground) -> bool:
    """Whether nothing with which the moves are compared tells them from the same at `level`: no threshold, nothing on
    file about the same kind of claims, and no other of them. Not so where facts count through links: all of these are
    compared with the link."""
    world = ground.moment.world.values()
    if not all(STANDING_IN.isdisjoint(facts.holding) for facts in world):
        return False
    lowest: dict[ClaimKind, AssuranceLevel] = {}
    for each in moves:
        if each.presence is not None:
            bars, own, rivals = _minima(None, ground), each.presence.assurance, []
        elif each.added is not None:
            kind, own = bears_on(each.added.claim), each.added.assurance.ordinal
            if lowest.setdefault(kind, own) is not own:
                return False
            bars, rivals = (
                _minima(each.added.claim.kind, ground),
                [one for facts in world for one in _on_file(facts, kind)],
            )
        else:
            continue
        if any(own < bar <= level for bar in bars) or any(own <= rival <= level for rival in rivals):
            return False
    return True


def _minima(kind: ClaimKind | None, ground: Ground) -> list[AssuranceLevel]:
    directions = [each.node.direction for each in ground.findings]
    return [bars[kind].minimum for each in directions for bars in (each.true, each.false)]


def _on_file(facts: PrincipalFacts, kind: ClaimKind) -> Iterator[AssuranceLevel]:
    for index in (facts.holding, facts.denying, facts.closing):
        for each in index.get(kind, ()):
            yield each.assurance.ordinal


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
