"""The policies of the catalogue, as the service takes them."""

from pathlib import Path

from ruamel.yaml import YAML

from denizen.domain.expiring import ReverificationPolicy

_FOLDER = Path(__file__).parent / "catalogue" / "policies"


def reverification_policy() -> ReverificationPolicy:
    """What is advised where something ends."""
    return ReverificationPolicy.parse(YAML(typ="safe", pure=True).load(_FOLDER / "reverification.yaml"))
