"""What a rule, a provision and a version may and may not say."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.publication import DEEPEST, MOST_RULES
from denizen.domain.rules import CitizenOf, Countries, Current, OwnedBy, ResidentIn, Rule, Since
from denizen.rpc.convert.directives import read_draft
from denizen.rpc.convert.rules import RuleReader
from denizen.v1 import rule_pb2
from tests.unit.convert.messages import provision, rule, version

US = {"citizen_of": {"countries": ["US"]}}


def read(**content: Any) -> Rule:
    return RuleReader().read(rule(**content), "rule")


def refusal(**content: Any) -> InvalidError:
    with pytest.raises(InvalidError) as raised:
        read(**content)
    return raised.value


@pytest.mark.parametrize(
    ("content", "field"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"any": []}, "", id="an empty any"),
        pytest.param({"all": []}, "", id="an empty all"),
        pytest.param({**US, "is": "PRINCIPAL_KIND_PERSON"}, "", id="two rules"),
        pytest.param({"any": [US, {}]}, "any[1]", id="nothing inside"),
        pytest.param({"not": {"all": [US, {"any": []}]}}, "not.all[1]", id="nothing deep inside"),
        pytest.param({"is": "PRINCIPAL_KIND_SERVICE"}, "is", id="a service"),
        pytest.param({"definition": "U.S. person"}, "definition", id="not a name"),
        pytest.param({"citizen_of": {}}, "citizen_of.countries", id="citizen of nothing"),
        pytest.param({"citizen_of": {"countries": ["US", "ZZ"]}}, "citizen_of.countries[1]", id="unlisted country"),
        pytest.param({"citizen_of": {"countries": ["countrySets/"]}}, "citizen_of.countries[0]", id="unnamed set"),
        pytest.param(
            {"citizen_of": {"countries": ["US"], "classes": ["CITIZENSHIP_CLASS_UNSPECIFIED"]}},
            "citizen_of.classes[0]",
            id="no class",
        ),
        pytest.param(
            {"citizen_of": {"countries": ["US"], "when": "WHEN_SINCE"}}, "citizen_of.since", id="since no date"
        ),
        pytest.param(
            {"citizen_of": {"countries": ["US"], "when": "WHEN_EVER", "since": "2001-01-01"}},
            "citizen_of.since",
            id="ever since a date",
        ),
        pytest.param(
            {"citizen_of": {"countries": ["US"], "since": "2001-1-1"}}, "citizen_of.since", id="another way of dates"
        ),
        pytest.param({"foreign_citizen": {}}, "foreign_citizen.home", id="no home"),
        pytest.param({"holds_status": {"countries": ["US"]}}, "holds_status.categories", id="no status"),
        pytest.param(
            {"holds_status": {"categories": ["IMMIGRATION_CATEGORY_UNSPECIFIED"]}},
            "holds_status.categories[0]",
            id="no category",
        ),
        pytest.param({"resident_in": {}}, "resident_in.countries", id="resident nowhere"),
        pytest.param(
            {"resident_in": {"countries": ["US"], "except_countries": ["US"]}},
            "resident_in.except_countries",
            id="countries and exceptions",
        ),
        pytest.param(
            {"present_in": {"except_countries": ["countrySets/us"]}},
            "present_in.except_countries[0]",
            id="a set excepted",
        ),
        pytest.param({"affiliated": {"organisation": US}}, "affiliated.kinds", id="no kind of bond"),
        pytest.param({"affiliated": {"kinds": ["AFFILIATION_KIND_AGENT"]}}, "affiliated.organisation", id="no rule"),
        pytest.param(
            {"affiliated": {"kinds": ["AFFILIATION_KIND_AGENT"], "organisation": {}}},
            "affiliated.organisation",
            id="an empty rule",
        ),
        pytest.param({"missed_naturalization_window": {}}, "missed_naturalization_window.country", id="no country"),
        pytest.param({"organisation_is": {}}, "organisation_is.classes", id="no class of organisation"),
        pytest.param({"controlled_by": {}}, "controlled_by", id="controlled by nobody"),
        pytest.param({"controlled_by": {"foreign": True, "controller": US}}, "controlled_by", id="controlled twice"),
        pytest.param({"owned_by": {"at_least": "50"}}, "owned_by.owner", id="no owner"),
        pytest.param({"owned_by": {"owner": US}}, "owned_by", id="no share"),
        pytest.param({"owned_by": {"owner": US, "at_least": "50", "more_than": "49"}}, "owned_by", id="two shares"),
        pytest.param({"owned_by": {"owner": US, "at_least": "0"}}, "owned_by.at_least", id="a share of nothing"),
        pytest.param({"owned_by": {"owner": US, "more_than": "100"}}, "owned_by.more_than", id="more than all"),
        pytest.param({"subsidiary_of": {}}, "subsidiary_of.parent", id="no parent"),
        pytest.param({"listed": {}}, "listed.lists", id="no list"),
        pytest.param({"listed": {"lists": ["lists/sdn", "sdn"]}}, "listed.lists[1]", id="not a list"),
    ],
)
def test_a_rule_that_says_too_little_or_too_much(content: dict[str, Any], field: str) -> None:
    assert refusal(**content).field == f"rule.{field}".rstrip(".")


def test_the_refusal_of_an_empty_rule_says_what_there_is() -> None:
    assert "citizen_of" in refusal(any=[]).wanted


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            {"citizen_of": {"countries": ["US"]}}, CitizenOf(Countries(frozenset({Country.of("US")}))), id="current"
        ),
        pytest.param(
            {"citizen_of": {"countries": ["countrySets/d-5"], "since": "2001-02-03"}},
            CitizenOf(
                Countries(sets=frozenset({"countrySets/d-5"})),  # type: ignore[arg-type] # a name
                when=Since(datetime(2001, 2, 3, tzinfo=UTC)),
            ),
            id="since, of a set",
        ),
        pytest.param(
            {"resident_in": {"except_countries": ["US"]}},
            ResidentIn(Countries(excepted=frozenset({Country.of("US")}))),
            id="every country but one",
        ),
        pytest.param(
            {"owned_by": {"owner": {"is": "PRINCIPAL_KIND_PERSON"}, "more_than": "0"}}, Decimal(0), id="any share"
        ),
    ],
)
def test_what_a_rule_says(content: dict[str, Any], expected: object) -> None:
    made = read(**content)
    assert (made.share if isinstance(made, OwnedBy) else made) == expected
    assert not isinstance(made, CitizenOf) or made.when in (Current(), Since(datetime(2001, 2, 3, tzinfo=UTC)))


def nested(depth: int) -> rule_pb2.Rule:
    message = rule(**US)
    for _ in range(depth - 1):
        message = rule_pb2.Rule(all=[message])
    return message


def test_depth() -> None:
    RuleReader().read(nested(DEEPEST), "rule")
    with pytest.raises(InvalidError, match=f"at most {DEEPEST}") as raised:
        RuleReader().read(nested(DEEPEST + 1), "rule")
    assert raised.value.field == "rule" + ".all[0]" * DEEPEST


def test_number_in_a_version() -> None:
    many = {"any": [US] * (MOST_RULES // 2 - 1)}
    fits = version(provisions=[provision(definition=many), provision(id="more", definition=many)])
    read_draft(fits)
    fits.definitions.add(name="straw", rule=rule(**US))
    with pytest.raises(InvalidError, match=f"at most {MOST_RULES}") as raised:
        read_draft(fits)
    assert raised.value.field == "version.definitions[0].rule"
