"""The same moves as different people would make them: better evidence, and by an issuer who is accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import ActsFor, Claim, ClaimKind, Residence
from denizen.domain.determinations import Presence, Step, StepAction
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.moves import Move
from denizen.domain.evaluation.settling.variants import variants
from denizen.domain.facts import World
from denizen.domain.names import IssuerName
from tests.unit.evaluation.builders import (
    ACME,
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
    closed,
    deny,
    world,
)

Bars = dict[ClaimKind | None, Requirement]


@dataclass(frozen=True)
class Direction:
    true: Bars
    false: Bars


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


def ground(*bars: Requirement, on_file: Iterable[Attestation] = (), **of_kind: Requirement) -> Ground:
    """One finding for each bar, which is that of every kind; `of_kind`: but for the restricting one of these."""
    found = []
    for bar in bars:
        every: Bars = dict.fromkeys([None, *ClaimKind], bar)
        own: Bars = {None if kind == "none" else ClaimKind(kind): each for kind, each in of_kind.items()}
        found.append(Found(Node(Direction(every | own, every))))
    return cast(Ground, Standing(Moment(world(ada(*on_file))), tuple(found)))


def attesting(level: AssuranceLevel = SELF_DECLARED, *issuers: IssuerName, claim: Claim | None = None) -> Move:
    step = Step(StepAction.ATTEST, ADA, "attest", minimum=level)
    return Move(step, ADA, attest(claim or citizen(US), level), bar=Requirement(level, frozenset(issuers)))


def observing(level: AssuranceLevel) -> Move:
    step = Step(StepAction.PRESENCE, ADA, "observe", minimum=level, country=US)
    return Move(step, ADA, presence=Presence(US, NOW, "~", level))


REVOKING = Move(Step(StepAction.RESOLVE, ADA, "revoke"), ADA)
ANYBODY = Requirement(SELF_DECLARED)
FRENCH = [attest(citizen(FR), LOW)]


def told(moves: list[Move], given: Ground) -> list[list[str]]:
    """Each variant, in it each move by its level and its issuer, or that it weighs the same."""
    seen = []
    for variant in variants(moves, given):
        words = []
        if variant is None:
            seen.append(["="])
            continue
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
        pytest.param([attesting()], ground(ANYBODY), ["SELF_DECLARED bureau", "="], id="the best"),
        pytest.param(
            [attesting()],
            ground(ANYBODY, on_file=FRENCH),
            ["SELF_DECLARED bureau", "LOW bureau", "HIGH bureau"],
            id="that of what is on file",
        ),
        pytest.param(
            [attesting(LOW)], ground(ANYBODY, on_file=FRENCH), ["LOW bureau", "HIGH bureau"], id="only better"
        ),
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
        pytest.param([observing(LOW)], ground(ANYBODY), ["LOW", "="], id="where somebody is"),
        pytest.param([observing(LOW)], ground(Requirement(HIGH)), ["LOW", "HIGH"], id="surely there"),
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
        ["="],
        ["SELF_DECLARED agency", "-"],
        ["="],
    ]


def test_whom_everybody_accepts_needs_no_other() -> None:
    assert told([attesting(HIGH)], ground(accepting(BUREAU))) == [["HIGH bureau"]]


LIVES = attest(Residence(US), HIGH)
ALL = closed(ClaimKind.CITIZENSHIP)


@pytest.mark.parametrize(
    ("moves", "given", "the_same"),
    [
        pytest.param([attesting(LOW)], ground(Requirement(LOW)), True, id="at the threshold"),
        pytest.param([attesting(LOW)], ground(Requirement(SUBSTANTIAL)), False, id="below a threshold"),
        pytest.param([attesting(LOW)], ground(Requirement(HIGH)), False, id="a threshold at the better level"),
        pytest.param([attesting(LOW)], ground(ANYBODY, citizenship=Requirement(HIGH)), False, id="to restrict"),
        pytest.param([attesting(LOW)], ground(ANYBODY, residence=Requirement(HIGH)), True, id="of another kind"),
        pytest.param(
            [attesting(LOW, claim=ALL)], ground(ANYBODY, citizenship=Requirement(HIGH)), True, id="of members"
        ),
        pytest.param(
            [attesting(LOW, claim=ALL)], ground(ANYBODY, completeness=Requirement(HIGH)), False, id="of closed sets"
        ),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=[LIVES]), True, id="another kind on file"),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=[attest(citizen(FR), HIGH)]), False, id="as good"),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=FRENCH), False, id="no better"),
        pytest.param(
            [attesting(LOW)], ground(ANYBODY, on_file=[attest(citizen(FR), SELF_DECLARED)]), True, id="worse on file"
        ),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=[deny(citizen(US))]), False, id="a denial on file"),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=[attest(ALL)]), False, id="a closed set on file"),
        pytest.param(
            [attesting(LOW, claim=ALL)], ground(ANYBODY, on_file=[attest(citizen(FR))]), False, id="a member on file"
        ),
        pytest.param([attesting(LOW)], ground(ANYBODY, on_file=[attest(ActsFor(ACME))]), False, id="by a link"),
        pytest.param([attesting(LOW), attesting(LOW, claim=ALL)], ground(ANYBODY), True, id="two alike"),
        pytest.param([attesting(LOW), attesting(claim=ALL)], ground(ANYBODY), False, id="two of one kind"),
        pytest.param([attesting(LOW), attesting(claim=Residence(US))], ground(ANYBODY), True, id="of two kinds"),
        pytest.param([REVOKING, attesting(LOW)], ground(Requirement(HIGH)), False, id="after one less"),
        pytest.param(
            [attesting(LOW), attesting(claim=Residence(US))],
            ground(ANYBODY, residence=Requirement(LOW)),
            False,
            id="the other",
        ),
        pytest.param([observing(LOW)], ground(ANYBODY, none=Requirement(HIGH)), False, id="where somebody is"),
        pytest.param(
            [observing(LOW)], ground(ANYBODY, on_file=FRENCH, citizenship=Requirement(HIGH)), True, id="elsewhere"
        ),
    ],
)
def test_what_weighs_the_same_at_the_best_level(moves: list[Move], given: Ground, the_same: bool) -> None:
    assert (told(moves, given)[-1] == ["="]) is the_same
