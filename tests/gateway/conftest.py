"""What every test of the decision listener's door may ask for."""

from tests.gateway.behind import behind
from tests.gateway.both_doors import both

__all__ = ["behind", "both"]
