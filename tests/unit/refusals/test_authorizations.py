"""Conditions of an authorization: each rule with its path, and no names of definitions."""

from denizen.domain.authorizations import Authorization, condition_places
from denizen.domain.names import AuthorizationName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import All, Definition, Is
from tests.unit.refusals.wording import said

PERSON = Is(PrincipalKind.PERSON)
LICENCE = AuthorizationName("authorizations/licence")


def test_every_rule_has_its_path() -> None:
    made = Authorization(LICENCE, "D123456", frozenset(), conditions=All((PERSON, PERSON)))
    assert [path for path, _ in condition_places(made)] == ["conditions", "conditions.all[0]", "conditions.all[1]"]
    assert list(condition_places(Authorization(LICENCE, "D123456", frozenset()))) == []


def test_a_definition_by_name_is_refused() -> None:
    made = Authorization(LICENCE, "D123456", frozenset(), conditions=All((PERSON, Definition("us-person"))))
    assert said(lambda: list(condition_places(made))) == (
        "conditions.all[1].definition: got 'us-person', wanted the rule itself: there are no definitions here"
    )
