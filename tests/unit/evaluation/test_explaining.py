"""The explanation: each node in words, with its direction, thresholds, reasons and what it rests on."""

import pytest

from denizen.domain.claims import (
    ClaimKind,
)
from denizen.domain.determinations import Explanation, ThresholdApplied
from denizen.domain.rules import (
    AnyOf,
    CitizenOf,
    Is,
    MostRecentCountryIn,
    Not,
    PresentIn,
    ResidentIn,
    Rule,
)
from tests.unit.evaluation.builders import (
    CN,
    FALSE,
    FR,
    HIGH,
    PERSON,
    SELF_DECLARED,
    SUBSTANTIAL,
    TRUE,
    US,
    ada,
    citizen,
    clearing,
    countries,
    found,
    only,
)

BOTH = countries(US, CN, sets=["b", "a"])
WORDS = "CN, US, countrySets/a, countrySets/b"


def test_a_tree() -> None:
    rule = AnyOf((CitizenOf(countries(FR)), Not(CitizenOf(countries(US)))))
    facts = ada(*only(citizen(FR)))
    assert found(rule, facts) == Explanation(
        "any",
        TRUE,
        positive=True,
        children=(
            Explanation(
                "citizen_of FR",
                TRUE,
                positive=True,
                rests_on=(facts.attestations[0].name,),
                thresholds=(
                    ThresholdApplied(ClaimKind.CITIZENSHIP, TRUE, clears=False, minimum=SELF_DECLARED),
                    ThresholdApplied(ClaimKind.CITIZENSHIP, FALSE, clears=True, minimum=SUBSTANTIAL),
                ),
            ),
            Explanation(
                "not",
                TRUE,
                positive=True,
                children=(
                    Explanation(
                        "citizen_of US",
                        FALSE,
                        positive=False,
                        rests_on=(facts.attestations[0].name, facts.attestations[1].name),
                        thresholds=(
                            ThresholdApplied(ClaimKind.CITIZENSHIP, TRUE, clears=True, minimum=SUBSTANTIAL),
                            ThresholdApplied(ClaimKind.CITIZENSHIP, FALSE, clears=False, minimum=SELF_DECLARED),
                        ),
                    ),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        (ResidentIn(countries(US)), [ClaimKind.RESIDENCE]),
        (MostRecentCountryIn(countries(US)), [ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS]),
        (PresentIn(countries(US)), []),
        (Is(PERSON), []),
    ],
    ids=["single", "compared", "presence", "is"],
)
def test_which_thresholds_a_leaf_applied(rule: Rule, kinds: list[ClaimKind]) -> None:
    tree = found(rule, ada(), provided={"thresholds": clearing(HIGH)})
    assert [(each.kind, each.value, each.minimum) for each in tree.thresholds] == [
        (kind, value, minimum) for kind in kinds for value, minimum in ((TRUE, SELF_DECLARED), (FALSE, HIGH))
    ]
