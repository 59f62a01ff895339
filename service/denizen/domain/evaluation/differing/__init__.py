"""What made the answers to one question at two pairs of times differ."""

from denizen.domain.evaluation.differing.differences import Difference, causes, differences
from denizen.domain.evaluation.differing.inputs import Input, InputKind
from denizen.domain.evaluation.differing.mixing import Mixing
from denizen.domain.evaluation.differing.sides import Side

__all__ = ["Difference", "Input", "InputKind", "Mixing", "Side", "causes", "differences"]
