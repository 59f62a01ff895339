"""`most_recent_country_in`: of citizenships and permanent residencies the latest, where none can be missing."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, CitizenshipClass, ClaimKind, ImmigrationCategory, Statelessness
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import MostRecentCountryIn, Not
from tests.unit.evaluation.builders import (
    CN,
    DE,
    FALSE,
    FR,
    GB,
    HIGH,
    LOW,
    PAYROLL,
    PERMANENT,
    SUBSTANTIAL,
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
    value,
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


@pytest.mark.parametrize(
    ("attestations", "expected"),
    [
        pytest.param([attest(CHINESE, LOW), all_of(CHINESE), NO_STATUS], TRUE, id="alone it restricts"),
        pytest.param(
            [attest(CHINESE, LOW, start="2020"), attest(FRENCH, start="2010"), all_of(CHINESE, FRENCH), NO_STATUS],
            TRUE,
            id="later it restricts",
        ),
        pytest.param(
            [attest(CHINESE, start="2010"), attest(FRENCH, LOW, start="2020"), all_of(CHINESE, FRENCH), NO_STATUS],
            TRUE,
            id="it does not displace one that is sure",
        ),
        pytest.param(
            [attest(CHINESE, start="2020"), attest(FRENCH, LOW, start="2020"), all_of(CHINESE, FRENCH), NO_STATUS],
            TRUE,
            id="or tie with it",
        ),
        pytest.param(
            [
                attest(CHINESE, start="2020"),
                attest(FRENCH, start="2010"),
                attest(BRITISH, LOW, start="2020"),
                all_of(CHINESE, FRENCH, BRITISH),
                NO_STATUS,
            ],
            TRUE,
            id="or tie on the same side",
        ),
        pytest.param(
            [
                attest(CHINESE, start="2020"),
                attest(FRENCH, start="2010"),
                attest(BRITISH, LOW),
                all_of(CHINESE, FRENCH, BRITISH),
                NO_STATUS,
            ],
            TRUE,
            id="or spoil the dates",
        ),
        pytest.param(
            [
                attest(FRENCH, start="2020"),
                attest(CHINESE, LOW),
                all_of(FRENCH, CHINESE),
                NO_STATUS,
            ],
            UNKNOWN,
            id="undated it unsettles one that clears",
        ),
    ],
)
def test_weak_claims_only_push_toward_foreign(attestations: list[Attestation], expected: Truth) -> None:
    assert value(IN_CHINA, ada(*attestations)) is expected


def test_in_a_negative_place_the_other_side_is_the_weak_one() -> None:
    rule = Not(IN_CHINA)
    sets = (all_of(CHINESE, FRENCH), NO_STATUS)
    assert value(rule, ada(attest(FRENCH, LOW), all_of(FRENCH), NO_STATUS)) is TRUE
    assert value(rule, ada(attest(CHINESE, LOW), all_of(CHINESE), NO_STATUS)) is UNKNOWN
    assert value(rule, ada(attest(FRENCH, start="2010"), attest(CHINESE, LOW, start="2020"), *sets)) is TRUE


@pytest.mark.parametrize(
    ("attestations", "expected"),
    [
        pytest.param([attest(status(PERMANENT, CN)), attest(Statelessness())], TRUE, id="a stateless resident"),
        pytest.param([attest(status(PERMANENT, FR)), attest(Statelessness())], FALSE, id="who clears"),
        pytest.param(
            [attest(status(PERMANENT, FR)), attest(Statelessness(), LOW)], UNKNOWN, id="not if weakly stateless"
        ),
        pytest.param([attest(status(PERMANENT, CN)), attest(Statelessness(), LOW)], TRUE, id="which restricts"),
        pytest.param(
            [attest(status(PERMANENT, CN)), attest(Statelessness()), attest(CHINESE)],
            UNKNOWN,
            id="nor with a citizenship",
        ),
    ],
)
def test_statelessness_closes_citizenships(attestations: list[Attestation], expected: Truth) -> None:
    statuses = [each.claim for each in attestations if each.claim.kind is STATUS]
    closure = attest(closed(STATUS, *statuses))  # type: ignore[arg-type] # claims that hold
    assert value(IN_CHINA, ada(*attestations, closure)) is expected


def test_a_citizen_holds_no_residence_permit_of_that_country() -> None:
    facts = [attest(citizen(US)), attest(closed(CITIZENSHIP, citizen(US))), attest(closed(STATUS, but=[US]))]
    assert value(IN_CHINA, ada(*facts)) is FALSE


@pytest.mark.parametrize("missing", [each for each in CitizenshipClass if each is not CitizenshipClass.UNSPECIFIED])
def test_every_class_of_nationality_must_be_closed(missing: CitizenshipClass) -> None:
    classes = [each for each in CitizenshipClass if each not in (CitizenshipClass.UNSPECIFIED, missing)]
    denied = [deny(Citizenship(None, each)) for each in classes]
    facts = [attest(status(PERMANENT, CN)), attest(closed(STATUS, status(PERMANENT, CN))), *denied]
    assert value(IN_CHINA, ada(*facts)) is UNKNOWN
    assert value(IN_CHINA, ada(*facts, deny(Citizenship(None, missing)))) is TRUE


def test_what_it_rests_on() -> None:
    facts = [
        attest(CHINESE, id="chinese"),
        attest(closed(CITIZENSHIP, CHINESE), id="all"),
        attest(closed(STATUS), id="none"),
        attest(citizen(US), purposes=[PAYROLL], start="2000", end="2001", id="past"),
    ]
    names = [each.rpartition("/")[2] for each in found(IN_CHINA, ada(*facts)).rests_on]
    assert names == ["all", "chinese", "none"]
    names = [each.rpartition("/")[2] for each in found(IN_CHINA, ada(*facts[:1])).rests_on]
    assert names == ["chinese"]


def test_an_open_answer_rests_on_the_candidates() -> None:
    for other in (deny(CHINESE), attest(FRENCH, id="french"), attest(FRENCH, id="french", start="2020")):
        tree = found(IN_CHINA, ada(attest(CHINESE, id="chinese"), other))
        names = [each.rpartition("/")[2] for each in tree.rests_on]
        assert (tree.value, names) == (UNKNOWN, ["chinese", "french"][: 2 if other.holds else 1])


@pytest.mark.parametrize("weak", [attest(Statelessness(), LOW), deny(Statelessness(), LOW)], ids=["stateless", "not"])
def test_weak_words_on_statelessness_are_no_candidate(weak: Attestation) -> None:
    assert found(IN_CHINA, ada(weak)).reasons == (Reason.NOT_ATTESTED,)


def test_levels_do_not_settle_dates() -> None:
    facts = [attest(CHINESE, SUBSTANTIAL, start="2020"), attest(FRENCH, HIGH, start="2020"), all_of(CHINESE, FRENCH)]
    assert found(IN_CHINA, ada(*facts, NO_STATUS)).reasons == (DATES,)
