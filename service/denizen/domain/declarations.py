"""Self-declarations: the texts of the catalogue, and who may sign for whom."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, SelfDeclaration
from denizen.domain.claims import ActsFor, Affiliation, AffiliationKind, ClaimKind
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.kinds import CheckKind
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import Purpose
from denizen.domain.principals import PrincipalKind

OWN = "denizen/"
"""How the versions of the catalogue's texts begin; those of others are theirs to keep."""
_SIGN_FOR_ORGANISATIONS = frozenset({AffiliationKind.DIRECTOR, AffiliationKind.AGENT, AffiliationKind.EMPLOYEE})


@dataclass(frozen=True, slots=True)
class DeclarationText:
    """A wording in one language. `version` begins with `denizen/`, and the text under it never changes."""

    version: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """Over the UTF-8 text, in lower-case hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DeclarationTexts:
    """The texts of the catalogue, by version and language."""

    texts: Mapping[tuple[str, str], DeclarationText] = field(default_factory=dict)

    @classmethod
    def parse(cls, given: object) -> "DeclarationTexts":
        """From plain data: a list of versions, each with its texts by language. `InvalidError` names the entry."""
        if not isinstance(given, Mapping) or set(given) != {"declarations"} or not given["declarations"]:
            raise InvalidError("declarations", None, "a list of versions, and nothing else")
        found: dict[tuple[str, str], DeclarationText] = {}
        for index, entry in enumerate(given["declarations"]):
            for text in _texts(entry, f"declarations[{index}]"):
                if (text.version, text.language) in found:
                    raise InvalidError(f"declarations[{index}].version", text.version, "each version once")
                found[text.version, text.language] = text
        return cls(MappingProxyType(found))

    def check(self, declaration: SelfDeclaration) -> None:
        """`InvalidError` for a version of the catalogue's that it does not have in that language, or with another
        text. Versions of others are not known here, and none of them looks like one of the catalogue's."""
        if not declaration.text_version.strip().casefold().startswith(OWN):
            return
        known = self.texts.get((declaration.text_version, declaration.language))
        if known is None:
            languages = sorted(language for version, language in self.texts if version == declaration.text_version)
            wanted = f"a version of the catalogue in one of its languages: {', '.join(languages) or 'there is none'}"
            got = f"{declaration.text_version} in {declaration.language}"
            raise InvalidError("self_declaration.text_version", got, wanted)
        if known.sha256 != declaration.text_sha256:
            wanted = f"{known.sha256}, that of {known.version} in {known.language}"
            raise InvalidError("self_declaration.text_sha256", declaration.text_sha256, wanted)


def _texts(entry: object, path: str) -> Iterable[DeclarationText]:
    if not isinstance(entry, Mapping) or set(entry) != {"version", "texts"} or not isinstance(entry["texts"], Mapping):
        raise InvalidError(path, None, "a version and its texts, and nothing else")
    version = entry["version"]
    if not isinstance(version, str) or not version.startswith(OWN) or not entry["texts"]:
        raise InvalidError(f"{path}.version", repr(version), f"a version that begins with {OWN}, with texts")
    for language, text in entry["texts"].items():
        if not isinstance(language, str) or not isinstance(text, str) or not text.strip():
            raise InvalidError(f"{path}.texts.{language}", None, "a text")
        yield DeclarationText(version, language, text.strip())


def signs_for(
    subject: PrincipalFacts, signer: PrincipalFacts | None, purposes: frozenset[Purpose], moment: datetime
) -> bool:
    """Whether it is attested, by somebody else than the signer, that the signer speaks for the subject: as its
    director, agent or employee for an organisation; as whom it acts for, for a service. For another person nobody
    speaks by an attestation."""
    if signer is None:
        return False
    match subject.kind:
        case PrincipalKind.ORGANISATION:
            return any(
                isinstance(each.claim, Affiliation)
                and each.claim.role in _SIGN_FOR_ORGANISATIONS
                and each.claim.organisation == subject.name
                for each in _effective(signer, ClaimKind.AFFILIATION, purposes, moment)
            )
        case PrincipalKind.SERVICE:
            found = _effective(subject, ClaimKind.ACTS_FOR, purposes, moment)
            return any(isinstance(each.claim, ActsFor) and each.claim.principal == signer.name for each in found)
        case PrincipalKind.PERSON:
            return False


def _effective(
    facts: PrincipalFacts, kind: ClaimKind, purposes: frozenset[Purpose], moment: datetime
) -> Iterable[Attestation]:
    return (
        each
        for each in facts.holding.get(kind, ())
        if moment in each.held
        and moment in each.vouched
        and purposes <= each.purposes
        and each.assurance.ordinal > AssuranceLevel.SELF_DECLARED
    )


REPRESENTATION = frozenset({"guardianship_order", "power_of_attorney"})
"""Types of documents by which one person signs for another."""
GENUINE = frozenset(
    {CheckKind.VISUAL_IN_PERSON, CheckKind.AUTOMATED_INSPECTION, CheckKind.ISSUER_LOOKUP, CheckKind.SIGNATURE_CHAIN}
)
"""Checks of which such a document has to have passed one."""
