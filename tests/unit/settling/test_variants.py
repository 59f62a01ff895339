"""The same moves as different people would make them: better evidence, and by an issuer who is accepted."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Presence, Step, StepAction
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.moves import Move
from denizen.domain.evaluation.settling.variants import variants
from denizen.domain.facts import World
from denizen.domain.names import IssuerName
from tests.unit.evaluation.builders import (
    ADA,
    AGENCY,
    BUREAU,
    FR,
    HIGH,
    LOW,
    NOW,
    SELF_DECLARED,
    SUBSTANTIAL,
    US,
    ada,
    attest,
    citizen,
    world,
)


@dataclass(frozen=True)
class Direction:
    true: dict[ClaimKind, Requirement]
    false: dict[ClaimKind, Requirement] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    direction: Direction


@dataclass(frozen=True)
class Found:
    node: Node


@dataclass(frozen=True)
class Moment:
    world: World


@dataclass(frozen=True)
class Standing:
    """As much of the ground as variants look at."""

    moment: Moment
    findings: tuple[Found, ...]


def ground(*bars: Requirement, on_file: AssuranceLevel | None = None) -> Ground:
    """One finding for each bar; of what is on file the assurance."""
    facts = ada() if on_file is None else ada(attest(citizen(FR), on_file))
    found = tuple(Found(Node(Direction({ClaimKind.CITIZENSHIP: bar}, {ClaimKind.COMPLETENESS: bar}))) for bar in bars)
    return cast(Ground, Standing(Moment(world(facts)), found))


def attesting(level: AssuranceLevel = SELF_DECLARED, *issuers: IssuerName) -> Move:
    step = Step(StepAction.ATTEST, ADA, "attest", minimum=level)
    return Move(step, ADA, attest(citizen(US), level), bar=Requirement(level, frozenset(issuers)))


def observing(level: AssuranceLevel) -> Move:
    step = Step(StepAction.PRESENCE, ADA, "observe", minimum=level, country=US)
    return Move(step, ADA, presence=Presence(US, NOW, "~", level))


REVOKING = Move(Step(StepAction.RESOLVE, ADA, "revoke"), ADA)
ANYBODY = Requirement(SELF_DECLARED)


def told(moves: list[Move], given: Ground) -> list[list[str]]:
    """Each variant, in it each move by its level and its issuer."""
    seen = []
    for variant in variants(moves, given):
        words = []
        for move in variant:
            if move.added is not None:
                words.append(f"{move.added.assurance.ordinal.name} {move.added.issuer.removeprefix('issuers/')}")
            elif move.presence is not None:
                words.append(move.presence.assurance.name)
            else:
                words.append("-")
        seen.append(words)
    return seen


@pytest.mark.parametrize(
    ("moves", "given", "wanted"),
    [
        pytest.param([attesting()], ground(ANYBODY), ["SELF_DECLARED bureau", "HIGH bureau"], id="the best"),
        pytest.param(
            [attesting()],
            ground(ANYBODY, on_file=LOW),
            ["SELF_DECLARED bureau", "LOW bureau", "HIGH bureau"],
            id="that of what is on file",
        ),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=LOW), ["LOW bureau", "HIGH bureau"], id="only better"),
        pytest.param([attesting(HIGH)], ground(ANYBODY), ["HIGH bureau"], id="nothing better"),
        pytest.param(
            [attesting()], ground(Requirement(SUBSTANTIAL)), ["SELF_DECLARED bureau", "HIGH bureau"], id="one provision"
        ),
        pytest.param(
            [attesting()],
            ground(Requirement(SUBSTANTIAL), Requirement(LOW)),
            ["SELF_DECLARED bureau", "LOW bureau", "SUBSTANTIAL bureau", "HIGH bureau"],
            id="what two provisions ask for",
        ),
        pytest.param([observing(LOW)], ground(ANYBODY), ["LOW", "HIGH"], id="where somebody is"),
        pytest.param([REVOKING], ground(ANYBODY), ["-"], id="one attestation less"),
    ],
)
def test_levels(moves: list[Move], given: Ground, wanted: list[str]) -> None:
    assert told(moves, given) == [[each] for each in wanted]


def test_each_move_is_as_good_as_it_was_at_least() -> None:
    assert told([attesting(HIGH), attesting(LOW), REVOKING], ground(ANYBODY)) == [
        ["HIGH bureau", "LOW bureau", "-"],
        ["HIGH bureau", "HIGH bureau", "-"],
    ]


CONSULATE = IssuerName("issuers/consulate")


def accepting(*issuers: IssuerName) -> Requirement:
    return Requirement(SELF_DECLARED, frozenset(issuers))


@pytest.mark.parametrize(
    ("move", "given", "issuer"),
    [
        pytest.param(attesting(HIGH), ground(accepting(AGENCY)), "agency", id="the one who is accepted"),
        pytest.param(
            attesting(HIGH), ground(accepting(CONSULATE), accepting(AGENCY, CONSULATE)), "consulate", id="by most"
        ),
        pytest.param(attesting(HIGH), ground(accepting(CONSULATE, AGENCY)), "agency", id="of equals the first by name"),
        pytest.param(
            attesting(HIGH, AGENCY, CONSULATE),
            ground(accepting(CONSULATE), ANYBODY),
            "consulate",
            id="of those allowed",
        ),
        pytest.param(attesting(HIGH, AGENCY), ground(accepting(CONSULATE)), "agency", id="the only one allowed"),
    ],
)
def test_an_issuer_who_is_accepted(move: Move, given: Ground, issuer: str) -> None:
    assert told([move], given) == [["HIGH bureau"], [f"HIGH {issuer}"]]


def test_the_issuer_who_is_accepted_at_each_level() -> None:
    assert told([attesting(), REVOKING], ground(accepting(AGENCY))) == [
        ["SELF_DECLARED bureau", "-"],
        ["HIGH bureau", "-"],
        ["SELF_DECLARED agency", "-"],
        ["HIGH agency", "-"],
    ]


def test_whom_everybody_accepts_needs_no_other() -> None:
    assert told([attesting(HIGH)], ground(accepting(BUREAU))) == [["HIGH bureau"]]
