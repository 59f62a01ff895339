"""A server with a decision listener, where that is installed."""

import json
import os
from pathlib import Path

import pytest

from denizen.gateway.installed import NotInstalledError, installed
from denizen.v1 import determination_pb2 as pb
from tests.end_to_end.processes import Installation

PURPOSE = "export-control"


def why_not() -> str:
    """Why there is none here; empty: there is."""
    try:
        installed()
    except NotInstalledError as error:
        return str(error)
    return ""


needs_listener = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it is there")


def envoys(installation: Installation) -> list[int]:
    """Every Envoy that its servers started."""
    lines = [json.loads(line) for line in installation.log.read_text().splitlines() if '"envoy_started"' in line]
    return [line["pid"] for line in lines]


def folder_of(envoy: int) -> Path:
    """Where it keeps its files."""
    words = Path(f"/proc/{envoy}/cmdline").read_bytes().split(b"\0")
    return Path(os.fsdecode(words[words.index(b"-c") + 1])).parent


def batch() -> pb.BatchCheckRequest:
    """What is answered whatever is stored."""
    return pb.BatchCheckRequest(
        items=[pb.BatchCheckItem(principal="principals/nobody", directive="directives/none")], purpose=PURPOSE
    )
