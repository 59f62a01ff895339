"""Directives over the wire."""

from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict

from denizen.v1 import directive_pb2 as pb
from tests.rpc.running_services import Refusal, Services, refusal
from tests.unit.convert.messages import provision, version

NAME = "directives/ear"
SOURCE = {"citation": "15 CFR 772.1", "date": "2026-06-12", "confidence": "CONFIDENCE_TEXT", "note": "As amended."}
WHOLE: dict[str, Any] = {
    "source": SOURCE,
    "provisions": [
        provision(
            populations=["employee"],
            resources=["resources/model-5"],
            definition={
                "all": [
                    {"not": {"definition": "us-person"}},
                    {"any": [{"citizen_of": {"countries": ["CN", "countrySets/d-5"], "when": "WHEN_EVER"}},
                             {"listed": {"lists": ["lists/sdn"]}}]},
                ]
            },
            exemptions=[{"id": "asylees", "rule": {
                "holds_status": {"countries": ["US"], "categories": ["IMMIGRATION_CATEGORY_ASYLEE"],
                                 "when": "WHEN_CURRENT"}}, "source": SOURCE}],
            thresholds=[
                {"clearing": {"minimum": "ASSURANCE_LEVEL_HIGH", "max_age": "86400s"}},
                {"claim_kind": "CLAIM_KIND_COMPLETENESS", "clearing": {"minimum": "ASSURANCE_LEVEL_SELF_DECLARED"},
                 "restricting": {"minimum": "ASSURANCE_LEVEL_LOW", "issuers": ["issuers/hr"]}},
            ],
            undetermined={"effect": "EFFECT_ALLOW", "allow_until": "2026-07-01T00:00:00Z"},
            presence_max_age="60s",
        )
    ],
    "definitions": [
        {"name": "us-person", "rule": {"citizen_of": {"countries": ["US"], "when": "WHEN_CURRENT"}}, "source": SOURCE}
    ],
}  # fmt: skip


def create(served: Services) -> None:
    directive = pb.Directive(name=NAME, kind="DIRECTIVE_KIND_ENFORCED", title="Foreign person", authority="BIS")
    served.directives.CreateDirective(pb.CreateDirectiveRequest(directive=directive))


def publish(served: Services, **content: Any) -> pb.DirectiveVersion:
    request = pb.PublishVersionRequest(parent=NAME, version=version(**content))
    response: pb.PublishVersionResponse = served.directives.PublishVersion(request)
    return response.version


@pytest.fixture
def ready(served: Services) -> Services:
    """With everything that `WHOLE` names."""
    resource = pb.Resource(name="resources/model-5", title="A model")
    served.directives.RegisterResource(pb.RegisterResourceRequest(resource=resource))
    d5 = pb.CountrySet(name="countrySets/d-5", members=[pb.CountrySetMember(country="CN")])
    served.directives.PutCountrySet(pb.PutCountrySetRequest(country_set=d5))
    served.directives.PutList(pb.PutListRequest(list=pb.List(name="lists/sdn", test_subset=True)))
    create(served)
    return served


def test_a_version_comes_back_as_it_was_published(ready: Services) -> None:
    published = publish(ready, **WHOLE)
    expected = version(**WHOLE, name=f"{NAME}/versions/1", number=1, digest=published.digest)
    expected.create_time.CopyFrom(published.create_time)
    assert published == expected
    got = ready.directives.GetVersion(pb.GetVersionRequest(name=published.name))
    assert got.version == published
    # What came back may be published as it is, and says the same.
    again = pb.PublishVersionRequest(parent=NAME, version=published)
    assert ready.directives.PublishVersion(again).version == published


def test_the_life_of_a_directive(ready: Services) -> None:
    publish(ready)
    effective = ParseDict({"start": "2026-06-12T00:00:00Z"}, pb.Directive().records.add().effective)
    activated = ready.directives.ActivateVersion(
        pb.ActivateVersionRequest(name=f"{NAME}/versions/1", effective=effective)
    )
    (record,) = activated.directive.records
    assert (record.action, record.version, record.effective) == (pb.ACTIVATION_ACTION_ACTIVATE, 1, effective)
    assert record.known.from_revision > 0
    ready.directives.SuspendDirective(pb.SuspendDirectiveRequest(name=NAME, effective=effective))
    rescinded = ready.directives.RescindDirective(pb.RescindDirectiveRequest(name=NAME))
    assert [each.action for each in rescinded.directive.records] == [
        pb.ACTIVATION_ACTION_ACTIVATE,
        pb.ACTIVATION_ACTION_SUSPEND,
        pb.ACTIVATION_ACTION_RESCIND,
    ]
    assert rescinded.directive.records[2].effective.HasField("start")
    got = ready.directives.GetDirective(pb.GetDirectiveRequest(name=NAME))
    assert (got.directive, got.revision_token) == (rescinded.directive, rescinded.revision_token)
    assert list(ready.directives.ListDirectives(pb.ListDirectivesRequest()).directives) == [got.directive]
    assert got.directive.latest_version == 1


def test_reference_data(ready: Services) -> None:
    country_set = ParseDict(
        {
            "name": "countrySets/d-5",
            "title": "Country group D:5",
            "members": [{"country": "CN"}, {"country": "RU", "member": {"start": "2022-01-01T00:00:00Z"}}],
            "aliases": [{"country": "HK", "counts_as": "CN", "effective": {"start": "2020-12-23T00:00:00Z"}}],
            "source": SOURCE,
            "test_subset": True,
        },
        pb.CountrySet(),
    )
    put = ready.directives.PutCountrySet(pb.PutCountrySetRequest(country_set=country_set))
    assert put.country_set == country_set
    got = ready.directives.GetCountrySet(pb.GetCountrySetRequest(name="countrySets/d-5"))
    assert (got.country_set, got.revision_token) == (country_set, put.revision_token)
    assert list(ready.directives.ListCountrySets(pb.ListCountrySetsRequest()).country_sets) == [country_set]
    entry = ParseDict({"external_identifier": {"scheme": "lei", "value": "1"}}, pb.ListEntry())
    added = ready.directives.AddListEntries(pb.AddListEntriesRequest(name="lists/sdn", entries=[entry]))
    assert added.list.entry_count == 1
    removed = ready.directives.RemoveListEntries(
        pb.RemoveListEntriesRequest(name="lists/sdn", external_identifiers=[entry.external_identifier])
    )
    assert removed.list.entry_count == 0
    assert ready.directives.GetList(pb.GetListRequest(name="lists/sdn")).list == removed.list
    assert list(ready.directives.ListLists(pb.ListListsRequest()).lists) == [removed.list]
    (resource,) = ready.directives.ListResources(pb.ListResourcesRequest()).resources
    assert resource == pb.Resource(name="resources/model-5", title="A model")


NEVER = [
    provision(definition={"all": [{"resident_in": {"countries": ["CN"]}}, {"resident_in": {"countries": ["US"]}}]})
]


def test_a_warning_stops_a_version_unless_it_is_allowed(ready: Services) -> None:
    request = pb.PublishVersionRequest(parent=NAME, version=version(provisions=NEVER))
    told = refusal(lambda: ready.directives.PublishVersion(request))
    assert told == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "version.provisions[0].definition")
    request.allow.append(pb.WARNING_KIND_NEVER_TRUE)
    published = ready.directives.PublishVersion(request)
    (warning,) = published.warnings
    assert (warning.kind, warning.field) == (pb.WARNING_KIND_NEVER_TRUE, "version.provisions[0].definition")
    got = ready.directives.GetVersion(pb.GetVersionRequest(name=published.version.name)).version
    assert list(got.allowed_warnings) == [warning]
    unheard_of = ParseDict({"parent": NAME, "allow": [99]}, pb.PublishVersionRequest(version=version()))
    assert refusal(lambda: ready.directives.PublishVersion(unheard_of)).about == "allow[0]"


def test_planned_activations_are_looked_at_beside_those_there_are(ready: Services) -> None:
    first = publish(ready)
    dated = {"start": "2026-06-12T00:00:00Z", "end": "2026-06-20T00:00:00Z"}
    ready.directives.ActivateVersion(ParseDict({"name": first.name, "effective": dated}, pb.ActivateVersionRequest()))
    later = {"parent": NAME, "planned_activations": [{"start": "2026-06-26T00:00:00Z"}]}
    request = ParseDict(later, pb.PublishVersionRequest(version=version(number=2)))
    assert refusal(lambda: ready.directives.PublishVersion(request)).about == "planned_activations[0]"
    suspended = {"name": NAME, "effective": {"start": "2026-06-20T00:00:00Z"}}
    ready.directives.SuspendDirective(ParseDict(suspended, pb.SuspendDirectiveRequest()))
    assert list(ready.directives.PublishVersion(request).warnings) == []
