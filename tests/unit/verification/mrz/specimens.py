"""Writes zones, with the check digits counted by a rule of its own."""

from dataclasses import dataclass


def digit(text: str) -> str:
    values = [0 if character == "<" else int(character, 36) for character in text]
    return str(sum(value * (7, 3, 1)[index % 3] for index, value in enumerate(values)) % 10)


@dataclass(frozen=True)
class Specimen:
    """What is in a zone; `number` of up to nine characters, or more where it goes on in the optional data."""

    code: str = "P"
    state: str = "UTO"
    number: str = "L898902C3"
    nationality: str = "UTO"
    birth: str = "740812"
    sex: str = "F"
    expiry: str = "320415"
    names: str = "ERIKSSON<<ANNA<MARIA"
    optional: str = ""
    optional_2: str = ""

    @property
    def _birth(self) -> str:
        return self.birth + digit(self.birth)

    @property
    def _expiry(self) -> str:
        return self.expiry + digit(self.expiry)

    def _number(self, room: int) -> tuple[str, str]:
        """The nine places with their check digit, and the optional data."""
        if len(self.number) <= 9:
            padded = self.number.ljust(9, "<")
            return padded + digit(padded), self.optional.ljust(room, "<")
        rest = self.number[9:] + digit(self.number) + "<" + self.optional
        return self.number[:9] + "<", rest.ljust(room, "<")

    def td1(self) -> str:
        number, optional = self._number(15)
        first = self.code.ljust(2, "<") + self.state.ljust(3, "<") + number + optional
        second = self._birth + self.sex + self._expiry + self.nationality.ljust(3, "<") + self.optional_2.ljust(11, "<")
        composite = digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
        return f"{first}\n{second}{composite}\n{self.names.ljust(30, '<')[:30]}"

    def td2(self) -> str:
        number, optional = self._number(7)
        second = number + self.nationality.ljust(3, "<") + self._birth + self.sex + self._expiry + optional
        return f"{self._upper(36)}\n{second}{digit(second[0:10] + second[13:20] + second[21:35])}"

    def td3(self) -> str:
        number, optional = self._number(14)
        second = number + self.nationality.ljust(3, "<") + self._birth + self.sex + self._expiry
        second += optional + digit(optional)
        return f"{self._upper(44)}\n{second}{digit(second[0:10] + second[13:20] + second[21:43])}"

    def visa(self, length: int) -> str:
        number, optional = self._number(length - 28)
        second = number + self.nationality.ljust(3, "<") + self._birth + self.sex + self._expiry + optional
        return f"{self._upper(length)}\n{second}"

    def _upper(self, length: int) -> str:
        return (self.code.ljust(2, "<") + self.state.ljust(3, "<") + self.names).ljust(length, "<")[:length]
