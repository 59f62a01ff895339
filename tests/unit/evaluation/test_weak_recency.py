"""The most recent country, where some words are weaker than others."""

import pytest

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, CitizenshipClass, Statelessness
from denizen.domain.determinations import Reason, Truth
from denizen.domain.rules import Not
from tests.unit.evaluation.builders import (
    CN,
    FALSE,
    FR,
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
    deny,
    found,
    status,
    value,
)
from tests.unit.evaluation.test_recency import (
    BRITISH,
    CHINESE,
    CITIZENSHIP,
    DATES,
    FRENCH,
    IN_CHINA,
    NO_STATUS,
    STATUS,
    all_of,
)


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
