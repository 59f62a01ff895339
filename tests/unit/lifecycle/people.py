"""The people and the issuers that take part, and what is drawn of them."""

import hashlib
from dataclasses import dataclass

from hypothesis import strategies as st

from denizen.domain.attestations import SelfDeclaration
from denizen.domain.names import IssuerName
from denizen.usecases.context import Call, Caller, Method
from tests.unit.usecases.builders import ALICE, EXPORT, HR

ROGUE = IssuerName("issuers/rogue")
TEXT = "I am a citizen."
WORD = SelfDeclaration(TEXT, "1", hashlib.sha256(TEXT.encode()).hexdigest(), "en", ALICE, ALICE)


@dataclass(frozen=True)
class Who:
    """A caller, the person behind it, and the issuer for which it acts."""

    call: Call
    person: str
    issuer: IssuerName | None = None


def who(name: str, person: str, issuer: IssuerName | None = None, on_behalf_of: str = "") -> Who:
    caller = Caller(f"callers/{name}", issuer, Method.TOKEN)
    return Who(Call(caller, EXPORT, on_behalf_of=on_behalf_of), person, issuer)


PEOPLE = (
    who("ann", "ann"),
    who("ann-at-home", "ann"),
    who("bob", "bob"),
    who("portal", "ann", on_behalf_of="callers/ann"),
    who("portal", "bob", on_behalf_of="callers/bob"),
    who("portal", "alice", on_behalf_of=ALICE),
    who("desk", "desk", HR),
    who("feed", "alice", HR, on_behalf_of=ALICE),
    who("alice", "alice"),
    who("alice-at-hr", "alice", HR),
    who("rogue", "rogue", ROGUE),
)
anybody = st.sampled_from(PEOPLE)
reviewers = anybody | st.sampled_from([each for each in PEOPLE if each.person in {"bob", "desk"}])
numbers = st.sampled_from([None] * 12 + list(range(1, 13)))
indexes = st.integers(0, 11)
issuers = st.sampled_from([HR, HR, HR, HR, ROGUE])
declarations = st.sampled_from([False, False, False, False, True])
