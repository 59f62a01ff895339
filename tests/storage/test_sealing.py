"""Sealed values and blind indexes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.principals import ExternalIdentifier
from denizen.storage.framing import length_prefixed, pad, size_class, unpad
from denizen.storage.keyring import KeyRing, KeyRingError
from denizen.storage.sealing import Place, Sealer, SealError

PLACE = Place("attestations", "content", ("alice", "passport"))


@pytest.fixture
def sealer(ring: KeyRing) -> Sealer:
    return Sealer(ring)


@given(st.binary(max_size=5000))
def test_what_is_sealed_opens(plain: bytes) -> None:
    key, _ = SEALER.new_key("alice")
    assert key.open(key.seal(plain, PLACE), PLACE) == plain


SEALER = Sealer(KeyRing.create())


@pytest.mark.parametrize(
    "place",
    [
        Place("principals", "content", ("alice", "passport")),
        Place("attestations", "evidence", ("alice", "passport")),
        Place("attestations", "content", ("bob", "passport")),
        Place("attestations", "content", ("alice", "passport2")),
        Place("attestations", "content", ("alicepass", "port")),
        Place("attestations", "content", ("alice",)),
    ],
    ids=["table", "column", "principal", "row", "other split", "fewer parts"],
)
def test_a_sealed_value_opens_only_in_its_place(sealer: Sealer, place: Place) -> None:
    key, _ = sealer.new_key("alice")
    with pytest.raises(SealError):
        key.open(key.seal(b"secret", PLACE), place)


def test_a_sealed_value_opens_only_with_its_key(sealer: Sealer) -> None:
    (one, _), (other, _) = sealer.new_key("alice"), sealer.new_key("alice")
    with pytest.raises(SealError):
        other.open(one.seal(b"secret", PLACE), PLACE)


@pytest.mark.parametrize("position", [0, 1, 12, 13, 100, -1])
def test_a_changed_value_does_not_open(sealer: Sealer, position: int) -> None:
    key, _ = sealer.new_key("alice")
    sealed = bytearray(key.seal(b"secret", PLACE))
    sealed[position] ^= 1
    with pytest.raises(SealError):
        key.open(bytes(sealed), PLACE)


def test_the_same_value_is_never_sealed_alike(sealer: Sealer) -> None:
    key, _ = sealer.new_key("alice")
    assert len({key.seal(b"secret", PLACE) for _ in range(100)}) == 100


def test_a_data_key_is_bound_to_its_principal(ring: KeyRing) -> None:
    key, stored = Sealer(ring).new_key("alice")
    assert Sealer(ring).open_key("alice", stored).open(key.seal(b"secret", PLACE), PLACE) == b"secret"
    with pytest.raises(KeyRingError):
        Sealer(ring).open_key("bob", stored)


def test_keys_that_are_kept_open_are_bounded(ring: KeyRing) -> None:
    sealer = Sealer(ring, kept=2)
    stored = {name: sealer.new_key(name)[1] for name in ("a", "b", "c")}
    for name, wrapped in [*stored.items(), *stored.items()]:
        assert sealer.open_key(name, wrapped).key_id == wrapped.key_id
    assert len(sealer._open) == 2


@pytest.mark.parametrize(("length", "size"), [(0, 256), (252, 256), (253, 512), (508, 512), (509, 1024), (3000, 4096)])
def test_lengths_come_in_classes(sealer: Sealer, length: int, size: int) -> None:
    key, _ = sealer.new_key("alice")
    assert len(key.seal(b"x" * length, PLACE)) == 1 + 12 + size + 16


def test_the_size_classes() -> None:
    assert [size_class(length, 256) for length in (0, 1, 256, 257, 512, 513, 1025)] == [
        256, 256, 256, 512, 512, 1024, 2048,
    ]  # fmt: skip


@given(st.binary(max_size=300))
def test_padding_comes_off(data: bytes) -> None:
    assert unpad(pad(data, 512)) == data


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_length_prefixed_parts_do_not_run_together(one: list[bytes], other: list[bytes]) -> None:
    assert (length_prefixed(*one) == length_prefixed(*other)) == (one == other)


def test_blind_indexes(ring: KeyRing) -> None:
    index = Sealer(ring).blind_index(ExternalIdentifier("hr", "4711"))
    assert index == Sealer(ring).blind_index(ExternalIdentifier("hr", "4711"))
    assert index != Sealer(ring).blind_index(ExternalIdentifier("h", "r4711"))
    assert index != Sealer(ring).blind_index(ExternalIdentifier("hr", "4712"))
    assert index != Sealer(KeyRing.create()).blind_index(ExternalIdentifier("hr", "4711"))


def test_a_request_digest_is_gone_with_its_key(sealer: Sealer) -> None:
    (one, stored), (other, _) = sealer.new_key("alice"), sealer.new_key("alice")
    assert one.digest(b"content") == sealer.open_key("alice", stored).digest(b"content")
    assert len({one.digest(b"content"), one.digest(b"other"), other.digest(b"content"), sealer.digest(b"content")}) == 4
