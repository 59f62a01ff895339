"""Attestations that fall short, superseded by better ones; and those that contradict others, revoked."""

from collections.abc import Iterable, Iterator

from denizen.domain.attestations import Attestation
from denizen.domain.determinations import Reason
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.pieces import Revoked, Superseded
from denizen.domain.evaluation.thresholds import shortfall
from denizen.domain.names import PrincipalName

MOST_WEAK = 2
"""Of several that say the same and fall short, as many are offered to be superseded."""
MOST_REVOKED = 3
"""More are never revoked together."""


def again(
    attestations: Iterable[Attestation], subject: PrincipalName, bar: Requirement, ground: Ground
) -> Iterator[Superseded]:
    """The same claims again, so that they reach `bar`; the surest ones."""
    surest = sorted(attestations, key=lambda each: (-each.assurance.ordinal, each.name))
    for each in surest[:MOST_WEAK]:
        if (original := ground.original(each.name)) is not None:
            yield Superseded(subject, original, original.claim, bar, words(each, bar, ground))


def words(attestation: Attestation, bar: Requirement, ground: Ground) -> str:
    """What the superseding attestation does better."""
    lacking = shortfall(bar, attestation, ground.moment.at)
    return "vouched for" if lacking is Reason.ISSUER_NOT_ACCEPTED else "verified again"


def revoked(attestations: Iterable[Attestation], subject: PrincipalName, ground: Ground) -> tuple[Revoked, ...]:
    """All of one side; none where it is empty, or too many."""
    names = sorted({each.name for each in attestations})
    originals = [each for each in map(ground.original, names) if each is not None]
    return tuple(Revoked(subject, each) for each in originals) if len(originals) <= MOST_REVOKED else ()
