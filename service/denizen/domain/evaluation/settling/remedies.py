"""What a goal takes: for one leaf and the value that it should have, the options, the most natural first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, CitizenshipClass, ClaimKind, Control, ImmigrationCategory
from denizen.domain.determinations import Reason, Truth
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.balance import Balance, weigh
from denizen.domain.evaluation.combinators import PresenceLeaf
from denizen.domain.evaluation.control import ForeignControlLeaf, SubsidiaryLeaf
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding
from denizen.domain.evaluation.moment import Subject
from denizen.domain.evaluation.ownership import OwnershipLeaf
from denizen.domain.evaluation.persons import CitizenshipLeaf, NamingLeaf, StatusLeaf
from denizen.domain.evaluation.recency import RecencyLeaf
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.evaluation.settling.examples import other_class
from denizen.domain.evaluation.settling.goals import Goal
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.holdings import of_ownership, of_subsidiary
from denizen.domain.evaluation.settling.pieces import Claimed, Closed, Exact, Option, Present, Revoked, Superseded
from denizen.domain.evaluation.settling.recent import of_recency
from denizen.domain.evaluation.settling.single import of_single
from denizen.domain.evaluation.settling.weak import again, revoked
from denizen.domain.evaluation.singles import SingleLeaf
from denizen.domain.evaluation.thresholds import shortfall
from denizen.domain.rules import Current


def remedies(goal: Goal, ground: Ground) -> list[Option]:
    """Each option alone may reach the goal; whether it does is for the simulation to say."""
    finding, value = goal.finding, goal.value
    node, subject = finding.node, ground.subject(finding.subject)
    if subject is None:
        return []
    if subject.disputed is not None:
        return list(_of_head_office(subject, ground))
    match node:
        case PresenceLeaf():
            return list(_of_presence(node, finding, value, ground))
        case SetLeaf():
            return list(_of_set(node, finding, value, subject, ground))
        case SingleLeaf():
            return list(of_single(node, finding, value, subject, ground))
        case RecencyLeaf():
            return list(of_recency(node, finding, value, subject, ground))
        case OwnershipLeaf():
            return list(of_ownership(node, value, subject, ground))
        case SubsidiaryLeaf():
            return list(of_subsidiary(node, value, subject, ground))
        case _:
            return []


def _of_head_office(subject: Subject, ground: Ground) -> Iterator[Option]:
    """Where it is contested whose branch it is: one of the attestations less."""
    for index in (subject.holding, subject.denying):
        for each in ground.visible(index, ClaimKind.BRANCH_OF):
            if option := revoked((each,), subject.name, ground):
                yield option


def _of_presence(leaf: PresenceLeaf, finding: Finding, value: Truth, ground: Ground) -> Iterator[Option]:
    if finding.subject == ground.moment.asked:
        if value is TRUE:
            yield (Present(finding.subject, leaf.true.minimum, inside=(leaf.countries,)),)
        else:
            yield (Present(finding.subject, leaf.false.minimum, outside=(leaf.countries,)),)


def _of_set(leaf: SetLeaf, finding: Finding, value: Truth, subject: Subject, ground: Ground) -> Iterator[Option]:
    balance = weigh(ground.moment, subject, leaf.weighs, ground.moment.at, leaf.direction, everything=False)
    unsure = [each for each in balance.live if _verdict(leaf, each, subject, ground) is UNKNOWN]
    # 1. Contradictions end by taking one side back.
    if Reason.CONFLICTING_ATTESTATIONS in finding.reasons:
        yield from _one_side(leaf, subject, balance, ground)
    # 2. TRUE on one good claim: one that fell short, or another.
    if value is TRUE:
        bar = leaf.direction.true[leaf.weighs]
        weak = [each for each in _weak(balance) if each.holds and _verdict(leaf, each, subject, ground) is not FALSE]
        mended = [*again(weak, finding.subject, bar, ground), *_with_class(leaf, unsure, finding, bar, ground, value)]
        yield from ((each,) for each in mended)
        if not mended:
            yield from _claimed(leaf, finding, bar)
        return
    # 3. FALSE where the set is closed without one.
    classes = tuple(_with_class(leaf, unsure, finding, leaf.direction.false[leaf.weighs], ground, value))
    for categories in _categories(leaf, subject, ground):
        yield (
            *classes,
            Closed(
                finding.subject,
                leaf.weighs,
                leaf.direction.false[ClaimKind.COMPLETENESS],
                leaf.direction.false[leaf.weighs],
                (leaf.countries,),
                categories,
                (leaf,),
                throughout=not isinstance(leaf.when, Current),
            ),
        )


def _categories(leaf: SetLeaf, subject: Subject, ground: Ground) -> Iterator[frozenset[ImmigrationCategory] | None]:
    """All statuses at once; or only those asked about, where others are not sure or are not all of the same time."""
    current = isinstance(leaf.when, Current)
    if current or not isinstance(leaf, StatusLeaf):
        yield None
    if isinstance(leaf, StatusLeaf):
        bar, at = leaf.direction.false[leaf.weighs], ground.moment.at
        on_file = [each for each in ground.visible(subject.holding, leaf.weighs) if at in each.vouched]
        if not current or any(shortfall(bar, each, at) is not None for each in on_file):
            yield frozenset(each for each in ImmigrationCategory if each in leaf.parts)


def _claimed(leaf: SetLeaf, finding: Finding, bar: Requirement) -> Iterator[Option]:
    if isinstance(leaf, ForeignControlLeaf):
        yield (Exact(finding.subject, Control(foreign=True), bar, "control by foreign persons"),)
    elif not isinstance(leaf, NamingLeaf):
        yield (Claimed(finding.subject, leaf.weighs, bar, (leaf.countries,), (), leaf.parts),)


def _with_class(
    leaf: SetLeaf, unsure: Iterable[Attestation], finding: Finding, bar: Requirement, ground: Ground, value: Truth
) -> Iterator[Superseded]:
    """Citizenships of which the class is not said, with one."""
    if not isinstance(leaf, CitizenshipLeaf):
        return
    for each in unsure:
        original = ground.original(each.name)
        if original is None or not isinstance(claim := original.claim, Citizenship):
            continue
        klass = other_class(claim.country, leaf.parts, inside=value is TRUE)
        if claim.klass is CitizenshipClass.UNSPECIFIED and klass is not None:
            words = f"with its class, such as {klass.name},"
            yield Superseded(finding.subject, original, replace(claim, klass=klass), bar, words)


def _verdict(leaf: SetLeaf, attestation: Attestation, subject: Subject, ground: Ground) -> Truth:
    return leaf.verdict(attestation.claim, ground.moment, subject).value


def _weak(balance: Balance) -> list[Attestation]:
    return [*(each for each, _ in balance.short), *balance.unvouched]


def _one_side(leaf: SetLeaf, subject: Subject, balance: Balance, ground: Ground) -> Iterator[tuple[Revoked, ...]]:
    """The claims of the leaf's matter on one side; on the other who says that they are not, or that others are all."""
    for_it = [each for each in balance.contested if each.holds]
    against = [each for each in balance.contested if not each.holds]
    against.extend(ground.visible(subject.closing, leaf.weighs))
    denied = [each for each in ground.visible(subject.denying, leaf.weighs) if each not in against]
    bearing = [each for each in for_it if _verdict(leaf, each, subject, ground) is not FALSE]
    for side in (against, bearing, for_it, denied):
        if option := revoked(side, subject.name, ground):
            yield option
