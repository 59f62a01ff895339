"""Whether somebody is to be asked again: the policy's file, and what is said of a gap in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, Claim, ClaimKind, Completeness, ImmigrationCategory, ImmigrationStatus
from denizen.domain.countries import Country
from denizen.domain.expiring import Advice, End, Reverification, ReverificationPolicy, Rule
from denizen.domain.names import AttestationName, IssuerName, Purpose
from tests.unit.refusals.wording import said

US, NOW = Country.of("US"), datetime(2026, 3, 2, tzinfo=UTC)
EXPORT = frozenset({Purpose("export-control")})


def attested(claim: Claim) -> Attestation:
    name, level = AttestationName("principals/alice/attestations/a1"), Assurance.own(AssuranceLevel.LOW)
    return Attestation(name, claim, level, IssuerName("issuers/state"), EXPORT, NOW)


ADVICE = {"reverify": "required", "citation": "a law"}
ALL_KINDS = [kind.value for kind in ClaimKind]
ALL_CATEGORIES = ", ".join(category.value for category in ImmigrationCategory)
FRESH = Advice(Reverification.NEVER, "another law")


def policy(*rules: dict[str, Any], freshness: Any = None) -> ReverificationPolicy:
    plain = {"reverify": "NEVER", "citation": "another law"}
    return ReverificationPolicy.parse({"rules": list(rules), "freshness": freshness or plain})


@pytest.mark.parametrize(
    ("read", "words"),
    [
        pytest.param(
            lambda: policy(ADVICE | {"claims": ALL_KINDS[1:]}),
            "rules: got 'none for citizenship', wanted a rule for every kind of claim",
            id="a kind without a rule",
        ),
        pytest.param(
            lambda: policy(ADVICE | {"claims": ALL_KINDS, "categories": ["daca"]}),
            f"rules: got {repr('none for ' + ', '.join(sorted(set(ALL_KINDS) - {'completeness'})))[:77]}..., "
            "wanted a rule for every kind of claim",
            id="rules for some categories only",
        ),
        pytest.param(
            lambda: policy(ADVICE | {"claims": ALL_KINDS}, ADVICE | {"claims": ["weather"]}),
            f"rules[1].claims: got 'weather', wanted one of {', '.join(ALL_KINDS)}",
            id="no kind",
        ),
        pytest.param(
            lambda: policy(ADVICE | {"claims": ["citizenship"], "categories": ["daca", "weather"]}),
            f"rules[0].categories: got 'weather', wanted one of {ALL_CATEGORIES}",
            id="no category",
        ),
        pytest.param(
            lambda: policy({"claims": ALL_KINDS, "reverify": "required"}),
            "rules[0].citation: got nothing, wanted what it rests on",
            id="nothing cited",
        ),
        pytest.param(
            lambda: policy(ADVICE | {"claims": ALL_KINDS, "reverify": "often"}),
            "rules[0].reverify: got 'often', wanted one of required, never",
            id="no advice",
        ),
        pytest.param(
            lambda: policy(ADVICE | {"claims": ALL_KINDS}, freshness={"reverify": "never"}),
            "freshness.citation: got nothing, wanted what it rests on",
            id="nothing cited on freshness",
        ),
    ],
)
def test_a_policy_with_a_gap(read: Callable[[], object], words: str) -> None:
    assert said(read) == words


def test_the_first_rule_that_covers_a_claim_counts() -> None:
    some = policy(
        {"reverify": "NEVER", "citation": "a green card", "claims": ["IMMIGRATION_STATUS"], "categories": ["DACA"]},
        ADVICE | {"claims": ALL_KINDS},
    )
    daca, refugee = (
        Completeness(ClaimKind.IMMIGRATION_STATUS, categories=frozenset({kind}))
        for kind in (ImmigrationCategory.DACA, ImmigrationCategory.REFUGEE)
    )
    advised = [some.advice(attested(claim), End.HELD).citation for claim in (daca, refugee, Citizenship(US))]
    assert advised == ["a green card", "a law", "a law"]
    assert some.advice(attested(daca), End.FRESHNESS) == FRESH


@pytest.mark.parametrize(
    ("claim", "covered"),
    [
        pytest.param(ImmigrationStatus(US, ImmigrationCategory.DACA), True, id="a status of the category"),
        pytest.param(ImmigrationStatus(US, ImmigrationCategory.REFUGEE), False, id="of another"),
        pytest.param(Completeness(ClaimKind.IMMIGRATION_STATUS), False, id="all of every category"),
        pytest.param(Citizenship(US), False, id="what has no category"),
    ],
)
def test_a_rule_for_some_categories_covers_no_others(claim: Claim, covered: bool) -> None:
    kinds = frozenset({ClaimKind.IMMIGRATION_STATUS, ClaimKind.CITIZENSHIP})
    assert Rule(kinds, FRESH, frozenset({ImmigrationCategory.DACA})).covers(attested(claim)) is covered
