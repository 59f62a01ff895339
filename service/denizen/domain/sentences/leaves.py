"""Each leaf as a predicate: what is said of "it"."""

from dataclasses import dataclass

from denizen.domain.rules import (
    Affiliated,
    CitizenOf,
    ControlledBy,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    Leaf,
    Listed,
    MajorityOwnedBy,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    OrganisationIs,
    OrganisationLeaf,
    OwnedBy,
    PersonLeaf,
    PresentIn,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from denizen.domain.words import (
    CLASSES,
    ORGANISATIONS,
    PRINCIPALS,
    ROLES,
    STATUSES,
    Titles,
    country,
    joined,
    place,
    tense,
    title,
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """`text` follows "it"; where it is about somebody else, or `several`, the `noun` and the rule `on` them follow."""

    text: str
    noun: str = ""
    on: Rule | None = None
    several: bool = False


def predicate(leaf: Leaf, titles: Titles, *, negated: bool) -> Predicate:
    """What a leaf, or with `negated` its opposite, says."""
    if isinstance(leaf, PersonLeaf):
        return _of_person(leaf, titles, negated=negated)
    if isinstance(leaf, OrganisationLeaf):
        return _of_organisation(leaf, titles, negated=negated)
    be = "is not" if negated else "is"
    match leaf:
        case Is(kind):
            return Predicate(f"{be} {PRINCIPALS[kind]}")
        case PresentIn(countries):
            return Predicate(f"{be} present in {place(countries, titles)}, as told with the question")
        case Listed(lists):
            named = joined(title(each, titles) for each in sorted(lists))
            return Predicate(f"{be} on {'the list' if len(lists) == 1 else 'one of the lists'} {named}")


def _of_person(leaf: PersonLeaf, titles: Titles, *, negated: bool) -> Predicate:
    be = "is not" if negated else "is"
    match leaf:
        case CitizenOf(countries, classes, when):
            be, _, period = tense(when, negated=negated)
            named = joined(words for each, words in CLASSES.items() if each in classes) or "citizen or national"
            return Predicate(f"{be}{period} a {named} of {place(countries, titles)}")
        case ForeignCitizen(home):
            return Predicate(f"{be} a citizen or national of a country other than {country(home)}")
        case HoldsStatus(categories, countries, when):
            _, hold, period = tense(when, negated=negated)
            statuses = joined(words for each, words in STATUSES.items() if each in categories)
            return Predicate(f"{hold}{period} {statuses} in {place(countries, titles)}")
        case MostRecentCountryIn(countries):
            last = "as the most recent country of its citizenship or permanent residence"
            return Predicate(f"{'does not have' if negated else 'has'} {place(countries, titles)} {last}")
        case ResidentIn(countries):
            return Predicate(f"{'does not reside' if negated else 'resides'} in {place(countries, titles)}")
        case LawfullyPresentIn(countries):
            return Predicate(f"{be} lawfully present in {place(countries, titles)}")
        case Affiliated(roles, organisation):
            named = joined(words for each, words in ROLES.items() if each in roles)
            return Predicate(f"{be} {named} of", "an organisation", organisation)
        case MissedNaturalizationWindow(where):
            window = f"from when it could first be naturalised in {country(where)}"
            return Predicate(f"{'did not let' if negated else 'let'} six months pass, {window}, without applying")


def _of_organisation(leaf: OrganisationLeaf, titles: Titles, *, negated: bool) -> Predicate:
    be = "is not" if negated else "is"
    have = "does not have" if negated else "has"
    match leaf:
        case IncorporatedIn(countries):
            return Predicate(f"{be} incorporated in {place(countries, titles)}")
        case HeadquarteredIn(countries):
            return Predicate(f"{have} its headquarters in {place(countries, titles)}")
        case UltimateParentHeadquarteredIn(countries):
            whose = "its ultimate parent's headquarters, or without a parent its own,"
            return Predicate(f"{have} {whose} in {place(countries, titles)}")
        case PrincipalPlaceIn(countries):
            return Predicate(f"{have} its principal place of business in {place(countries, titles)}")
        case EstablishedIn(countries):
            return Predicate(f"{have} an establishment in {place(countries, titles)}")
        case EquityTradedIn(countries):
            return Predicate(f"{have} equity traded in {place(countries, titles)}")
        case MajorityOwnedBy(countries):
            return Predicate(f"{be} owned in its majority by nationals of {place(countries, titles)}")
        case OrganisationIs(classes, countries):
            of = "" if countries is None else f" of {place(countries, titles)}"
            named = joined(words for each, words in ORGANISATIONS.items() if each in classes)
            return Predicate(f"{be} {named}{of}")
        case ControlledBy(None):
            return Predicate(f"{be} controlled by foreign persons, whoever they are")
        case ControlledBy(controller):
            return Predicate(f"{be} controlled by", "a person or an organisation", controller)
        case OwnedBy(owner, share, exceeded):
            size = "more than" if exceeded else "at least"
            owners = "persons or organisations"
            return Predicate(f"{be} owned, to {size} {share} percent in all, by", owners, owner, several=True)
        case SubsidiaryOf(parent, in_fact):
            how = "controlled in fact by" if in_fact else "owned by half or more, or controlled in fact, by"
            return Predicate(f"{be} {how}", "an organisation", parent)
