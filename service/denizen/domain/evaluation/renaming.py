"""What was found of one principal, said of another of whom the same is attested."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.determinations import Answer, Step, Way
from denizen.domain.names import AttestationName, PrincipalName

_WITHIN = "/attestations/"
_ATTESTATION = re.compile(rf"principals/[a-z0-9-]+{_WITHIN}[a-z0-9-]+")


@dataclass(slots=True)
class Renaming:
    """From `one` principal to the `other`, and from the attestations about it to those about the other."""

    one: PrincipalName
    other: PrincipalName
    names: Mapping[AttestationName, AttestationName]

    def answer(self, found: Answer, valid_until: datetime | None) -> Answer:
        """The answer about the other principal; only these fields name anything, or an instant."""
        return Answer(
            found.determination,
            found.effect,
            found.reasons,
            tuple([self.names[each] for each in found.rests_on]),
            found.version,
            found.digest,
            found.provision,
            valid_until,
            found.cause,
            found.explanation,
            tuple([self._way(each) for each in found.settling]),
            found.settling_searched,
            found.authorization,
        )

    def _way(self, way: Way) -> Way:
        return Way(way.determination, tuple([self._step(each) for each in way.steps]))

    def _step(self, step: Step) -> Step:
        subject = self.other if step.subject == self.one else step.subject
        text = _ATTESTATION.sub(self._named, step.text) if _WITHIN in step.text else step.text
        attestation = None if step.attestation is None else self.names[step.attestation]
        action, claim, minimum = step.action, step.claim, step.minimum
        return Step(action, subject, text, claim, step.holds, minimum, attestation, step.country, step.kind)

    def _named(self, match: re.Match[str]) -> str:
        name = AttestationName(match[0])
        return self.names.get(name, name)
