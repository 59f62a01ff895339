"""Attestations out of their bytes, of which many say the same."""

import re
from collections import OrderedDict
from dataclasses import replace
from itertools import count
from threading import Lock

from denizen.domain.attestations import Attestation
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName
from denizen.domain.sketches import Said, Times, Word
from denizen.storage.codec import EPOCH, Codec, microseconds, moment_of

_TIMES = re.compile(
    rb'(?:"(held|vouched)":\{(?:"end":(-?\d+))?,?(?:"start":(-?\d+))?\}|"verified_at":(-?\d+)),?',
)
"""The times of an attestation as the codec writes them; within a string of JSON no quotation mark stands unescaped. The
rest is what many say."""
_OF_ONE = (b'"declaration":', b'"evidence":')
"""What no two attestations have in common."""
_NAMELESS = AttestationName("")
_OPEN = (None, None)


class ManyAttestations:
    """Decodes as the codec does, and what many attestations say only once: its values are then one and the same object.
    Nothing in it tells whose they are. Safe to share between threads."""

    def __init__(self, codec: Codec, most: int = 20_000) -> None:
        self._codec = codec
        self._most = most
        self._said: OrderedDict[bytes, Said] = OrderedDict()
        self._numbers = count()
        self._lock = Lock()

    def decode(self, data: bytes, name: AttestationName) -> Attestation:
        """The attestation of that name."""
        return saying(*self.read(data), name)

    def read(self, data: bytes) -> tuple[Said, Times]:
        """What the attestation says, and its times."""
        pieces = _TIMES.split(data)
        verified_at: int | None = None
        held: tuple[int | None, int | None] = _OPEN
        vouched: tuple[int | None, int | None] = _OPEN
        # Between what is left stand the groups of each place that was cut out.
        for place in range(1, len(pieces), 5):
            which, end, start, verified = pieces[place : place + 4]
            if verified is not None:
                verified_at = int(verified)
                continue
            interval = (None if start is None else int(start), None if end is None else int(end))
            if which == b"held":
                held = interval
            else:
                vouched = interval
        if verified_at is None or any(each in data for each in _OF_ONE):
            return self._alone(data)
        times = Times(verified_at, *held, *vouched)
        said = self._said.get(key := b"".join(pieces[::5]))
        return (said, times) if said is not None else self._first(key, data, times)

    def _first(self, key: bytes, data: bytes, times: Times) -> tuple[Said, Times]:
        alone = self._alone(data)
        if alone[1] != times:
            return alone
        with self._lock:
            said = self._said.setdefault(key, alone[0])
            while len(self._said) > self._most:
                self._said.popitem(last=False)
        return said, times

    def _alone(self, data: bytes) -> tuple[Said, Times]:
        whole = self._codec.decode(data, Attestation, name=_NAMELESS)
        return Said(next(self._numbers), whole), times_of(whole)


def times_of(attestation: Attestation) -> Times:
    """Its times."""
    bounds = (
        attestation.held.start,
        attestation.held.end,
        attestation.vouched.start,
        attestation.vouched.end,
    )
    return Times(
        microseconds(attestation.verified_at),
        *(None if each is None else microseconds(each) for each in bounds),
    )


class Sayings:
    """Tells what attestations say by number, where they are not read from bytes. Safe to share between threads."""

    def __init__(self) -> None:
        self._said: dict[Attestation, Said] = {}
        self._lock = Lock()

    def word(self, attestation: Attestation) -> Word:
        """The attestation as a word."""
        like = replace(attestation, name=_NAMELESS, verified_at=EPOCH, held=ALWAYS, vouched=ALWAYS)
        with self._lock:
            said = self._said.setdefault(like, Said(len(self._said), like))
        return Word(said, times_of(attestation))


def saying(said: Said, times: Times, name: AttestationName) -> Attestation:
    """The attestation of that name that says so at these times."""
    like = said.attestation
    return Attestation(
        name,
        like.claim,
        like.assurance,
        like.issuer,
        like.purposes,
        moment_of(times.verified_at),
        like.holds,
        _interval(times.held_from, times.held_to),
        _interval(times.vouched_from, times.vouched_to),
        like.evidence,
        like.declaration,
        like.country_as_given,
        like.status,
        like.entitled,
    )


def _interval(start: int | None, end: int | None) -> Interval:
    if start is None and end is None:
        return ALWAYS
    return Interval(None if start is None else moment_of(start), None if end is None else moment_of(end))
