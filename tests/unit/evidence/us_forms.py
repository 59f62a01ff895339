"""Uses of the forms of the United States, by the row of the evidence table: rightly, and misused."""

from denizen.domain.claims import (
    Citizenship,
    LawfulPresence,
)
from denizen.domain.evidence.documents import (
    CitizenshipCertificate,
    NaturalizationCertificate,
)
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm
from tests.unit.evidence.builders import FR, GB, US, ead, evidence, green_card, i94
from tests.unit.evidence.uses import EXPIRED, LOW, SUBSTANTIAL, TO_2028, TO_2040, C, S, Use, status

OF_US_FORMS: dict[str, tuple[Use, Use]] = {
    "green-card-permanent": (
        Use(green_card(**EXPIRED), status(S.PERMANENT_RESIDENT), LOW),  # the card expired, the status did not
        Use(green_card(generation=CardGeneration.I_151, expires_on=None), status(S.PERMANENT_RESIDENT)),
    ),
    "green-card-conditional": (
        Use(
            green_card(S.CONDITIONAL_PERMANENT_RESIDENT),
            status(S.CONDITIONAL_PERMANENT_RESIDENT),
            SUBSTANTIAL,
            held=TO_2028,
        ),
        Use(green_card(S.CONDITIONAL_PERMANENT_RESIDENT), status(S.PERMANENT_RESIDENT)),
    ),
    "green-card-presence": (
        Use(green_card(), LawfulPresence(US), SUBSTANTIAL),
        Use(green_card(), LawfulPresence(FR)),
    ),
    "green-card-conditional-presence": (
        Use(green_card(S.CONDITIONAL_PERMANENT_RESIDENT), LawfulPresence(US), SUBSTANTIAL, held=TO_2028),
        Use(green_card(S.CONDITIONAL_PERMANENT_RESIDENT), LawfulPresence(US)),  # without an end
    ),
    "green-card-not-citizen": (
        Use(green_card(), Citizenship(US), SUBSTANTIAL, holds=False),
        Use(green_card(), Citizenship(), holds=False),  # of no country at all: it says nothing of others
    ),
    "i94-nonimmigrant": (
        Use(i94("H1B"), status(S.NONIMMIGRANT, "H-1B"), SUBSTANTIAL, held=TO_2028),
        Use(i94("H1B"), status(S.NONIMMIGRANT, "H-1B"), held=TO_2040),  # beyond the date
    ),
    "i94-parolee": (
        Use(i94("UHP"), status(S.PAROLEE), SUBSTANTIAL, held=TO_2028),
        Use(i94("UHP"), status(S.NONIMMIGRANT), held=TO_2028),  # parole is no admission
    ),
    "i94-refugee": (
        Use(i94("RE1", **EXPIRED), status(S.REFUGEE), LOW),
        Use(i94("RE1"), status(S.ASYLEE)),
    ),
    "i94-asylee": (
        Use(i94("AS", expires_on=None), status(S.ASYLEE), SUBSTANTIAL),
        Use(i94("F1", duration_of_status=True), status(S.ASYLEE)),
    ),
    "i94-presence": (
        Use(i94("F-1", duration_of_status=True), LawfulPresence(US), SUBSTANTIAL),
        Use(i94("F-1"), LawfulPresence(US)),  # with a date, and no end
    ),
    "i94-presence-refugee": (
        Use(i94("RE", expires_on=None), LawfulPresence(US), SUBSTANTIAL),
        Use(i94("PAR"), LawfulPresence(US), held=TO_2028),  # a parolee's does not
    ),
    "i94-not-citizen": (
        Use(i94("B2"), Citizenship(US), SUBSTANTIAL, holds=False),
        Use(i94("B2"), Citizenship(FR), holds=False),
    ),
    "ead-refugee": (Use(ead("A03"), status(S.REFUGEE), SUBSTANTIAL), Use(ead("A03"), status(S.ASYLEE))),
    "ead-asylee": (
        Use(ead("A05", **EXPIRED), status(S.ASYLEE), LOW),  # what it authorised ended, asylum did not
        Use(ead("C08"), status(S.ASYLEE)),  # applied for is not granted
    ),
    "ead-withholding": (Use(ead("A10"), status(S.WITHHOLDING), SUBSTANTIAL), Use(ead("A10"), status(S.CAT))),
    "ead-tps": (Use(ead("A12"), status(S.TPS), SUBSTANTIAL), Use(ead("C19"), status(S.TPS))),
    "ead-pending-asylum": (Use(ead("C08"), status(S.PENDING_ASYLUM), LOW), Use(ead("C08"), status(S.REFUGEE))),
    "ead-pending-adjustment": (
        Use(ead("C09"), status(S.PENDING_ADJUSTMENT), LOW),
        Use(ead("C09"), status(S.PERMANENT_RESIDENT)),
    ),
    "ead-parolee": (Use(ead("C11"), status(S.PAROLEE), LOW), Use(ead("C11"), LawfulPresence(US))),
    "ead-daca": (Use(ead("C33"), status(S.DACA), SUBSTANTIAL), Use(ead("C14"), status(S.DACA))),
    "ead-nonimmigrant": (
        Use(ead("C03B"), status(S.NONIMMIGRANT), LOW),
        Use(ead("C03B"), status(S.NONIMMIGRANT, "F-1")),  # the class is on the I-94
    ),
    "ead-not-citizen": (
        Use(ead("C09"), Citizenship(US), SUBSTANTIAL, holds=False),
        Use(ead("C09"), Citizenship(US)),
    ),
    "naturalization-citizenship": (
        Use(
            evidence(NaturalizationCertificate(CertificateForm.N_550), expires_on=None),
            Citizenship(US, C.CITIZEN),
            SUBSTANTIAL,
        ),
        Use(
            evidence(NaturalizationCertificate(CertificateForm.N_570), expires_on=None),
            Citizenship(US, C.NONCITIZEN_NATIONAL),
        ),
    ),
    "certificate-citizenship": (
        Use(evidence(CitizenshipCertificate(CertificateForm.N_560), expires_on=None), Citizenship(US), SUBSTANTIAL),
        Use(evidence(CitizenshipCertificate(CertificateForm.N_561), expires_on=None), Citizenship(GB)),
    ),
}
