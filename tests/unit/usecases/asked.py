"""A store in memory with directives in force, and questions about them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from denizen.domain.authorizations import Authorization
from denizen.domain.claims import Claim
from denizen.domain.determinations import Answer
from denizen.domain.directives import Directive, DirectiveKind
from denizen.domain.errors import DenizenError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    DirectiveName,
    PrincipalName,
    VersionName,
    version_of,
)
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.rules import Not, Rule
from denizen.rpc.convert.determinations import render_answer
from denizen.storage.codec import Codec
from denizen.usecases.access import AccessDecision, Wanted
from denizen.usecases.asking import Item, Times
from denizen.usecases.check import Check
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.diff_determinations import Comparison
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.directive_use_cases import DirectiveUseCases
from tests.unit.usecases.builders import ALICE, HER, Clock, House, submission
from tests.unit.usecases.directives import CITIZEN, MODEL, draft, provision

LETTER = DirectiveName("directives/letter")
Subject = PrincipalName | ExternalIdentifier


@dataclass
class Desk:
    """Where directives are laid down, facts come in, and questions are answered."""

    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        store, clock = self.house.store, Clock()
        self.directives = DirectiveUseCases.on(store, Codec().encode)
        self.questions = DeterminationUseCases.on(store, clock, render_answer)
        self.plain_check = Check(store, DirectiveCache(), clock)
        self.house.register()
        self.directives.register_resource(HER, MODEL)

    @property
    def head(self) -> int:
        return self.house.head

    def lay_down(
        self,
        name: DirectiveName = LETTER,
        rule: Rule = Not(CITIZEN),  # noqa: B008 - rules do not change
        effective: Interval = ALWAYS,
        kind: DirectiveKind = DirectiveKind.ENFORCED,
        **changes: Any,
    ) -> VersionName:
        """A directive with one more version, in force."""
        self.directives.create(HER, Directive(name, kind))
        number = self.directives.get(HER, name).value.latest_version + 1
        self.directives.publish(HER, name, draft(provision(rule, **changes), number=number))
        self.directives.activate(HER, version_of(name, number), effective)
        return version_of(name, number)

    def attest(self, claim: Claim, subject: PrincipalName = ALICE, **more: Any) -> AttestationName:
        given = submission(subject=subject, claim=claim, **more)
        return self.house.attestations.submit(HER, given).value.attestation.name

    def supersede(
        self, name: AttestationName, claim: Claim, subject: PrincipalName = ALICE, **more: Any
    ) -> AttestationName:
        given = submission(subject=subject, claim=claim, **more)
        return self.house.attestations.supersede(HER, name, given).value.attestation.name

    def license(self, **changes: Any) -> AuthorizationName:
        name = AuthorizationName("authorizations/licence")
        plain: dict[str, Any] = {"name": name, "reference": "D1", "directives": frozenset({LETTER})}
        self.directives.create_authorization(HER, Authorization(**plain | changes))
        return name

    def check(self, subject: Subject = ALICE, directive: DirectiveName = LETTER, **times: Any) -> Answer:
        (answer,) = self.plain_check(HER, [Item(subject, directive, MODEL.name)], Times(**times)).answers
        assert not isinstance(answer, DenizenError)
        return answer

    def access(self, subject: Subject = ALICE, **times: Any) -> AccessDecision:
        return self.questions.check_access(HER, Wanted(subject, MODEL.name), Times(**times))

    def diff(
        self,
        before: tuple[datetime | None, int | None],
        after: tuple[datetime | None, int | None] = (None, None),
        subject: Subject = ALICE,
        **more: Any,
    ) -> Comparison:
        """Between two pairs of a moment and a revision; None: now."""
        item = Item(subject, more.pop("directive", LETTER), more.pop("resource", MODEL.name))
        return self.questions.diff(HER, item, Times(*before), Times(*after))
