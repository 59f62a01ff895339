"""Which inputs made two answers to one question differ, and how they differ, in words."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from denizen.domain.attestations import Attestation
from denizen.domain.determinations import Answer
from denizen.domain.evaluation.differing.inputs import Input, InputKind
from denizen.domain.evaluation.differing.mixing import Mixing
from denizen.domain.evaluation.differing.standing import Phase, Standing
from denizen.domain.names import AttestationName, AuthorizationName, PrincipalName

Judge = Callable[[Collection[Input]], Answer]
"""The answer with the given inputs as they are after, and the others as they are before."""

_MOST_ALONE = 200
"""Inputs of which each is tried alone."""
_MOST_PAIRED = 20
"""Inputs of which each two are tried together."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An input that differs; `text` says how, without the value of any claim."""

    kind: InputKind
    resource: str
    text: str


def differences(mixing: Mixing, judge: Judge | None = None) -> tuple[Difference, ...]:
    """The inputs that made the answers differ; none where they say the same.

    Each of them alone, put as it is after, changes the answer before; or it does so with the others. All of them put as
    they are after give what the answer after says: determination, effect, reasons and authorization, or where these are
    the same, what it rests on. Until when an answer holds is not compared.
    """
    named = causes(mixing.inputs, judge or mixing.answer)
    return tuple(dict.fromkeys(_told(mixing, each) for each in named))


def causes(inputs: Sequence[Input], judge: Judge) -> tuple[Input, ...]:
    """The inputs that make the difference between the answer with none of them and the answer with all."""
    before, after = judge(()), judge(inputs)
    aspect = outcome if outcome(before) != outcome(after) else basis
    if aspect(before) == aspect(after):
        return ()

    def suffices(chosen: Collection[Input]) -> bool:
        return aspect(judge(chosen)) == aspect(after)

    # 1. What alone changes the answer; often that is all.
    few = len(inputs) <= _MOST_ALONE
    alone = [each for each in inputs if aspect(judge((each,))) != aspect(before)] if few else []
    if alone and suffices(alone):
        return tuple(alone)
    # 2. Two that together do what neither does.
    if not alone and len(inputs) <= _MOST_PAIRED:
        for pair in combinations(inputs, 2):
            if suffices(pair):
                return pair
    # 3. All, without those that are not needed.
    rest = _needed(alone, [each for each in reversed(inputs) if each not in alone], suffices)
    return tuple(sorted((*alone, *rest)))


def _needed(kept: Sequence[Input], rest: list[Input], suffices: Callable[[Collection[Input]], bool]) -> list[Input]:
    """Of `rest` as few as suffice together with `kept`: tried without many at once, at last without each."""
    size = max(1, len(rest) // 2)
    while True:
        place, many = 0, len(rest)
        while place < len(rest):
            without = rest[:place] + rest[place + size :]
            if suffices((*kept, *without)):
                rest = without
            else:
                place += size
        if size == 1 and len(rest) == many:
            return rest
        size = max(1, size // 2)


def outcome(answer: Answer) -> tuple[object, ...]:
    """What is found and what follows."""
    return answer.determination, answer.effect, answer.reasons, answer.authorization


def basis(answer: Answer) -> tuple[object, ...]:
    """The same, with the rule and the attestations that it rests on."""
    return outcome(answer), answer.version, answer.digest, answer.provision, answer.rests_on


def _told(mixing: Mixing, each: Input) -> Difference:
    match each.kind:
        case InputKind.FACT:
            return _fact(mixing, AttestationName(each.resource))
        case InputKind.DIRECTIVE:
            return _directive(mixing)
        case InputKind.REFERENCE_DATA:
            text = "it has another content at the second pair than at the first"
            return Difference(each.kind, each.resource, text)
        case InputKind.PRINCIPAL:
            return Difference(each.kind, each.resource, _principal(mixing, each))
        case InputKind.AUTHORIZATION:
            later = mixing.after.authorization(AuthorizationName(each.resource)) is not None
            return Difference(each.kind, each.resource, f"known and in effect {_only(after=later)}")
        case InputKind.TIME:
            text = f"the first pair speaks of {_moment(mixing.before.at)}, the second of {_moment(mixing.after.at)}"
            return Difference(each.kind, "", text)


def _only(*, after: bool) -> str:
    return f"at the {'second' if after else 'first'} pair only"


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _directive(mixing: Mixing) -> Difference:
    before, after = (None if side.version is None else side.version[0].name for side in (mixing.before, mixing.after))
    text = f"in force at the first pair: {before or 'no version'}; at the second: {after or 'no version'}"
    return Difference(InputKind.DIRECTIVE, after or before or mixing.after.directive.name, text)


_HELD = {Phase.BEFORE: "not holding yet", Phase.DURING: "holding", Phase.AFTER: "holding no longer"}
_VOUCHED = {Phase.BEFORE: "not vouched for yet", Phase.DURING: "vouched for", Phase.AFTER: "vouched for no longer"}


def _fact(mixing: Mixing, name: AttestationName) -> Difference:
    """One that does not serve the purpose is not named."""
    before, after = mixing.attested(name)
    text = _known(mixing, before, after)
    purposes = frozenset().union(*(each.purposes for each in (before, after) if each is not None))
    if mixing.after.question.purpose in purposes:
        return Difference(InputKind.FACT, name, text)
    return Difference(InputKind.FACT, "", f"an attestation that does not serve the purpose: {text}")


def _known(mixing: Mixing, before: Attestation | None, after: Attestation | None) -> str:
    if before is None or after is None:
        return f"known and verified {_only(after=before is None)}"
    ages = mixing.moving.ages
    then, now = Standing.of(before, mixing.before.at, ages), Standing.of(after, mixing.after.at, ages)
    parts = [
        f"{words[one]} at the first pair, {words[other]} at the second"
        for words, one, other in ((_HELD, then.held, now.held), (_VOUCHED, then.vouched, now.vouched))
        if one is not other
    ]
    if then.passed != now.passed:
        parts.append(f"too old for a threshold {_only(after=len(now.passed) > len(then.passed))}")
    if then.entitled is not now.entitled:
        parts.append(f"its issuer is entitled to it {_only(after=now.entitled)}")
    return "; ".join(parts)


def _principal(mixing: Mixing, each: Input) -> str:
    name = PrincipalName(each.resource)
    before, after = mixing.before.world.get(name), mixing.after.world.get(name)
    parts: list[str] = []
    if each == mixing.subject and mixing.before.question.principal != mixing.after.question.principal:
        parts.append(f"the identifier is linked to it {_only(after=mixing.after.question.principal == name)}")
    if (before is None) is not (after is None):
        parts.append(f"known {_only(after=before is None)}")
    if before is not None and after is not None:
        if before.populations != after.populations:
            parts.append("of other populations at the second pair than at the first")
        if before.screening_keys != after.screening_keys:
            parts.append("with other identifiers at the second pair than at the first")
    return "; ".join(parts)
