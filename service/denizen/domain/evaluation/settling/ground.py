"""What a search for steps stands on: the findings of the question, and the facts as the question sees them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.evaluation.findings import Finding
from denizen.domain.evaluation.leaf import covered
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.facts import ByKind
from denizen.domain.names import AttestationName, PrincipalName, subject_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Countries


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """`judged` is the principal as it was judged, None where it could not be; `findings` has one for each provision."""

    moment: Moment
    judged: Subject | None
    findings: tuple[Finding, ...]
    mentioned: frozenset[Country] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "mentioned", frozenset(country for each in self.findings for country in self._in(each))
        )

    def subject(self, name: PrincipalName) -> Subject | None:
        """The principal with those whose facts count as its own."""
        found = self.moment.judged(name)
        return found if isinstance(found, Subject) else None

    def home(self, name: PrincipalName) -> PrincipalName:
        """Whose facts are to be attested for `name`: for a service, those of the principal that it acts for."""
        subject = self.subject(name)
        for _, other in () if subject is None else subject.links:
            if self.moment.world[name].kind is not PrincipalKind.SERVICE:
                break
            name = other
        return name

    def original(self, name: AttestationName) -> Attestation | None:
        """The attestation as it is stored, not as weakened by a link."""
        facts = self.moment.world.get(subject_of(name))
        return next((each for each in facts.attestations if each.name == name), None) if facts is not None else None

    def visible(self, index: ByKind, kind: ClaimKind) -> Iterator[Attestation]:
        """What is attested of a kind for the question's purpose and held at its moment, vouched for or not."""
        for each in index.get(kind, ()):
            if self.moment.purpose in each.purposes and self.moment.at in each.held:
                yield each

    def _in(self, finding: Finding) -> Iterator[Country]:
        """The countries that the definition speaks of."""
        countries = getattr(finding.node, "countries", None)
        if isinstance(countries, Countries):
            yield from covered(countries, self.moment).codes
        for child in finding.children:
            yield from self._in(child)
