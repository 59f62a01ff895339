"""Thresholds beside the registered issuers: whether anybody can vouch so surely."""

from collections.abc import Iterator, Mapping, Sequence

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.directives import DirectiveContent, Provision, Requirement
from denizen.domain.issuers import Issuer
from denizen.domain.rules import (
    Affiliated,
    CitizenOf,
    ControlledBy,
    Definition,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    LawfullyPresentIn,
    MajorityOwnedBy,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    OrganisationIs,
    OwnedBy,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
    walk,
)
from denizen.domain.warnings import StaticWarning, WarningKind

WEIGHED: Mapping[type[Rule], frozenset[ClaimKind]] = {
    CitizenOf: frozenset((ClaimKind.CITIZENSHIP,)),
    ForeignCitizen: frozenset((ClaimKind.CITIZENSHIP,)),
    HoldsStatus: frozenset((ClaimKind.IMMIGRATION_STATUS,)),
    MostRecentCountryIn: frozenset((ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS)),
    ResidentIn: frozenset((ClaimKind.RESIDENCE,)),
    LawfullyPresentIn: frozenset((ClaimKind.LAWFUL_PRESENCE,)),
    Affiliated: frozenset((ClaimKind.AFFILIATION,)),
    MissedNaturalizationWindow: frozenset((ClaimKind.NATURALIZATION,)),
    IncorporatedIn: frozenset((ClaimKind.INCORPORATION,)),
    HeadquarteredIn: frozenset((ClaimKind.HEADQUARTERS,)),
    UltimateParentHeadquarteredIn: frozenset((ClaimKind.ULTIMATE_PARENT, ClaimKind.HEADQUARTERS)),
    PrincipalPlaceIn: frozenset((ClaimKind.PRINCIPAL_PLACE,)),
    EstablishedIn: frozenset((ClaimKind.ESTABLISHMENT,)),
    EquityTradedIn: frozenset((ClaimKind.EQUITY_MARKET,)),
    MajorityOwnedBy: frozenset((ClaimKind.MAJORITY_OWNED,)),
    OrganisationIs: frozenset((ClaimKind.ORGANISATION_CLASS,)),
    ControlledBy: frozenset((ClaimKind.CONTROL,)),
    OwnedBy: frozenset((ClaimKind.OWNERSHIP,)),
    SubsidiaryOf: frozenset((ClaimKind.OWNERSHIP, ClaimKind.CONTROL)),
}
"""The kinds of claim that each leaf weighs."""

Site = tuple[str, ClaimKind | None, str, Requirement]


def unregistered_issuers(content: DirectiveContent, issuers: Sequence[Issuer]) -> Iterator[StaticWarning]:
    """Each threshold that accepts issuers whom nobody registered; a person's own word needs no registration."""
    known = {issuer.name for issuer in issuers}
    for provision, at in _provisions(content):
        for path, _, _, requirement in _sites(provision, at):
            missing = sorted(name for name in requirement.issuers if name not in known and not _is_own_word(name))
            if missing:
                text = f"nobody registered {', '.join(missing)}"
                yield StaticWarning(WarningKind.UNREGISTERED_ISSUER, f"{path}.issuers", text)


def unmet_thresholds(content: DirectiveContent, issuers: Sequence[Issuer]) -> Iterator[StaticWarning]:
    """Each threshold that the version states and that no registered issuer can meet for one of the kinds of claim that
    it is for. One that accepts only unregistered issuers is told by `unregistered_issuers`."""
    known = {issuer.name for issuer in issuers}
    definitions = {each.name: each.rule for each in content.definitions}
    for provision, at in _provisions(content):
        sites = list(_sites(provision, at))
        for path, kind, side, requirement in sites:
            own = {other for _, other, where, _ in sites if where == side}
            kinds = {kind} if kind is not None else _weighed(provision, definitions) - own
            accepted = [issuer for issuer in issuers if not requirement.issuers or issuer.name in requirement.issuers]
            if (requirement.issuers and not (requirement.issuers & known)) or _takes_own_word(requirement):
                continue
            unmet = [each for each in kinds if not any(_can_meet(issuer, each, requirement) for issuer in accepted)]
            if unmet:
                told = ", ".join(sorted(each.value for each in unmet))
                text = f"no registered issuer that is accepted may vouch for {told} at {requirement.minimum.name}"
                yield StaticWarning(WarningKind.UNMET_THRESHOLD, f"{path}.minimum", text)


def _provisions(content: DirectiveContent) -> Iterator[tuple[Provision, str]]:
    return ((provision, f"provisions[{index}]") for index, provision in enumerate(content.provisions))


def _sites(provision: Provision, at: str) -> Iterator[Site]:
    """Every requirement that is stated: its path, the kind of claim, its side."""
    for index, (kind, threshold) in enumerate(provision.thresholds.items()):
        for side, requirement in (("clearing", threshold.clearing), ("restricting", threshold.restricting)):
            if requirement is not None:
                yield f"{at}.thresholds[{index}].{side}", kind, side, requirement


def _weighed(provision: Provision, definitions: Mapping[str, Rule]) -> frozenset[ClaimKind]:
    """The kinds of claim that the provision's rules weigh."""
    kinds: set[ClaimKind] = set()
    seen: set[str] = set()
    waiting: list[Rule] = [provision.definition, *(each.rule for each in provision.exemptions)]
    while waiting:
        for rule in walk(waiting.pop()):
            kinds |= WEIGHED.get(type(rule), frozenset())
            if isinstance(rule, Definition) and rule.name not in seen:
                seen.add(rule.name)
                waiting.append(definitions[rule.name])
    return frozenset(kinds)


def _can_meet(issuer: Issuer, kind: ClaimKind, requirement: Requirement) -> bool:
    # Who may vouch for a kind of claim may vouch that a set of them is complete.
    every = kind is ClaimKind.COMPLETENESS
    entitled = (each for each in issuer.rights if every or each.kinds is None or kind in each.kinds)
    return any(each.highest >= requirement.minimum for each in entitled)


def _takes_own_word(requirement: Requirement) -> bool:
    if requirement.minimum > AssuranceLevel.SELF_DECLARED:
        return False
    return not requirement.issuers or any(map(_is_own_word, requirement.issuers))


def _is_own_word(name: str) -> bool:
    return name.startswith("principals/")
