"""What it takes for leaves on single-valued claims: a claim where there is none, a better one, or one side less."""

from collections.abc import Iterator
from dataclasses import replace

from denizen.domain.attestations import Attestation
from denizen.domain.claims import (
    Application,
    ClaimKind,
    Member,
    Naturalization,
    OrganisationClass,
    OrganisationClassification,
    UltimateParent,
)
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.balance import weigh
from denizen.domain.evaluation.findings import FALSE, TRUE, Finding
from denizen.domain.evaluation.moment import Subject
from denizen.domain.evaluation.settling.examples import countries
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.pieces import Claimed, Closed, Exact, Option, Superseded
from denizen.domain.evaluation.settling.supposing import LONG_ELIGIBLE
from denizen.domain.evaluation.settling.weak import again, revoked
from denizen.domain.evaluation.singles import (
    NaturalizationWindowLeaf,
    OrganisationClassLeaf,
    ParentHeadquartersLeaf,
    SingleLeaf,
)
from denizen.domain.evaluation.thresholds import Bars


def of_single(leaf: SingleLeaf, finding: Finding, value: Truth, subject: Subject, ground: Ground) -> Iterator[Option]:
    """The options by which a single-valued leaf becomes `value`."""
    bars = leaf.direction.true if value is TRUE else leaf.direction.false
    bar = bars[leaf.weighs]
    on_file = {each.name: each for each in ground.visible(subject.holding, leaf.weighs)}
    counted = [each for name, each in on_file.items() if name in finding.rests_on]

    def says(attestation: Attestation, *values: Truth) -> bool:
        return leaf.verdict(attestation.claim, ground.moment, subject).value in values

    # 1. Contradictions end by taking back what says otherwise.
    if Reason.CONFLICTING_ATTESTATIONS in finding.reasons:
        against = [*ground.visible(subject.denying, leaf.weighs), *ground.visible(subject.closing, leaf.weighs)]
        for side in ([each for each in counted if not says(each, value)], against, counted):
            if option := revoked(side, finding.subject, ground):
                yield option
        return
    # 2. A claim that does not say enough, said in full.
    for each in counted:
        original = ground.original(each.name)
        fuller = None if original is None else _fuller(leaf, original.claim, value, ground)
        if original is not None and fuller is not None:
            yield (Superseded(finding.subject, original, fuller[0], bar, fuller[1]),)
    # 3. One that fell short, again.
    direction = leaf.direction if value is TRUE else leaf.direction.reversed()
    balance = weigh(ground.moment, subject, leaf.weighs, ground.moment.at, direction, everything=False)
    weak = [*(each for each, _ in balance.short), *balance.unvouched]
    mended = list(again([each for each in weak if each.holds and says(each, value)], finding.subject, bar, ground))
    yield from ((each,) for each in mended)
    # 4. One where there is none.
    if not counted and not mended:
        yield from _claimed(leaf, finding, value, bars, ground)


def _claimed(leaf: SingleLeaf, finding: Finding, value: Truth, bars: Bars, ground: Ground) -> Iterator[Option]:
    subject, bar = finding.subject, bars[leaf.weighs]
    inside, outside = ((leaf.countries,), ()) if value is TRUE else ((), (leaf.countries,))
    match leaf:
        case OrganisationClassLeaf() if value is FALSE:
            closing = bars[ClaimKind.COMPLETENESS]
            yield (Closed(subject, leaf.weighs, closing, bar, (leaf.countries,)),)
            others = frozenset(OrganisationClass) - leaf.parts
            yield (Claimed(subject, leaf.weighs, bar, parts=frozenset(others)),)
        case OrganisationClassLeaf():
            yield (Claimed(subject, leaf.weighs, bar, inside, outside, leaf.parts),)
        case ParentHeadquartersLeaf():
            seat = leaf.headquarters
            if isinstance(seat, SingleLeaf):
                own = Exact(subject, UltimateParent(), bar, "that the organisation has no parent")
                yield (own,)
                inside, outside = ((seat.countries,), ()) if value is TRUE else ((), (seat.countries,))
                yield (own, Claimed(subject, seat.weighs, bars[seat.weighs], inside, outside))
        case NaturalizationWindowLeaf():
            country = next(countries((leaf.countries,), (), ground), None)
            made = _application(Naturalization(country, LONG_ELIGIBLE), value)
            yield (Exact(subject, made, bar, _application_words(value)),)
        case _:
            yield (Claimed(subject, leaf.weighs, bar, inside, outside),)


def _fuller(leaf: SingleLeaf, claim: object, value: Truth, ground: Ground) -> tuple[Member, str] | None:
    """`claim` with what it leaves open, and the words for it."""
    match claim:
        case Naturalization(eligible_on=eligible_on, application=Application.UNKNOWN) if eligible_on is not None:
            return _application(claim, value), f"saying {_application_words(value)},"
        case OrganisationClassification(country=None) if leaf.countries is not None:
            inside, outside = ((leaf.countries,), ()) if value is TRUE else ((), (leaf.countries,))
            found = (each for each in countries(inside, outside, ground) if each is not None)
            country = next(found, None)
            return (
                None if country is None else (replace(claim, country=country), f"with its country, such as {country},")
            )
        case _:
            return None


def _application(claim: Naturalization, value: Truth) -> Naturalization:
    if value is TRUE:
        return replace(claim, application=Application.NOT_APPLIED, applied_on=None)
    return replace(claim, application=Application.APPLIED, applied_on=claim.eligible_on)


def _application_words(value: Truth) -> str:
    if value is TRUE:
        return "that the window for naturalization passed without an application"
    return "that naturalization was applied for in time"
