"""Directives over the wire."""

import json
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


def case(**changes: Any) -> dict[str, str]:
    content = {
        "id": "letter/1",
        "instrument": "EAR",
        "at": "2026-06-12",
        "expected": "FOREIGN",
        "principal": {"kind": "person", "citizenships": [{"country": "CN"}], "citizenships_complete": True},
    } | changes
    return {"id": str(content["id"]), "json": json.dumps(content)}


def test_cases_are_run_and_kept(ready: Services) -> None:
    later = case(id="letter/later", at="2027-01-01", expected="UNDETERMINED")
    content = version(cases=[case(), later])
    planned = ParseDict({"end": "2026-07-01T00:00:00Z"}, pb.Directive().records.add().effective)
    request = pb.PublishVersionRequest(parent=NAME, version=content, planned_activations=[planned])
    published = ready.directives.PublishVersion(request).version
    # The other one is about a time at which another version will be in force.
    assert list(published.cases) == [content.cases[0]]
    assert publish(ready).digest == published.digest
    again = pb.PublishVersionRequest(parent=NAME, version=version(number=1, cases=[case(expected="NOT_FOREIGN")]))
    assert refusal(lambda: ready.directives.PublishVersion(again)).about == "version.cases"


def test_versions_are_told_apart_in_words_and_by_the_cases_kept_with_either(ready: Services) -> None:
    other = case(
        id="letter/2", expected="NOT_FOREIGN", principal={"kind": "person", "citizenships": [{"country": "US"}]}
    )
    first = publish(ready, cases=[case()])
    chinese = [provision(definition={"citizen_of": {"countries": ["CN", "US"]}})]
    second = publish(ready, provisions=chinese, cases=[case(), other | {"json": other["json"].replace("NOT_", "")}])
    found = ready.directives.DiffVersions(pb.DiffVersionsRequest(before=first.name, after=second.name))
    assert list(found.changes) == ["provision persons: definition: not citizen_of US is now citizen_of CN, US"]
    (answer,) = found.changed_answers
    assert answer == pb.ChangedAnswer(
        case_id="letter/2", before="DETERMINATION_NOT_FOREIGN_NATIONAL", after="DETERMINATION_FOREIGN_NATIONAL"
    )
    assert found.case_count == 2
    back = ready.directives.DiffVersions(pb.DiffVersionsRequest(before=second.name, after=first.name))
    assert [(each.before, each.after) for each in back.changed_answers] == [(answer.after, answer.before)]
    same = ready.directives.DiffVersions(pb.DiffVersionsRequest(before=first.name, after=first.name))
    assert (list(same.changes), list(same.changed_answers), same.case_count) == ([], [], 1)


def test_versions_that_cannot_be_told_apart(ready: Services) -> None:
    name = publish(ready).name
    missing = pb.DiffVersionsRequest(before=name, after=f"{NAME}/versions/9")
    assert refusal(lambda: ready.directives.DiffVersions(missing)).code is grpc.StatusCode.NOT_FOUND
    no_name = pb.DiffVersionsRequest(before="ear", after=name)
    assert refusal(lambda: ready.directives.DiffVersions(no_name)).about == "before"
    other = pb.Directive(name="directives/other", kind="DIRECTIVE_KIND_DEFINITION")
    ready.directives.CreateDirective(pb.CreateDirectiveRequest(directive=other))
    ready.directives.PublishVersion(pb.PublishVersionRequest(parent=other.name, version=version()))
    two = pb.DiffVersionsRequest(before=name, after=f"{other.name}/versions/1")
    assert refusal(lambda: ready.directives.DiffVersions(two)).about == "after"


@pytest.mark.parametrize(
    ("cases", "about"),
    [
        pytest.param([case(expected="NOT_FOREIGN")], "version.cases", id="answered otherwise"),
        pytest.param([case(instrument="OTHER")], "version.cases[0].instrument", id="of another directive"),
        pytest.param([case(resource="unheard-of")], "version.cases[0].resource", id="an unregistered resource"),
        pytest.param([case() | {"id": "x"}], "version.cases[0].id", id="another id"),
        pytest.param([case() | {"json": "{"}], "version.cases[0].json", id="not JSON"),
        pytest.param([case() | {"json": "[" * 30_000}], "version.cases[0].json", id="too deep"),
        pytest.param([case() | {"json": " " * 70_000}], "version.cases[0].json", id="too long"),
        pytest.param([case(), case()], "version.cases[1].id", id="twice"),
        pytest.param([case(principal={"kind": "robot"})], "version.cases[0].letter/1.principal.kind", id="no case"),
    ],
)
def test_cases_that_stop_a_version(ready: Services, cases: list[dict[str, str]], about: str) -> None:
    told = refusal(lambda: publish(ready, cases=cases))
    assert (told.code, told.about) == (grpc.StatusCode.INVALID_ARGUMENT, about)
    assert ready.directives.GetDirective(pb.GetDirectiveRequest(name=NAME)).directive.latest_version == 0


def test_what_is_refused(ready: Services) -> None:
    taken = publish(ready)
    other = pb.PublishVersionRequest(parent=NAME, version=version(**WHOLE, number=1))
    assert refusal(lambda: ready.directives.PublishVersion(other)) == Refusal(
        grpc.StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS", taken.name
    )
    empty = [provision(definition={"any": []})]
    assert refusal(lambda: publish(ready, provisions=empty)) == Refusal(
        grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "version.provisions[0].definition"
    )
    unregistered = [provision(resources=["resources/unheard-of"])]
    assert refusal(lambda: publish(ready, provisions=unregistered)).about == "version.provisions[0].resources"
    missing = pb.GetVersionRequest(name=f"{NAME}/versions/2")
    assert refusal(lambda: ready.directives.GetVersion(missing)).code is grpc.StatusCode.NOT_FOUND
    unkind = pb.CreateDirectiveRequest(directive=pb.Directive(name="directives/x"))
    assert refusal(lambda: ready.directives.CreateDirective(unkind)).about == "directive.kind"
    reversed_ = ParseDict(
        {"name": NAME, "effective": {"start": "2026-06-12T00:00:00Z", "end": "2026-06-12T00:00:00Z"}},
        pb.SuspendDirectiveRequest(),
    )
    assert refusal(lambda: ready.directives.SuspendDirective(reversed_)).about == "effective.end"
    nothing = pb.AddListEntriesRequest(name="lists/sdn")
    assert refusal(lambda: ready.directives.AddListEntries(nothing)).about == "entries"
    bad_set = pb.PutCountrySetRequest(
        country_set=pb.CountrySet(name="countrySets/x", members=[pb.CountrySetMember(country="ZZ")])
    )
    assert refusal(lambda: ready.directives.PutCountrySet(bad_set)).about == "country_set.members[0].country"
