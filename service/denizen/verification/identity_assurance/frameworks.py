"""Trust frameworks that we know, and how sure their levels are: the names are those of the OpenID registry of
Identity Assurance identifiers."""

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.verification.identity_assurance.members import Members

FRAMEWORKS = {
    # Regulation (EU) 910/2014, article 8.
    "eidas": {"low": AssuranceLevel.LOW, "substantial": AssuranceLevel.SUBSTANTIAL, "high": AssuranceLevel.HIGH},
    # NIST SP 800-63A-4, section 2.3.
    "nist_800_63A": {"ial1": AssuranceLevel.LOW, "ial2": AssuranceLevel.SUBSTANTIAL, "ial3": AssuranceLevel.HIGH},
    # UK digital identity and attributes trust framework: levels of confidence of GPG 45.
    "uk_diatf": {
        "low": AssuranceLevel.LOW,
        "medium": AssuranceLevel.SUBSTANTIAL,
        "high": AssuranceLevel.HIGH,
        "very_high": AssuranceLevel.HIGH,
    },
    # SPID, notified under eIDAS: levels 1 to 3 (OJ C 318, 10.9.2018).
    "it_spid": {
        "SpidL1": AssuranceLevel.LOW,
        "SpidL2": AssuranceLevel.SUBSTANTIAL,
        "SpidL3": AssuranceLevel.HIGH,
    },
    # BankID, by the levels of the registry: a code sent by mail, and an identity document seen.
    "se_bankid": {"al2": AssuranceLevel.LOW, "al_2": AssuranceLevel.LOW, "al3": AssuranceLevel.SUBSTANTIAL},
    # Rules for banks and carriers who identify their customers: they have no levels.
    "de_aml": {},
    "cz_aml": {},
    "jp_aml": {},
    "jp_mpiupa": {},
    "de_tkg111": {},
}


def assurance(verification: Members) -> Assurance:
    """The assurance, as reported. Without a level it is LOW: the name of a framework alone does not say how sure.

    `InvalidError` for a framework or a level that is not known.
    """
    verification.required("trust_framework")
    framework = verification.text("trust_framework")
    levels = FRAMEWORKS.get(framework)
    if levels is None:
        raise verification.refuse("trust_framework", "another one", f"one of {', '.join(FRAMEWORKS)}")
    level = verification.text("assurance_level")
    if not level:
        return Assurance(framework, level, AssuranceLevel.LOW)
    if level not in levels:
        wanted = f"one of {', '.join(levels)} for {framework}" if levels else f"none: {framework} has no levels"
        raise verification.refuse("assurance_level", "another one", wanted)
    return Assurance(framework, level, levels[level])
