"""Codes that their users assign, beside ISO 3166-1: Kosovo's, and those of the European Union."""

from denizen.domain.countries.country import KOSOVO
from denizen.domain.countries.meaning import Meaning
from denizen.domain.countries.vocabulary import Kind

USER_ASSIGNED: dict[str, Meaning] = {
    "XK": Meaning(KOSOVO, note="European Commission, IMF, SWIFT, CLDR"),
    "XKK": Meaning(KOSOVO, note="CLDR's alpha-3"),
    "XKS": Meaning(KOSOVO, note="the alpha-3 of GENC, the US profile of ISO 3166"),
    "XKX": Meaning(KOSOVO, note="the World Bank's alpha-3"),
}
"""Kosovo only. The rest of the range that ISO 3166-1 leaves to users (AA, QM to QZ, XA to XZ, ZZ, and the
same for alpha-3) means whatever each user likes, so it is not listed."""

EU: dict[str, Meaning] = {
    "EL": Meaning("GR", note="ISO has GR"),
    "EU": Meaning(kind=Kind.ORGANISATION_DOCUMENT, note="European Union"),
    "UK": Meaning("GB", note="ISO has GB"),
    "XC": Meaning("ES", Kind.TERRITORY, note="Ceuta, in customs and trade statistics"),
    "XI": Meaning("GB", Kind.TERRITORY, note="Northern Ireland, in VAT and EORI numbers since 2021"),
    "XK": USER_ASSIGNED["XK"],
    "XL": Meaning("ES", Kind.TERRITORY, note="Melilla, in customs and trade statistics"),
    "XU": Meaning("GB", note="United Kingdom without Northern Ireland, in customs and trade statistics"),
}
"""Where the EU departs from ISO 3166-1: Interinstitutional Style Guide, list of countries; Directive (EU) 2020/1756;
Commission Implementing Regulation (EU) 2020/1470, annex I. Everywhere else it follows ISO, whose GR and GB may stand
beside EL and UK."""
