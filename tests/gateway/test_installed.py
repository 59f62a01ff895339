"""Where a part of the listener is missing, the command says which and how to come by it."""

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from denizen.gateway.installed import NotInstalledError, installed
from denizen.gateway.peers import Peers
from tests.end_to_end.deciding import needs_listener


@pytest.mark.parametrize("package", ["envoy", "pyvoy"])
def test_a_package_is_missing(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    find: Callable[..., Any] = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == package else find(name, *more))
    with pytest.raises(NotInstalledError, match=r"pip install 'denizen\[listener\]'"):
        installed()


@needs_listener
def test_python_is_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("find_libpython")
    module.find_libpython = lambda: None  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "find_libpython", module)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with pytest.raises(NotInstalledError, match=f"apt-get install libpython{version}"):
        installed()


PEM = b"-----BEGIN CERTIFICATE-----%0AAA%2B%2F%0A"


@pytest.mark.parametrize(
    ("header", "certificate"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(b'Hash=ab;Cert="' + PEM + b'"', b"-----BEGIN CERTIFICATE-----\nAA+/\n", id="one"),
        pytest.param(b"Hash=ab", None, id="no certificate"),
        pytest.param(b'Cert="a",Cert="b"', None, id="of two hops"),
        pytest.param(b'Cert="a";Cert="b"', None, id="two"),
    ],
)
def test_the_certificate_of_the_connection(header: bytes | None, certificate: bytes | None) -> None:
    peers = Peers()
    assert [peers.certificate(header) for _ in range(2)] == [certificate] * 2
