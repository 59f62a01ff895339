"""The texts that people sign: what their file may say, and which wordings are refused."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from denizen.domain.attestations import SelfDeclaration
from denizen.domain.declarations import DeclarationTexts, signs_for
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from tests.unit.refusals.wording import said

ALICE = PrincipalName("principals/alice")
ENTRY = {"version": "denizen/only@1", "texts": {"en": " I say so. ", "fr": "Je le dis."}}
TEXTS = DeclarationTexts.parse({"declarations": [ENTRY]})
NOTHING_ELSE = "got nothing, wanted a version and its texts, and nothing else"
LISTED = "declarations: got nothing, wanted a list of versions, and nothing else"


def test_each_text_is_found_by_version_and_language_without_the_space_around_it() -> None:
    assert {key: text.text for key, text in TEXTS.texts.items()} == {
        ("denizen/only@1", "en"): "I say so.",
        ("denizen/only@1", "fr"): "Je le dis.",
    }


def versioned(version: object, shown: str) -> Any:
    words = f"declarations[0].version: got {shown}, wanted a version that begins with denizen/, with texts"
    return pytest.param({"declarations": [ENTRY | {"version": version}]}, words, id=f"version {version}")


def worded(language: object, text: object) -> Any:
    entry = ENTRY | {"texts": {language: text}}
    words = f"declarations[0].texts.{language}: got nothing, wanted a text"
    return pytest.param({"declarations": [entry]}, words, id=f"text {text!r} in {language}")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param([], LISTED, id="a list"),
        pytest.param({"declarations": []}, LISTED, id="no version"),
        pytest.param({"declarations": [ENTRY], "more": 1}, LISTED, id="more than declarations"),
        pytest.param({"declarations": ["x"]}, f"declarations[0]: {NOTHING_ELSE}", id="an entry of text"),
        pytest.param({"declarations": [ENTRY | {"x": 1}]}, f"declarations[0]: {NOTHING_ELSE}", id="another field"),
        pytest.param({"declarations": [ENTRY | {"texts": []}]}, f"declarations[0]: {NOTHING_ELSE}", id="texts listed"),
        versioned("own/only@1", "\"'own/only@1'\""),
        versioned(1, "'1'"),
        pytest.param(
            {"declarations": [ENTRY | {"texts": {}}]},
            "declarations[0].version: got \"'denizen/only@1'\", wanted a version that begins with denizen/, with texts",
            id="no text",
        ),
        worded(7, "text"),
        worded("en", 7),
        worded("en", " "),
        pytest.param(
            {"declarations": [ENTRY, ENTRY]},
            "declarations[1].version: got 'denizen/only@1', wanted each version once",
            id="a version twice",
        ),
    ],
)
def test_the_file_of_texts_says_which_entry_is_wrong(given: object, words: str) -> None:
    assert said(lambda: DeclarationTexts.parse(given)) == words


def signed(version: str, language: str, text: str) -> SelfDeclaration:
    return SelfDeclaration(text, version, hashlib.sha256(text.encode()).hexdigest(), language, ALICE, ALICE)


OTHER = hashlib.sha256(b"I say no.").hexdigest()


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        pytest.param(
            signed("denizen/only@1", "de", "I say so."),
            "self_declaration.text_version: got 'denizen/only@1 in de', "
            "wanted a version of the catalogue in one of its languages: en, fr",
            id="another language",
        ),
        pytest.param(
            signed("denizen/only@2", "en", "I say so."),
            "self_declaration.text_version: got 'denizen/only@2 in en', "
            "wanted a version of the catalogue in one of its languages: there is none",
            id="another version",
        ),
        pytest.param(
            signed("denizen/only@1", "en", "I say no."),
            f"self_declaration.text_sha256: got '{OTHER}', "
            f"wanted {hashlib.sha256(b'I say so.').hexdigest()}, that of denizen/only@1 in en",
            id="another text",
        ),
    ],
)
def test_a_wording_that_the_catalogue_does_not_have_is_refused(declared: SelfDeclaration, words: str) -> None:
    assert said(lambda: TEXTS.check(declared)) == words


def test_the_wordings_of_others_are_theirs() -> None:
    TEXTS.check(signed("own/only@1", "en", "I say no."))
    TEXTS.check(signed("denizen/only@1", "fr", "Je le dis."))


def test_nobody_speaks_for_a_person_by_an_attestation() -> None:
    alice, bob = (
        PrincipalFacts(PrincipalName(f"principals/{name}"), PrincipalKind.PERSON) for name in ("alice", "bob")
    )
    for signer in (alice, bob, None):
        assert not signs_for(alice, signer, frozenset({Purpose("export-control")}), datetime(2026, 3, 2, tzinfo=UTC))
