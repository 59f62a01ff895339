"""The key ring, and whether it belongs to a database."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from denizen.domain.evidence.kinds import EvidenceKind
from denizen.domain.evidence.records import DocumentNumber
from denizen.domain.names import evidence_of
from denizen.storage.keyring import KEY_BYTES, KeyRing, KeyRingError
from denizen.storage.sql.store import open_store
from tests.storage.builders import ALICE, BOB, START, SettableClock, add_alice, call, commit, principal
from tests.unit.evidence.builders import FR, passport


def changed(ring: KeyRing, changes: Mapping[str, Any]) -> str:
    return json.dumps(json.loads(ring.to_text()) | changes)


def test_a_ring_comes_back_from_its_file(tmp_path: Path, ring: KeyRing) -> None:
    path = tmp_path / "keyring.json"
    ring.write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert replace(KeyRing.from_file(path), source=ring.source) == ring


def test_a_ring_is_never_overwritten(tmp_path: Path, ring: KeyRing) -> None:
    path = tmp_path / "keyring.json"
    ring.write(path)
    with pytest.raises(KeyRingError, match="never overwritten"):
        KeyRing.create().write(path)
    assert KeyRing.from_file(path).keys == ring.keys


def test_a_missing_ring_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match=r"keyring\.json.*denizen keyring create"):
        KeyRing.from_file(tmp_path / "keyring.json")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": 2}, "version 1"),
        ({"keys": {}}, "no keys"),
        ({"keys": ["k1"]}, "no keys"),
        ({"active": "k2"}, "active"),
        ({"active": None}, "active"),
        ({"keys": {"k1": "c2hvcnQ="}}, "keys.k1.*32 bytes"),
        ({"index": "not base64!" * 4}, "index.*base64"),
        ({"tokens": None}, "tokens"),
    ],
    ids=["version", "no keys", "a list", "unknown active", "no active", "short key", "not base64", "no tokens"],
)
def test_a_ring_that_cannot_be_used_says_why(ring: KeyRing, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(KeyRingError, match=words) as refused:
        KeyRing.from_text(changed(ring, changes), "the setting")
    assert str(refused.value).startswith("the setting")


@pytest.mark.parametrize("text", ["", "{", "[]", "null"], ids=repr)
def test_what_is_not_a_ring_is_refused(text: str) -> None:
    with pytest.raises(KeyRingError):
        KeyRing.from_text(text, "the setting")


def test_a_ring_does_not_show_its_keys(ring: KeyRing) -> None:
    shown = f"{ring} {ring!r}"
    secrets = [*ring.keys.values(), ring.index, ring.tokens]
    assert all(repr(secret)[2:-1] not in shown and secret.hex() not in shown for secret in secrets)
    assert all(text not in shown for text in json.loads(ring.to_text())["keys"].values())


# With a database


def test_a_database_keeps_to_its_ring(database: Path, ring: KeyRing, clock: SettableClock) -> None:
    url = f"sqlite:///{database}"
    with closing(open_store(url, ring, clock)) as store:
        add_alice(store)
    with pytest.raises(KeyRingError, match=r"the key ring is not.*Put the right ring.*empty database"):
        open_store(url, KeyRing.create(), clock)
    with closing(open_store(url, ring, clock)) as store, store.read(call()) as reader:
        assert reader.principal(ALICE) == principal(created=START)


OTHER = bytes(KEY_BYTES)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"index": OTHER}, "another index key"),
        ({"keys": {"k1": OTHER}}, "another key k1"),
        ({"keys": {"k2": OTHER}, "active": "k2"}, "key k1, which the ring lacks"),
    ],
    ids=["index", "key", "key gone"],
)
def test_a_ring_of_another_database_is_noticed(
    database: Path, ring: KeyRing, clock: SettableClock, changes: Mapping[str, Any], words: str
) -> None:
    url = f"sqlite:///{database}"
    open_store(url, ring, clock).close()
    with pytest.raises(KeyRingError, match=words):
        open_store(url, replace(ring, **changes), clock)


def test_a_new_key_seals_and_the_old_one_opens(database: Path, ring: KeyRing, clock: SettableClock) -> None:
    url = f"sqlite:///{database}"
    with closing(open_store(url, ring, clock)) as store:
        add_alice(store)
    rotated = replace(ring, active="k2", keys={**ring.keys, "k2": OTHER})
    with closing(open_store(url, rotated, clock)) as store, store.read(call()) as reader:
        assert reader.principal(ALICE) == principal(created=START)
    with pytest.raises(KeyRingError, match="key k2, which the ring lacks"):
        open_store(url, ring, clock)


def test_a_document_is_noticed_again_under_a_new_key(database: Path, ring: KeyRing, clock: SettableClock) -> None:
    url, number = f"sqlite:///{database}", DocumentNumber.parse(EvidenceKind.PASSPORT, FR, "24AB61234")
    mine, theirs = (replace(passport(FR), name=evidence_of(who, "book")) for who in (ALICE, BOB))
    with closing(open_store(url, ring, clock)) as store:
        add_alice(store, state=None)
        commit(store, lambda unit: unit.add_evidence(mine, number), about=ALICE)
    rotated = replace(ring, active="k2", keys={**ring.keys, "k2": OTHER})
    with closing(open_store(url, rotated, clock)) as store:
        commit(store, lambda unit: unit.add_principal(principal(BOB)), about=BOB)
        commit(store, lambda unit: unit.add_evidence(theirs, number), about=BOB)
        with store.read(call()) as reader:
            found = [reader.evidence(each.name) for each in (mine, theirs)]
        assert [each is not None and each.shared for each in found] == [True, True]
