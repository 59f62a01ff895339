"""The coding systems that evidence uses, and what a code can be besides a sovereign country."""

from enum import Enum, unique

from denizen.domain.errors import InvalidError


@unique
class System(Enum):
    """Whose list a code is read from. The same two letters mean different countries in different systems."""

    ISO2 = "ISO2"  # ISO 3166-1 alpha-2, as assigned today
    ISO2_RESERVED = "ISO2_RESERVED"  # alpha-2 that ISO 3166/MA reserves without assigning it
    ISO2_REUSED = "ISO2_REUSED"  # alpha-2 that ISO has withdrawn, read without a date
    ISO3 = "ISO3"  # ISO 3166-1 alpha-3, as assigned today
    ICAO_MRZ = "ICAO_MRZ"  # ICAO Doc 9303-3 section 5: passports, and KYC data taken from them
    ISO3166_3 = "ISO3166-3"  # formerly used names, by alpha-3 or alpha-4
    USER_ASSIGNED = "USER_ASSIGNED"  # Kosovo, from the range that ISO 3166-1 leaves to users
    EU_USAGE = "EU_USAGE"  # EU Interinstitutional Style Guide, VAT and EORI numbers
    FIPS10_4 = "FIPS10-4"  # FIPS PUB 10-4, withdrawn in 2008 and still in US data

    @classmethod
    def parse(cls, text: str, field: str = "system") -> "System":
        """The system of exactly this name. `InvalidError` names `field`."""
        for system in cls:
            if system.value == text:
                return system
        raise InvalidError(field, text, "one of " + ", ".join(system.value for system in cls))


@unique
class Kind(Enum):
    """What a code is, where it is not simply the code of a sovereign country of today."""

    TERRITORY = "territory"  # a place whose people are citizens of the country given
    US_TERRITORY = "us_territory"  # birth there makes a US citizen: 8 USC 1402, 1406, 1407; 48 USC 1801
    US_OUTLYING_POSSESSION = "us_outlying_possession"  # birth there makes a US national, no citizen: 8 USC 1408(1)
    FORMER = "former"  # valid as history only
    AMBIGUOUS = "ambiguous"  # means more than one country, depending on a date or on a claim
    SPECIMEN = "specimen"  # no genuine document carries it
    STATELESS = "stateless"  # 1954 Convention, art. 1
    REFUGEE_1951 = "refugee_1951"  # 1951 Convention, art. 1, with the 1967 Protocol
    REFUGEE_OTHER = "refugee_other"
    UNSPECIFIED = "unspecified"  # the issuer does not say
    ORGANISATION_DOCUMENT = "organisation_document"  # an issuer, never a nationality
    UN_MISSION_KOSOVO_RESIDENT = "un_mission_kosovo_resident"  # says where the holder lived, not whose citizen
