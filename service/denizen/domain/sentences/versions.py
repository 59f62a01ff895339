"""A whole version: of whom it speaks, what it defines, who is exempt, what evidence counts and what follows."""

from collections.abc import Iterator

from denizen.domain.claims import ClaimKind
from denizen.domain.directives import (
    Directive,
    DirectiveContent,
    DirectiveKind,
    DirectiveVersion,
    Exemption,
    NamedDefinition,
    Provision,
    Requirement,
)
from denizen.domain.evaluation.thresholds import Bars, positive
from denizen.domain.reference import Source
from denizen.domain.rules import Definition, Rule, walk
from denizen.domain.sentences.clauses import clause
from denizen.domain.sentences.paragraphs import Paragraph, sentence
from denizen.domain.words import KINDS, SEVERAL, Titles, day, joined, span, title


def explain_version(directive: Directive, version: DirectiveVersion, titles: Titles) -> tuple[Paragraph, ...]:
    """The version as sentences. A definition that is named is explained once, at the end."""
    return tuple(_version(directive, version, titles))


def _version(directive: Directive, version: DirectiveVersion, titles: Titles) -> Iterator[Paragraph]:
    content = version.content
    yield Paragraph(f"{directive.title or directive.name}, version {version.number}", heading=True)
    told = "; ".join(each for each in (directive.authority, _cited(content.source)) if each)
    if told:
        yield Paragraph(f"{told}.")
    match directive.kind:
        case DirectiveKind.DEFINITION:
            yield Paragraph("It answers who is meant, and keeps nobody from anything by itself.")
        case DirectiveKind.ENFORCED:
            yield Paragraph("It is enforced: access to what it names depends on it.")
    for provision in content.provisions:
        yield from _provision(directive, provision, titles)
    named = list(_in_order(content))
    if named:
        yield Paragraph("In this directive", heading=True)
    for each in named:
        cited = _cited(each.source)
        beginning = f'A principal meets "{each.name}"{f" ({cited})" if cited else ""} if'
        yield from sentence(beginning, clause(each.rule, titles))


def _provision(directive: Directive, provision: Provision, titles: Titles) -> Iterator[Paragraph]:
    yield Paragraph(f'Provision "{provision.id}"', heading=True)
    yield Paragraph(_scope(provision, titles))
    meant = f'"{directive.predicate}"' if directive.predicate else "a foreign national"
    is_one = f"A principal is in the class {meant} if" if directive.predicate else f"A principal is {meant} if"
    yield from sentence(is_one, clause(provision.definition, titles))
    for exemption in provision.exemptions:
        yield from _exemption(exemption, titles)
    direction = positive(provision.thresholds)
    yield Paragraph(f"Evidence that clears counts {_evidence(direction.false)}.")
    yield Paragraph(f"Evidence that restricts counts {_evidence(direction.true)}.")
    if provision.presence_max_age is not None:
        yield Paragraph(f"A presence counts until {span(provision.presence_max_age)} after it was observed.")
    if provision.allow_until is None:
        yield Paragraph("Where it cannot be determined the effect is to deny.")
    else:
        until = day(provision.allow_until)
        yield Paragraph(
            "Where it cannot be determined, only because evidence is missing, weak or stale, the effect is to allow "
            f"until {until}; from then on, and for any other cause, it is to deny."
        )


def _scope(provision: Provision, titles: Titles) -> str:
    of = joined((SEVERAL[each] for each in SEVERAL if each in provision.kinds), "and") or "persons and organisations"
    populations = f" of the populations {joined(sorted(provision.populations), 'and')}" if provision.populations else ""
    named = joined((title(each, titles) for each in sorted(provision.resources)), "and")
    return f"It speaks of {of}{populations}, for {named or 'every resource'}."


def _exemption(exemption: Exemption, titles: Titles) -> Iterator[Paragraph]:
    cited = _cited(exemption.source)
    named = f'"{exemption.id}"{f", {cited}" if cited else ""}'
    yield from sentence(f"Exempt ({named}) is a principal if", clause(exemption.rule, titles))


def _evidence(bars: Bars) -> str:
    """What it takes in general, and for the kinds of claim for which it takes something else."""
    general = bars[None]
    special: dict[Requirement, list[str]] = {}
    for kind in ClaimKind:
        if bars[kind] != general:
            special.setdefault(bars[kind], []).append(KINDS[kind][1])
    others = (f"{joined(kinds, 'and')} {_required(bar)}" for bar, kinds in special.items())
    return "; ".join((_required(general), *others))


def _required(bar: Requirement) -> str:
    issuers = f" from {joined(sorted(bar.issuers))}" if bar.issuers else ""
    age = f", verified less than {span(bar.max_age)} before" if bar.max_age is not None else ""
    return f"at {bar.minimum.name} or better{issuers}{age}"


def _cited(source: Source) -> str:
    return ", ".join(each for each in (source.citation, source.section) if each)


def _in_order(content: DirectiveContent) -> Iterator[NamedDefinition]:
    """The definitions in the order in which they are first named, each before those that it names itself."""
    by_name = {each.name: each for each in content.definitions}
    waiting: list[Rule] = []
    for provision in content.provisions:
        waiting.extend((provision.definition, *(each.rule for each in provision.exemptions)))
    seen: set[str] = set()
    while waiting:
        for rule in walk(waiting.pop(0)):
            if isinstance(rule, Definition) and rule.name in by_name and rule.name not in seen:
                seen.add(rule.name)
                yield by_name[rule.name]
                waiting.append(by_name[rule.name].rule)
