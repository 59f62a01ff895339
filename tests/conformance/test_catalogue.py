"""What the catalogue promises to its readers."""

import re

import pytest

from denizen.cli.catalogue import CATALOGUE, Directives, catalogue_files
from denizen.cli.directive_files import load_directive_file
from denizen.domain.directives import DirectiveKind
from denizen.v1 import directive_pb2 as pb

FILES = {path.stem: path for path in catalogue_files()}


@pytest.fixture(params=FILES, ids=str)
def file(request: pytest.FixtureRequest) -> pb.DirectiveFile:
    return load_directive_file(FILES[request.param])


def test_a_file_is_named_like_its_directive() -> None:
    names = {load_directive_file(path).directive.name for path in FILES.values()}
    assert names == {f"directives/{stem}" for stem in FILES}


def test_says_where_it_is_laid_down_and_how_sure_that_is(file: pb.DirectiveFile) -> None:
    directive = file.directive
    assert directive.title
    assert directive.authority
    assert directive.predicate
    sources = [directive.source, *(entry.version.source for entry in file.versions)]
    sources += [each.source for each in file.definitions]
    sources += [each.source for each in file.country_sets]
    sources += [each.source for each in file.lists]
    assert all(source.citation and source.confidence for source in sources)


def test_a_set_that_is_not_the_law_says_so(file: pb.DirectiveFile) -> None:
    for country_set in file.country_sets:
        if country_set.name != "countrySets/us":
            assert country_set.test_subset
            assert "not the law" in country_set.title
    assert all(listed.test_subset and "no entries" in listed.title for listed in file.lists)


def test_only_the_letter_of_june_2026_is_enforced(catalogue: Directives) -> None:
    enforced = {name for name, each in catalogue.by_name.items() if each.kind is DirectiveKind.ENFORCED}
    assert enforced == {"directives/directive-2026-06-iil"}


def test_every_directive_is_in_the_table() -> None:
    table = (CATALOGUE / "README.md").read_text()
    assert set(re.findall(r"^\| `([a-z0-9-]+)` ", table, re.MULTILINE)) == set(FILES)
