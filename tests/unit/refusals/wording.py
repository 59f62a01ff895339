"""What a refusal says."""

from collections.abc import Callable

import pytest

from denizen.domain.errors import DenizenError


def said(refused: Callable[[], object]) -> str:
    """The whole text of the refusal: the field, what it got and what it wanted."""
    with pytest.raises(DenizenError) as raised:
        refused()
    return raised.value.message
