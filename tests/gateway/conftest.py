"""What every test of the decision listener's door may ask for."""

from tests.gateway.behind import behind

__all__ = ["behind"]
