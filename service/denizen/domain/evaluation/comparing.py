"""Claims that are compared with each other, where the weak ones can only push toward foreign."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from denizen.domain.attestations import Attestation
from denizen.domain.evaluation.balance import Balance
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding
from denizen.domain.evaluation.leaf import Leaf, Verdict
from denizen.domain.evaluation.moment import Moment
from denizen.domain.evaluation.thresholds import shortfall
from denizen.domain.names import AttestationName


@dataclass(slots=True, eq=False)
class Counted:
    """A claim that reaches the threshold of the value that it speaks for. `weak`: it does not reach that to clear."""

    attestation: Attestation
    verdict: Verdict
    contested: bool
    weak: bool

    @property
    def name(self) -> AttestationName:
        return self.attestation.name


def counted(
    leaf: Leaf,
    moment: Moment,
    forward: Iterable[Balance],
    backward: Iterable[Balance],
    verdict: Callable[[Attestation], Verdict],
) -> tuple[Counted, ...]:
    """The claims that count, each by the threshold of the value that it speaks for, in the order of names.

    `forward` is weighed in the leaf's direction, `backward` in the opposite one; one that speaks for neither value
    counts by either threshold.
    """
    found: dict[AttestationName, Counted] = {}
    clearing = leaf.direction.clearing
    for balances, value in ((forward, TRUE), (backward, FALSE)):
        for balance in balances:
            for contested, attestations in ((False, balance.live), (True, balance.contested)):
                for each in attestations:
                    if not each.holds:
                        continue
                    said = verdict(each)
                    if not said.silent and said.value in (value, UNKNOWN):
                        known = found.get(each.name)
                        weak = shortfall(clearing[each.claim.kind], each, moment.at) is not None
                        contested_here = contested or (known is not None and known.contested)
                        found[each.name] = Counted(each, said, contested_here, weak)
    return tuple(found[name] for name in sorted(found))


def compared(leaf: Leaf, claims: tuple[Counted, ...], decide: Callable[[tuple[Counted, ...]], Finding]) -> Finding:
    """What the claims say together; or what those say alone that are not weak, if that is further toward foreign."""
    finding = decide(claims)
    strong = tuple(each for each in claims if not each.weak)
    if not strong or len(strong) == len(claims):
        return finding
    alone = decide(strong)
    height = _HEIGHT if leaf.direction.positive else _DEPTH
    return alone if height[alone.value] > height[finding.value] else finding


_HEIGHT: Mapping[object, int] = {FALSE: 0, UNKNOWN: 1, TRUE: 2}
_DEPTH: Mapping[object, int] = {TRUE: 0, UNKNOWN: 1, FALSE: 2}
