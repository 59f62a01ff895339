"""What it takes for `most_recent_country_in`: both sets closed, and every date that matters."""

from collections.abc import Iterator

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Completeness, ImmigrationCategory, ImmigrationStatus
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.findings import TRUE, Finding
from denizen.domain.evaluation.leaf import country_of, covered
from denizen.domain.evaluation.moment import Subject
from denizen.domain.evaluation.persons import EVERY_CLASS
from denizen.domain.evaluation.recency import RecencyLeaf
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.pieces import Claimed, Closed, Option, Superseded
from denizen.domain.evaluation.settling.supposing import EARLIER, LATER
from denizen.domain.evaluation.settling.weak import revoked
from denizen.domain.evaluation.thresholds import Bars
from denizen.domain.intervals import Interval

_PERMANENT = frozenset({ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT})


def of_recency(leaf: RecencyLeaf, finding: Finding, value: Truth, subject: Subject, ground: Ground) -> Iterator[Option]:
    """The options by which the most recent country becomes one of those asked about, or none of them."""
    bars = leaf.direction.true if value is TRUE else leaf.direction.false
    asked = covered(leaf.countries, ground.moment)
    on_file = [each for each in _candidates(subject, ground) if ground.moment.at in each.vouched]
    wanted = [each for each in on_file if (country_of(each.claim) in asked) is (value is TRUE)]
    others = [each for each in on_file if each not in wanted]
    closures = (
        Closed(finding.subject, ClaimKind.CITIZENSHIP, bars[ClaimKind.COMPLETENESS], bars[ClaimKind.CITIZENSHIP]),
        Closed(
            finding.subject,
            ClaimKind.IMMIGRATION_STATUS,
            bars[ClaimKind.COMPLETENESS],
            bars[ClaimKind.IMMIGRATION_STATUS],
            categories=_PERMANENT,
        ),
    )
    # 1. Contradictions end by taking one side back.
    if Reason.CONFLICTING_ATTESTATIONS in finding.reasons:
        kinds = (ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS)
        denied = [each for kind in kinds for each in ground.visible(subject.denying, kind)]
        closing = [each for kind in kinds for each in ground.visible(subject.closing, kind)]
        for side in (others, denied, *([each] for each in closing)):
            if option := revoked(side, finding.subject, ground):
                yield option
    # 2. What is on file, dated where it matters; the declarations see to it that it is sure enough.
    if wanted:
        dates = tuple(_dated(wanted, others, finding, bars, ground)) if others else ()
        yield (*dates, *closures)
        return
    # 3. Nothing of the kind on file.
    inside, outside = ((leaf.countries,), ()) if value is TRUE else ((), (leaf.countries,))
    bar = bars[ClaimKind.CITIZENSHIP]
    yield (Claimed(finding.subject, ClaimKind.CITIZENSHIP, bar, inside, outside, EVERY_CLASS), *closures)


def _candidates(subject: Subject, ground: Ground) -> Iterator[Attestation]:
    yield from ground.visible(subject.holding, ClaimKind.CITIZENSHIP)
    for each in ground.visible(subject.holding, ClaimKind.IMMIGRATION_STATUS):
        if isinstance(each.claim, ImmigrationStatus) and each.claim.category in _PERMANENT:
            yield each


def _dated(
    wanted: list[Attestation], others: list[Attestation], finding: Finding, bars: Bars, ground: Ground
) -> Iterator[Superseded]:
    """Dates for what has none: those of the value wanted after those of the other."""
    for group, start, words in (
        (others, EARLIER, "dated before the others,"),
        (wanted, LATER, "dated after the others,"),
    ):
        for each in group:
            original = ground.original(each.name)
            if each.held.start is None and original is not None and not isinstance(original.claim, Completeness):
                ends = original.held.end
                if ends is None or ends > start:
                    bar = bars[original.claim.kind]
                    yield Superseded(finding.subject, original, original.claim, bar, words, Interval(start, ends))
