"""Whole versions as an officer reads them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from denizen.cli.catalogue import CATALOGUE, catalogue_files
from denizen.cli.directive_files import load_directive_file, with_definitions
from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.directives import (
    Directive,
    DirectiveContent,
    DirectiveKind,
    DirectiveVersion,
    Exemption,
    NamedDefinition,
    Provision,
    Requirement,
    Threshold,
)
from denizen.domain.names import DirectiveName, IssuerName, Population, ResourceName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import CitizenOf, Countries, Definition, Not
from denizen.domain.sentences import explain_version
from denizen.domain.sentences.clauses import Clause
from denizen.domain.sentences.paragraphs import sentence
from denizen.rpc.convert.directives import read_directive, read_draft

NOW = datetime(2024, 6, 1, tzinfo=UTC)
CITIZEN = CitizenOf(Countries(frozenset({Country.of("US")})))


def told(name: str, number: int) -> list[str]:
    file = load_directive_file(CATALOGUE / f"{name}.yaml")
    entry = next(each for each in file.versions if each.version.number == number)
    draft = read_draft(with_definitions(entry.version, file.definitions))
    directive = read_directive(file.directive)
    titles = {each.name: each.title for each in file.country_sets}
    titles |= {each.name: each.title for each in file.lists} | {each.name: each.title for each in file.resources}
    version = DirectiveVersion(directive.name, number, draft.content, "", NOW)
    return [str(each) for each in explain_version(directive, version, titles)]


def test_a_definition_of_the_export_rules() -> None:
    golden = Path(__file__).with_name("ear-772-1-foreign-person.txt")
    assert told("ear-772-1-foreign-person", 1) == golden.read_text().splitlines()


def test_the_exemptions_of_the_letter_as_narrowed() -> None:
    lines = told("directive-2026-06-iil", 2)
    start = lines.index('Provision "mythos-5"')
    partners = '"Trusted partners in the annex to the letter of 2026-06-26 (no entries here)"'
    addressee = '"Addressee of the letter of 2026-06-12 (no entries here)"'
    assert lines[2] == "It is enforced: access to what it names depends on it."
    assert lines[start + 1 : start + 9] == [
        'It speaks of persons and organisations, for "Mythos 5".',
        'A principal is in the class "licence required for release to this person" if it meets "foreign-person".',
        'Exempt ("employees", Commerce letter of 2026-06-26) is a principal if all of the following are true:',
        "   (a) it is a person;",
        f"   (b) it is an employee of an organisation that is on one of the lists {partners} or {addressee}.",
        (
            'Exempt ("trusted-partners", Commerce letter of 2026-06-26, annex A) is a principal if all of the '
            "following are true:"
        ),
        "   (a) it is an organisation;",
        f"   (b) it is on the list {partners}.",
    ]


def test_what_a_provision_says_beside_its_rules() -> None:
    provision = Provision(
        "staff",
        Not(CITIZEN),
        kinds=frozenset({PrincipalKind.PERSON}),
        populations=frozenset({Population("employee"), Population("visitor")}),
        resources=frozenset({ResourceName("resources/model-5")}),
        thresholds={
            None: Threshold(clearing=Requirement(AssuranceLevel.HIGH, max_age=timedelta(days=30))),
            ClaimKind.CITIZENSHIP: Threshold(
                restricting=Requirement(AssuranceLevel.LOW, frozenset({IssuerName("issuers/hr")}))
            ),
        },
        allow_until=datetime(2026, 7, 1, tzinfo=UTC),
        presence_max_age=timedelta(hours=12),
    )
    directive = Directive(DirectiveName("directives/d"), DirectiveKind.ENFORCED)
    version = DirectiveVersion(directive.name, 3, DirectiveContent(Source(), (provision,)), "", NOW)
    assert [each.text for each in explain_version(directive, version, {})] == [
        "directives/d, version 3",
        "It is enforced: access to what it names depends on it.",
        'Provision "staff"',
        "It speaks of persons of the populations employee and visitor, for resources/model-5.",
        "A principal is a foreign national if it is not a citizen or national of the United States.",
        (
            "Evidence that clears counts at HIGH or better, verified less than 30 days before; declarations that a set "
            "is complete at SELF_DECLARED or better."
        ),
        "Evidence that restricts counts at SELF_DECLARED or better; citizenships at LOW or better from issuers/hr.",
        "A presence counts until 12 hours after it was observed.",
        (
            "Where it cannot be determined, only because evidence is missing, weak or stale, the effect is to allow "
            "until 1 July 2026; from then on, and for any other cause, it is to deny."
        ),
    ]


def test_what_stands_above_the_others() -> None:
    named = NamedDefinition("insider", CITIZEN, Source("A law", section="1"))
    provisions = (
        Provision("one", Definition("insider")),
        Provision(
            "two",
            CITIZEN,
            kinds=frozenset({PrincipalKind.PERSON, PrincipalKind.ORGANISATION}),
            resources=frozenset({ResourceName("resources/a"), ResourceName("resources/b")}),
        ),
    )
    directive = Directive(DirectiveName("directives/d"), DirectiveKind.DEFINITION, title="Insiders", authority="Us")
    version = DirectiveVersion(directive.name, 1, DirectiveContent(Source("Another"), provisions, (named,)), "", NOW)
    told = explain_version(directive, version, {})
    assert [each.text for each in told if each.heading is True] == [
        "Insiders, version 1",
        'Provision "one"',
        'Provision "two"',
        "In this directive",
    ]
    plain = [each.text for each in told if each.heading is False]
    assert plain[:3] == [
        "Us; Another.",
        "It answers who is meant, and keeps nobody from anything by itself.",
        "It speaks of persons and organisations, for every resource.",
    ]
    assert "It speaks of persons and organisations, for resources/a and resources/b." in plain
    assert plain[-1] == ('A principal meets "insider" (A law, 1) if it is a citizen or national of the United States.')


@pytest.mark.parametrize(
    ("number", "depth", "marker"),
    [
        (0, 1, "(a)"),
        (25, 1, "(z)"),
        (26, 1, "(27)"),
        (0, 2, "(i)"),
        (15, 2, "(xvi)"),
        (16, 2, "(17)"),
        (1, 3, "(B)"),
        (2, 4, "(3)"),
        (1, 5, "(b)"),
        (3, 6, "(iv)"),
    ],
)
def test_parts_are_marked_by_their_depth(number: int, depth: int, marker: str) -> None:
    inner = Clause("all of the following are true", tuple(Clause(f"part {n}") for n in range(number + 1)))
    for _ in range(depth - 1):
        inner = Clause("outer", (inner,))
    last = list(sentence("It counts if", inner))[-1]
    assert (last.marker, last.depth, last.text) == (marker, depth, f"part {number}.")


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.stem)
def test_each_definition_of_the_catalogue_is_explained_once(path: Path) -> None:
    for entry in load_directive_file(path).versions:
        lines = told(path.stem, entry.version.number)
        explained = [line for line in lines if line.startswith("A principal meets ")]
        assert len(explained) == len(set(explained))
        for quoted in {line.split('meet "')[1].split('"')[0] for line in lines if 'not meet "' in line}:
            assert sum(line.startswith(f'A principal meets "{quoted}"') for line in explained) == 1


def test_what_cites_nothing_shows_no_citation() -> None:
    low = Threshold(restricting=Requirement(AssuranceLevel.LOW))
    provision = Provision(
        "p",
        Definition("insider"),
        exemptions=(Exemption("some", CITIZEN),),
        thresholds={ClaimKind.CITIZENSHIP: low, ClaimKind.RESIDENCE: low},
    )
    content = DirectiveContent(Source(), (provision,), (NamedDefinition("insider", CITIZEN),))
    directive = Directive(DirectiveName("directives/d"), DirectiveKind.DEFINITION)
    version = DirectiveVersion(directive.name, 1, content, "", NOW)
    lines = [each.text for each in explain_version(directive, version, {})]
    citizen = "it is a citizen or national of the United States"
    assert f'Exempt ("some") is a principal if {citizen}.' in lines
    assert lines[-1] == f'A principal meets "insider" if {citizen}.'
    special = "citizenships and residences at LOW or better"
    assert f"Evidence that restricts counts at SELF_DECLARED or better; {special}." in lines
