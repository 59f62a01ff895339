"""Versions and provisions, out of messages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from denizen.domain.claims import ClaimKind
from denizen.domain.errors import InvalidError
from denizen.rpc.convert.directives import read_draft
from denizen.v1 import directive_pb2, rule_pb2
from tests.unit.convert.messages import provision, version
from tests.unit.convert.test_rules import US


def version_refusal(**changes: Any) -> InvalidError:
    with pytest.raises(InvalidError) as raised:
        read_draft(version(**changes))
    return raised.value


def in_provision(**changes: Any) -> dict[str, Any]:
    return {"provisions": [provision(**changes)]}


CLEARING = {"clearing": {"minimum": "ASSURANCE_LEVEL_HIGH"}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"provisions": []}, "provisions", id="no provisions"),
        pytest.param({"number": -1}, "number", id="negative"),
        pytest.param({"source": {"section": "734.13"}}, "source.citation", id="a source without a citation"),
        pytest.param({"source": {"citation": "x", "date": "June"}}, "source.date", id="not a date"),
        pytest.param({"provisions": [provision(), provision()]}, "provisions[1].id", id="two provisions of one name"),
        pytest.param(in_provision(id=""), "provisions[0].id", id="no name"),
        pytest.param(in_provision(kinds=["PRINCIPAL_KIND_SERVICE"]), "provisions[0].kinds[0]", id="services"),
        pytest.param(in_provision(populations=["a", "A"]), "provisions[0].populations[1]", id="not a population"),
        pytest.param(in_provision(resources=["model"]), "provisions[0].resources[0]", id="not a resource"),
        pytest.param(
            in_provision(definition={"any": [US, {"citizen_of": {"countries": ["ZZ"]}}]}),
            "provisions[0].definition.any[1].citizen_of.countries[0]",
            id="deep in a rule",
        ),
        pytest.param(
            in_provision(exemptions=[{"id": "a", "rule": US}, {"id": "a", "rule": US}]),
            "provisions[0].exemptions[1].id",
            id="two exemptions of one name",
        ),
        pytest.param(
            in_provision(exemptions=[{"id": "a"}]), "provisions[0].exemptions[0].rule", id="an exemption of nobody"
        ),
        pytest.param(in_provision(thresholds=[{}]), "provisions[0].thresholds[0]", id="a threshold of nothing"),
        pytest.param(
            in_provision(thresholds=[{"claim_kind": "CLAIM_KIND_RESIDENCE", **CLEARING}] * 2),
            "provisions[0].thresholds[1].claim_kind",
            id="two thresholds of one kind",
        ),
        pytest.param(
            in_provision(thresholds=[CLEARING, CLEARING]),
            "provisions[0].thresholds[1].claim_kind",
            id="two for the rest",
        ),
        pytest.param(
            in_provision(thresholds=[{"clearing": {"issuers": ["issuers/hr"]}}]),
            "provisions[0].thresholds[0].clearing.minimum",
            id="no minimum",
        ),
        pytest.param(
            in_provision(thresholds=[{"restricting": {"minimum": "ASSURANCE_LEVEL_LOW", "max_age": "3600s"}}]),
            "provisions[0].thresholds[0].restricting.max_age",
            id="freshness to restrict",
        ),
        pytest.param(
            in_provision(thresholds=[{"clearing": {"minimum": "ASSURANCE_LEVEL_LOW", "max_age": "0s"}}]),
            "provisions[0].thresholds[0].clearing.max_age",
            id="no time at all",
        ),
        pytest.param(in_provision(presence_max_age="-60s"), "provisions[0].presence_max_age", id="negative age"),
        pytest.param(
            in_provision(presence_max_age="0.0000001s"), "provisions[0].presence_max_age", id="less than a microsecond"
        ),
        pytest.param(
            in_provision(presence_max_age="9999999999s"), "provisions[0].presence_max_age", id="more than a century"
        ),
        pytest.param(
            in_provision(undetermined={"effect": "EFFECT_ALLOW"}),
            "provisions[0].undetermined.allow_until",
            id="leniency without end",
        ),
        pytest.param(
            in_provision(undetermined={"allow_until": "2026-07-01T00:00:00Z"}),
            "provisions[0].undetermined.allow_until",
            id="the end of no leniency",
        ),
        pytest.param({"definitions": [{"rule": US}]}, "definitions[0].name", id="a definition without a name"),
        pytest.param({"definitions": [{"name": "us"}]}, "definitions[0].rule", id="a definition of nothing"),
    ],
)
def test_a_version_that_says_too_little_or_too_much(changes: dict[str, Any], field: str) -> None:
    assert version_refusal(**changes).field == f"version.{field}"


def test_what_a_provision_says() -> None:
    draft = read_draft(
        version(
            number=3,
            **in_provision(
                thresholds=[
                    {
                        "claim_kind": "CLAIM_KIND_CITIZENSHIP",
                        "clearing": {
                            "minimum": "ASSURANCE_LEVEL_HIGH",
                            "issuers": ["issuers/uscis"],
                            "max_age": "86400s",
                        },
                    }
                ],
                undetermined={"effect": "EFFECT_ALLOW", "allow_until": "2026-07-01T00:00:00Z"},
                presence_max_age="60s",
            ),
        )
    )
    (made,) = draft.content.provisions
    assert draft.number == 3
    clearing = made.thresholds[ClaimKind.CITIZENSHIP].clearing
    assert clearing is not None
    assert clearing.issuers == {"issuers/uscis"}
    assert clearing.max_age == timedelta(days=1)
    assert made.allow_until == datetime(2026, 7, 1, tzinfo=UTC)
    assert made.presence_max_age == timedelta(minutes=1)


def test_what_a_newer_client_says_is_not_lost_in_silence() -> None:
    message = version()
    newer = rule_pb2.Rule.FromString(message.provisions[0].definition.SerializeToString() + b"\xfa\x3e\x01x")
    message.provisions[0].definition.CopyFrom(newer)
    again = directive_pb2.DirectiveVersion.FromString(message.SerializeToString())
    with pytest.raises(InvalidError, match="does not know"):
        read_draft(again)
