"""How two versions of a directive differ, in plain words: what an officer reads before the second is activated."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from denizen.domain.claims import ClaimKind
from denizen.domain.directives import DirectiveContent, Exemption, Provision, Requirement, Threshold
from denizen.domain.reference import Source
from denizen.domain.rule_differences import in_words, rule_differences

_UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
    (timedelta(seconds=1), "second"),
    (timedelta(microseconds=1), "microsecond"),
)


def version_differences(before: DirectiveContent, after: DirectiveContent) -> tuple[str, ...]:
    """A line for each change: of the provisions in their order, then of shared definitions, then of the source. None
    where both say the same; the order of provisions, of exemptions and of the parts of a rule says nothing."""
    return (*_provisions(before, after), *_definitions(before, after), *_source("source", before.source, after.source))


def _provisions(before: DirectiveContent, after: DirectiveContent) -> Iterator[str]:
    known = {each.id: each for each in before.provisions}
    present = {each.id: each for each in after.provisions}
    renamed = dict(_renamed(known, present))
    for name in known:
        if name not in present and name not in renamed:
            yield f"provision {name} is removed"
    for name, provision in present.items():
        if name in known:
            yield from (f"provision {name}: {each}" for each in _provision(known[name], provision))
        elif name in renamed.values():
            (was,) = (each for each, is_now in renamed.items() if is_now == name)
            yield f"provision {was} is now called {name}"
        else:
            yield f"provision {name} is added, for {_scope(provision)}: {in_words(provision.definition)}"


def _renamed(known: Mapping[str, Provision], present: Mapping[str, Provision]) -> Iterator[tuple[str, str]]:
    """Provisions that say under another id what they said."""
    free = {name: _content(each) for name, each in present.items() if name not in known}
    for name, provision in known.items():
        if name in present:
            continue
        for other, content in free.items():
            if content == _content(provision):
                del free[other]
                yield name, other
                break


def _content(provision: Provision) -> tuple[object, ...]:
    return tuple(getattr(provision, name) for name in provision.__slots__ if name != "id")


def _provision(before: Provision, after: Provision) -> Iterator[str]:
    if _scope(before) != _scope(after):
        yield f"it is now for {_scope(after)}, before for {_scope(before)}"
    yield from (f"definition: {each}" for each in rule_differences(before.definition, after.definition))
    yield from _exemptions(before.exemptions, after.exemptions)
    yield from _thresholds(before.thresholds, after.thresholds)
    if before.allow_until != after.allow_until:
        yield f"UNDETERMINED is now {_treatment(after.allow_until)}, before {_treatment(before.allow_until)}"
    if before.presence_max_age != after.presence_max_age:
        yield f"presence may now be {_age(after.presence_max_age)}, before {_age(before.presence_max_age)}"


def _scope(provision: Provision) -> str:
    kinds = sorted((f"{kind.value}s" for kind in provision.kinds), reverse=True) or ["persons", "organisations"]
    whom = " and ".join(kinds)
    populations = ", ".join(sorted(provision.populations)) or "every population"
    resources = ", ".join(sorted(provision.resources)) or "every resource"
    return f"{whom} of {populations} and {resources}"


def _exemptions(before: Iterable[Exemption], after: Iterable[Exemption]) -> Iterator[str]:
    known, present = ({each.id: each for each in exemptions} for exemptions in (before, after))
    for name in known:
        if name not in present:
            yield f"exemption {name} is removed"
    for name, exemption in present.items():
        if name not in known:
            yield f"exemption {name} is added: {in_words(exemption.rule)}"
            continue
        yield from (f"exemption {name}: {each}" for each in rule_differences(known[name].rule, exemption.rule))
        yield from (f"exemption {name}: {each}" for each in _source("source", known[name].source, exemption.source))


def _thresholds(
    before: Mapping[ClaimKind | None, Threshold], after: Mapping[ClaimKind | None, Threshold]
) -> Iterator[str]:
    kinds = sorted(before.keys() | after.keys(), key=lambda kind: "" if kind is None else kind.value)
    for kind in kinds:
        known, present = before.get(kind, Threshold()), after.get(kind, Threshold())
        about = "any claim" if kind is None else kind.value.replace("_", " ")
        for verb, was, now in (
            ("clear", known.clearing, present.clearing),
            ("restrict", known.restricting, present.restricting),
        ):
            if was != now:
                yield f"to {verb} by {about} now takes {_requirement(now)}, before {_requirement(was)}"


def _requirement(requirement: Requirement | None) -> str:
    if requirement is None:
        return "what is the default"
    told = [requirement.minimum.name]
    if requirement.issuers:
        told.append(f"by {' or '.join(sorted(requirement.issuers))}")
    if requirement.max_age is not None:
        told.append(_age(requirement.max_age))
    return ", ".join(told)


def _age(age: timedelta | None) -> str:
    if age is None:
        return "of any age"
    count, unit = next((age // each, word) for each, word in _UNITS if age % each == timedelta())
    return f"at most {count} {unit}{'' if count == 1 else 's'} old"


def _treatment(until: datetime | None) -> str:
    if until is None:
        return "DENY"
    return f"ALLOW until {until.isoformat().removesuffix('T00:00:00+00:00').replace('+00:00', 'Z')}"


def _definitions(before: DirectiveContent, after: DirectiveContent) -> Iterator[str]:
    known, present = ({each.name: each for each in content.definitions} for content in (before, after))
    for name in known:
        if name not in present:
            yield f"definition {name} is no longer used"
    for name, definition in present.items():
        if name not in known:
            yield f"definition {name} is used now: {in_words(definition.rule)}"
            continue
        yield from (f"definition {name}: {each}" for each in rule_differences(known[name].rule, definition.rule))
        yield from (f"definition {name}: {each}" for each in _source("source", known[name].source, definition.source))


def _source(word: str, before: Source, after: Source) -> Iterator[str]:
    if before != after:
        changed = [name for name in Source.__slots__ if getattr(before, name) != getattr(after, name)]
        shown = {name: _shown(getattr(after, name)) for name in changed}
        yield f"{word}: {'; '.join(f'{name} is now {value}' for name, value in shown.items())}"


def _shown(value: object) -> str:
    text = getattr(value, "name", value)
    return str(text) or "empty"
