import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pycountry
import pytest

from denizen.domain.countries import Country, sovereign
from denizen.domain.countries.sovereignty import TERRITORIES
from denizen.domain.errors import InvalidError

US = Country.of("US")


def pickled(country: Country) -> Country:
    restored = pickle.loads(pickle.dumps(country))  # noqa: S301 - our own bytes
    assert isinstance(restored, Country)
    return restored


def test_one_code_is_one_object() -> None:
    assert Country.of("US") is Country("US") is Country.parse("US") is US


@pytest.mark.parametrize("same", [copy.copy, copy.deepcopy, pickled], ids=["copy", "deepcopy", "pickle"])
def test_a_copy_is_the_same_object(same: Callable[[Country], Country]) -> None:
    assert same(US) is US


def test_threads_that_ask_together_get_the_same_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Country, "_interned", {})
    with ThreadPoolExecutor(16) as threads:
        made = set(threads.map(Country.of, ["FJ", "FR"] * 250))
    assert sorted(each.code for each in made) == ["FJ", "FR"]


def test_countries_differ_and_serve_as_keys() -> None:
    assert Country.of("CH") != Country.of("CN")
    assert {US: 1}[Country.of("US")] == 1
    assert object() != US


def test_countries_are_ordered_by_code() -> None:
    ad, xk = Country.of("AD"), Country.of("XK")
    assert sorted([xk, US, ad]) == [ad, US, xk]
    assert ad < xk
    assert ad <= xk
    assert ad <= Country.of("AD")
    assert xk > ad
    assert xk >= ad
    assert xk >= Country.of("XK")
    assert not ad > xk
    assert not ad >= xk
    assert not xk < ad
    assert not xk <= ad
    assert not ad < Country.of("AD")
    assert not ad > Country.of("AD")


@pytest.mark.parametrize(
    ("compare", "smaller"), [("__lt__", False), ("__le__", False), ("__gt__", True), ("__ge__", True)]
)
def test_a_country_has_an_order_with_countries_alone(compare: str, smaller: bool) -> None:
    assert getattr(US, compare)("US") is NotImplemented
    assert getattr(US, compare)(Country.of("CN")) is smaller


def test_a_country_cannot_change() -> None:
    with pytest.raises(AttributeError, match="'code'"):
        US.code = "CA"
    with pytest.raises(AttributeError, match="'other'"):
        setattr(US, "other", 1)  # noqa: B010 - mypy would refuse the statement
    with pytest.raises(AttributeError, match="'code'"):
        del US.code
    assert US.code == "US"


def test_a_country_shows_its_code() -> None:
    assert str(US) == "US"
    assert repr(US) == "Country('US')"


@pytest.mark.parametrize(
    ("code", "name"),
    [("US", "United States"), ("XK", "Kosovo"), ("TW", "Taiwan"), ("FR", "France"), ("KP", "North Korea")],
)
def test_names_are_english_and_common(code: str, name: str) -> None:
    assert Country.of(code).name == name


def test_every_assigned_alpha_2_is_a_country_with_a_name() -> None:
    assert all(Country.of(entry.alpha_2).name for entry in pycountry.countries)


@pytest.mark.parametrize("text", ["", "us", "Us", " US", "US ", "USA", "UK", "EL", "ZZ", "XX", "AN", "840", "\ud800"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidError, match="ISO 3166-1 alpha-2 code such as 'US'") as refusal:
        Country.parse(text, "claim.country")
    assert refusal.value.message.startswith(f"claim.country: got {text!r}," if text else "claim.country: got nothing,")
    with pytest.raises(InvalidError) as refusal:
        Country.of(text)
    assert refusal.value.field == "country"


SOVEREIGNS = {
    "US": "AS GU MP PR UM VI",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "NL": "AW BQ CW SX",
    "DK": "FO GL",
    "AU": "CC CX HM NF",
    "NZ": "CK NU TK",
    "NO": "BV SJ",
    "FI": "AX",
}


@pytest.mark.parametrize(
    ("territory", "state"), [(code, state) for state, codes in SOVEREIGNS.items() for code in codes.split()]
)
def test_a_territory_folds_to_its_sovereign(territory: str, state: str) -> None:
    assert sovereign(Country.of(territory)) is Country.of(state)


def test_every_other_country_is_its_own_sovereign() -> None:
    folded = {code for codes in SOVEREIGNS.values() for code in codes.split()}
    others = {entry.alpha_2 for entry in pycountry.countries} - folded | {"XK"}
    assert {"HK", "MO", "TW", "PS", "EH", "XK", "AQ", "FM", "MH", "PW"} <= others
    assert all(sovereign(Country.of(code)) is Country.of(code) for code in others)


def test_no_sovereign_is_a_territory() -> None:
    assert not set(TERRITORIES) & set().union(*TERRITORIES.values())


def test_importing_reads_no_file() -> None:
    """pycountry opens its data at the first question, not at import."""
    program = (
        "import sys, pycountry\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import denizen.domain.countries\n"
        "print([name for name in opened if name.endswith('.json')])\n"
    )
    service = Path(__file__).parents[3] / "service"
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(service)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
