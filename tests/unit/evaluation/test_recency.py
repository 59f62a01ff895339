"""`most_recent_country_in`: of citizenships and permanent residencies the latest, where none can be missing."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, ClaimKind, ImmigrationCategory, Statelessness
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import MostRecentCountryIn
from tests.unit.evaluation.builders import (
    CN,
    DE,
    FALSE,
    FR,
    GB,
    LOW,
    PERMANENT,
    TRUE,
    UNKNOWN,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    found,
    held,
    status,
)

IN_CHINA = MostRecentCountryIn(countries(CN, GB))
CITIZENSHIP, STATUS = ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS
CONDITIONAL = ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT
CHINESE, FRENCH, BRITISH = citizen(CN), citizen(FR), citizen(GB)
DATES, CONFLICT = Reason.DATES_MISSING_OR_TIED, Reason.CONFLICTING_ATTESTATIONS
NO_STATUS = attest(closed(STATUS))


def all_of(*citizenships: Citizenship) -> Attestation:
    return attest(closed(CITIZENSHIP, *citizenships))


@pytest.mark.parametrize(
    ("attestations", "expected", "reasons"),
    [
        pytest.param([], UNKNOWN, {Reason.NOT_ATTESTED}, id="nothing attested"),
        pytest.param([all_of(), NO_STATUS], UNKNOWN, {Reason.NOT_ATTESTED}, id="surely none at all"),
        pytest.param([attest(CHINESE), all_of(CHINESE), NO_STATUS], TRUE, set(), id="the only one, there"),
        pytest.param([attest(FRENCH), all_of(FRENCH), NO_STATUS], FALSE, set(), id="the only one, elsewhere"),
        pytest.param([attest(CHINESE), NO_STATUS], UNKNOWN, {Reason.SET_NOT_CLOSED}, id="citizenships open"),
        pytest.param([attest(CHINESE), all_of(CHINESE)], UNKNOWN, {Reason.SET_NOT_CLOSED}, id="statuses open"),
        pytest.param(
            [attest(CHINESE), NO_STATUS, attest(Statelessness(), vouched=held(end="2020"))],
            UNKNOWN,
            {Reason.SET_NOT_CLOSED},
            id="citizenships open, once thought stateless",
        ),
        pytest.param(
            [attest(CHINESE), all_of(CHINESE), attest(closed(STATUS, categories=[PERMANENT, CONDITIONAL]))],
            TRUE,
            set(),
            id="permanent residencies closed",
        ),
        pytest.param(
            [attest(CHINESE), all_of(CHINESE), attest(closed(STATUS, categories=[PERMANENT]))],
            UNKNOWN,
            {Reason.SET_NOT_CLOSED},
            id="conditional ones of the United States open",
        ),
        pytest.param(
            [attest(CHINESE), all_of(CHINESE), deny(status(PERMANENT, None)), deny(status(CONDITIONAL))],
            TRUE,
            set(),
            id="denied",
        ),
        pytest.param(
            [attest(CHINESE), all_of(CHINESE), deny(status(PERMANENT, None, "IR1")), deny(status(CONDITIONAL))],
            UNKNOWN,
            {Reason.SET_NOT_CLOSED},
            id="one class of admission denied",
        ),
        pytest.param(
            [
                attest(CHINESE),
                all_of(CHINESE),
                attest(closed(STATUS, but=[US])),
                attest(closed(STATUS, countries=[US])),
            ],
            TRUE,
            set(),
            id="closed in two pieces",
        ),
        pytest.param(
            [attest(CHINESE), all_of(CHINESE), attest(closed(STATUS, but=[US]))],
            UNKNOWN,
            {Reason.SET_NOT_CLOSED},
            id="closed but in one country",
        ),
        pytest.param(
            [attest(CHINESE, start="2010"), attest(FRENCH, start="2020"), all_of(CHINESE, FRENCH), NO_STATUS],
            FALSE,
            set(),
            id="the latest is elsewhere",
        ),
        pytest.param(
            [attest(CHINESE, start="2020"), attest(FRENCH, start="2010"), all_of(CHINESE, FRENCH), NO_STATUS],
            TRUE,
            set(),
            id="the latest is there",
        ),
        pytest.param(
            [attest(CHINESE), attest(FRENCH, start="2020"), all_of(CHINESE, FRENCH), NO_STATUS],
            UNKNOWN,
            {DATES},
            id="a date is missing",
        ),
        pytest.param(
            [attest(CHINESE), attest(BRITISH, start="2020"), all_of(CHINESE, BRITISH), NO_STATUS],
            TRUE,
            set(),
            id="a date is missing, and all agree",
        ),
        pytest.param(
            [attest(CHINESE, start="2020"), attest(FRENCH, start="2020"), all_of(CHINESE, FRENCH), NO_STATUS],
            UNKNOWN,
            {DATES},
            id="a tie",
        ),
        pytest.param(
            [
                attest(CHINESE, start="2020"),
                attest(BRITISH, start="2020"),
                attest(FRENCH, start="2010"),
                all_of(CHINESE, FRENCH, BRITISH),
                NO_STATUS,
            ],
            UNKNOWN,
            {DATES},
            id="a tie of two that agree, after one that does not",
        ),
        pytest.param(
            [
                attest(CHINESE, start="2020"),
                attest(status(PERMANENT, CN), start="2020"),
                attest(FRENCH, start="2010"),
                all_of(CHINESE, FRENCH),
                attest(closed(STATUS, status(PERMANENT, CN))),
            ],
            TRUE,
            set(),
            id="two of one country are no tie",
        ),
        pytest.param(
            [
                attest(CHINESE, start="2010"),
                attest(status(PERMANENT), start="2020"),
                all_of(CHINESE),
                attest(closed(STATUS, status(PERMANENT))),
            ],
            FALSE,
            set(),
            id="permanent residence counts",
        ),
        pytest.param(
            [
                attest(CHINESE, start="2010"),
                attest(status(ImmigrationCategory.NONIMMIGRANT), start="2020"),
                all_of(CHINESE),
                attest(closed(STATUS, status(ImmigrationCategory.NONIMMIGRANT))),
            ],
            TRUE,
            set(),
            id="another status does not",
        ),
        pytest.param(
            [attest(CHINESE), deny(CHINESE), attest(FRENCH), NO_STATUS], UNKNOWN, {CONFLICT}, id="a contested candidate"
        ),
        pytest.param(
            [attest(FRENCH), attest(citizen(DE), LOW), all_of(FRENCH, citizen(DE)), NO_STATUS],
            UNKNOWN,
            {Reason.ASSURANCE_TOO_LOW},
            id="a member too weak to clear",
        ),
        pytest.param([attest(FRENCH, LOW), NO_STATUS], UNKNOWN, {Reason.ASSURANCE_TOO_LOW}, id="one that is too weak"),
        pytest.param(
            [attest(FRENCH, vouched=held(end="2020")), NO_STATUS], UNKNOWN, {Reason.EXPIRED}, id="one that has expired"
        ),
    ],
)
def test_the_most_recent_country(attestations: list[Attestation], expected: Truth, reasons: set[Reason]) -> None:
    tree = found(IN_CHINA, ada(*attestations))
    assert (tree.value, set(tree.reasons)) == (expected, reasons)
