"""What follows from claims of other kinds, and yields to direct ones."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    CitizenshipClass,
    ImmigrationCategory,
    Statelessness,
)
from denizen.domain.determinations import Truth
from denizen.domain.rules import (
    CitizenOf,
    ForeignCitizen,
    HoldsStatus,
    Not,
    Rule,
)
from tests.unit.evaluation.builders import (
    ADA,
    FALSE,
    FR,
    LOW,
    PERMANENT,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    attest,
    citizen,
    countries,
    deny,
    found,
    status,
    value,
)

AMERICAN = CitizenOf(countries(US))
ASYLEE = ImmigrationCategory.ASYLEE
RESIDENT = HoldsStatus(frozenset((PERMANENT,)), countries(US))
FAMILY = ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER


@pytest.mark.parametrize(
    ("rule", "attestations", "expected"),
    [
        pytest.param(AMERICAN, [attest(Statelessness())], FALSE, id="stateless"),
        pytest.param(ForeignCitizen(US), [attest(Statelessness())], FALSE, id="stateless is of no foreign country"),
        pytest.param(AMERICAN, [attest(Statelessness(), LOW)], UNKNOWN, id="weakly stateless does not clear"),
        pytest.param(Not(AMERICAN), [attest(Statelessness(), LOW)], TRUE, id="weakly stateless restricts"),
        pytest.param(AMERICAN, [deny(Statelessness())], UNKNOWN, id="not stateless"),
        pytest.param(
            AMERICAN,
            [deny(citizen(US, CitizenshipClass.BNO)), attest(Statelessness())],
            FALSE,
            id="and one class denied",
        ),
        pytest.param(
            AMERICAN, [attest(Statelessness()), attest(citizen(FR), LOW)], UNKNOWN, id="yields to a direct claim"
        ),
        pytest.param(
            AMERICAN,
            [attest(Statelessness()), attest(citizen(FR)), deny(citizen(FR))],
            UNKNOWN,
            id="yields to a contested one",
        ),
        pytest.param(
            Not(AMERICAN),
            [attest(Statelessness()), attest(citizen(US), LOW)],
            TRUE,
            id="but not to one that is too weak",
        ),
        pytest.param(RESIDENT, [attest(citizen(US))], FALSE, id="a citizen holds no status there"),
        pytest.param(RESIDENT, [attest(citizen(US), LOW)], UNKNOWN, id="weakly a citizen"),
        pytest.param(Not(RESIDENT), [attest(citizen(US), LOW)], TRUE, id="weakly a citizen restricts"),
        pytest.param(RESIDENT, [attest(citizen(FR))], UNKNOWN, id="a citizen of another country"),
        *(
            pytest.param(
                HoldsStatus(frozenset((PERMANENT,)), countries(US, FR)),
                [*citizenships, attest(status(ASYLEE)), deny(status(PERMANENT))],
                FALSE,
                id="a citizen of each, a status in one",
            )
            for citizenships in ([attest(citizen(US)), attest(citizen(FR))], [attest(citizen(FR)), attest(citizen(US))])
        ),
        pytest.param(
            RESIDENT, [attest(citizen(FR)), attest(citizen(US))], FALSE, id="a citizen of another country, too"
        ),
        pytest.param(RESIDENT, [attest(citizen(US)), attest(status(ASYLEE))], UNKNOWN, id="and a status there"),
        pytest.param(RESIDENT, [attest(citizen(US)), attest(status(PERMANENT))], TRUE, id="the direct claim"),
        pytest.param(RESIDENT, [attest(citizen(US)), attest(status(ASYLEE, FR))], FALSE, id="a status elsewhere"),
        pytest.param(
            RESIDENT,
            [attest(citizen(US)), attest(status(ASYLEE)), deny(status(ASYLEE))],
            UNKNOWN,
            id="a contested status there",
        ),
        pytest.param(
            HoldsStatus(frozenset((FAMILY,))), [attest(citizen(US))], UNKNOWN, id="nothing of other countries"
        ),
    ],
)
def test_inference_yields_to_direct_claims(rule: Rule, attestations: list[Attestation], expected: Truth) -> None:
    assert value(rule, ada(*attestations)) is expected


def test_it_rests_on_an_inference_only_where_it_takes_one() -> None:
    stateless, denied = attest(Statelessness(), id="stateless"), deny(citizen(US, UNSPECIFIED), id="denied")
    assert found(AMERICAN, ada(stateless, denied)).rests_on == (f"{ADA}/attestations/denied",)
    assert found(AMERICAN, ada(stateless)).rests_on == (f"{ADA}/attestations/stateless",)
