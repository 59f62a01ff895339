"""What would settle an UNDETERMINED answer: goals from the findings, steps for the goals, and each tried before it is
offered."""

from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.searching import Judge, Settlement, settle
from denizen.domain.evaluation.settling.supposing import SUPPOSED

__all__ = ["SUPPOSED", "Ground", "Judge", "Settlement", "settle"]
