"""Responses that are put together of bytes: the same as the message as a whole."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError, InvalidError
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.encoded import encode_batch, encode_check
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.errors import status_of
from denizen.storage.keyring import KeyRing
from denizen.storage.tokens import SealedTokens
from denizen.usecases.decision_cache import Rendered
from denizen.usecases.ports import Revision
from denizen.usecases.warm_check import RenderedDecision
from denizen.v1 import determination_pb2 as pb

AT = datetime(2026, 6, 15, 12, 30, 0, 250, UTC)
TOKENS = SealedTokens(KeyRing.create())
REFUSED = InvalidError("items[1].principal", "Eve", "principals/{principal}")
# Lengths around those at which the number before them takes a byte more: 127 and 128, 16,383 and 16,384.
LENGTHS = st.integers(0, 300) | st.integers(16_300, 16_500)
tiers = pytest.mark.parametrize("tier", Tier, ids=lambda tier: tier.name)


def answer(length: int) -> pb.Answer:
    return pb.Answer(effect=pb.EFFECT_ALLOW, rests_on=["x" * length] if length else [])


def decision(answers: Sequence[Rendered | DenizenError], tier: Tier) -> RenderedDecision:
    return RenderedDecision("d" * 24, answers, AT, Revision(300, AT), tier)


@tiers
@given(length=LENGTHS)
def test_a_check(tier: Tier, length: int) -> None:
    told = cut(answer(length), tier)
    rendered = Rendered(told.SerializeToString())
    encoded = encode_check(rendered, decision([rendered], tier), TOKENS)
    whole = pb.CheckResponse(
        answer=told,
        at=write_moment(AT),
        known_revision=300,
        revision_token=TOKENS.revision_token(300),
        decision_id="d" * 24,
    )
    assert encoded.message == cut(whole, tier).SerializeToString(deterministic=True)
    assert encoded.revision_token == whole.revision_token


@tiers
@given(lengths=st.lists(st.none() | LENGTHS, max_size=5))
def test_a_batch_with_refusals_in_their_places(tier: Tier, lengths: list[int | None]) -> None:
    told = [None if each is None else cut(answer(each), tier) for each in lengths]
    results: list[Rendered | DenizenError] = [
        REFUSED if each is None else Rendered(each.SerializeToString()) for each in told
    ]
    encoded = encode_batch(results, decision(results, tier), TOKENS)
    whole = pb.BatchCheckResponse(
        results=[
            pb.BatchCheckResult(error=status_of(REFUSED)) if each is None else pb.BatchCheckResult(answer=each)
            for each in told
        ],
        at=write_moment(AT),
        known_revision=300,
        revision_token=TOKENS.revision_token(300),
        decision_id="d" * 24,
    )
    assert encoded.message == cut(whole, tier).SerializeToString(deterministic=True)
