"""Generated values of the domain, from the types of its fields: a field that is added is generated too."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from denizen.domain.assurance import MAPPING, Assurance
from denizen.domain.attestations import Attestation
from denizen.domain.countries import Country
from denizen.domain.intervals import Interval
from denizen.domain.rules import All, AnyOf, Definition, Not, Rule

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
MOMENTS = st.integers(-62_135_596_800, 253_402_300_799).map(
    lambda second: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second, microseconds=second % 1_000_000)
)
ASSURANCES = st.sampled_from(
    [Assurance.parse(framework, level) for framework, levels in MAPPING.items() for level in levels]
)
SIMPLE: Mapping[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(1, 1000),
    str: st.text(max_size=20),
    date: st.dates(),
    datetime: MOMENTS,
    timedelta: st.timedeltas(timedelta(0), timedelta(days=40_000)),
    Decimal: st.decimals(Decimal("0.0001"), Decimal(100), places=4),
    Country: st.sampled_from(["US", "FR", "CN", "HK", "XK", "GB", "IR"]).map(Country.of),
    Assurance: ASSURANCES,
    Interval: st.lists(st.none() | MOMENTS, min_size=2, max_size=2).map(lambda bounds: interval(*bounds)),
    types.NoneType: st.none(),
}


def interval(start: datetime | None, end: datetime | None) -> Interval:
    """From the earlier to the later."""
    if start is not None and end is not None:
        return Interval(min(start, end), max(start, end)) if start != end else Interval(start)
    return Interval(start, end)


@cache
def of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type, whatever its fields have."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if hint == Rule:
        return rules()
    origin, members = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        if set(get_args(Rule)) <= set(members):
            return st.none() | rules()
        return st.one_of([of(member) for member in members])
    if origin is frozenset:
        return st.frozensets(of(members[0]), max_size=3)
    if origin is tuple:
        return st.lists(of(members[0]), max_size=3).map(tuple)
    if origin is Mapping:
        return st.dictionaries(of(members[0]), of(members[1]), max_size=3)
    if supertype := getattr(hint, "__supertype__", None):
        return of(supertype)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    assert is_dataclass(hint), hint
    made: Any = hint
    resolved = get_type_hints(made)
    return st.builds(made, **{field.name: of(resolved[field.name]) for field in fields(made) if field.init})


@cache
def rules() -> st.SearchStrategy[Any]:
    """Trees of few levels. Leaves that hold rules are generated with names of definitions inside them."""
    inside = st.builds(Definition, IDS)
    leaves = st.one_of([leaf(kind, inside) for kind in get_args(Rule) if kind not in (All, AnyOf, Not)])
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts)))
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
            | st.builds(Not, inner)
        ),
        max_leaves=6,
    )


def leaf(kind: Any, inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: inside if "Definition" in str(hint) else of(hint) for name, hint in hints.items()})


def attestations() -> st.SearchStrategy[Attestation]:
    names = st.tuples(IDS, IDS).map(lambda ids: f"principals/{ids[0]}/attestations/{ids[1]}")
    hints = {name: of(hint) for name, hint in get_type_hints(Attestation).items() if name != "name"}
    return st.builds(Attestation, name=names, **hints)
