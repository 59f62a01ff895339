"""How much of an answer a caller may see."""

from enum import IntEnum


class Tier(IntEnum):
    """What a caller is shown, from the least: each tier shows what those below it show, and more."""

    EFFECT = 1
    """Whether to let pass, and until when that holds: what a gateway needs."""
    DETERMINATION = 2
    """What was found, too, and under which version of which directive."""
    REASONS = 3
    """Why, too, as codes, what ends the answer, and what kind of thing would settle an open one; nothing that is
    attested is named."""
    FACTS = 4
    """Everything, too: the attestations that it rests on by name, the explanation, and what would settle it in full."""
