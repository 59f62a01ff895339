"""Cases that are kept with versions, over the wire."""

import json
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict

from denizen.v1 import directive_pb2 as pb
from tests.rpc.running_services import Refusal, Services, refusal
from tests.rpc.test_directive_service import NAME, WHOLE, publish, ready
from tests.unit.convert.messages import provision, version

__all__ = ["ready"]


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
