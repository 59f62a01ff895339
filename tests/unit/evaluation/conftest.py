"""Watching the evaluation."""

from collections.abc import Callable
from typing import Any

import pytest

from denizen.domain.evaluation.leaf import Leaf
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.evaluation.singles import SingleLeaf


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of the leaves that looked at claims, one after the other."""
    seen: list[str] = []

    def watched(look: Callable[..., Any]) -> Callable[..., Any]:
        def looking(self: Leaf, *asked: Any, **more: Any) -> Any:
            seen.append(self.label)
            return look(self, *asked, **more)

        return looking

    monkeypatch.setattr(SetLeaf, "look", watched(SetLeaf.look))
    monkeypatch.setattr(SingleLeaf, "look", watched(SingleLeaf.look))
    return seen
