r"""Signs what a system of record knows about one subject, as `denizen attest credential` takes it.

    python -m denizen.client.examples.sign_attestation --key hr-key.pem --kid hr-2026 --issuer https://hr.example.org \
        --audience denizen --subject hr=4711 --sequence 1 --purpose export-control --citizenship US

The token goes to standard output. `sequence` has to grow with each word about a subject.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from denizen.client.attestation_tokens import Word, read_signing_key, sign

DAY = 86_400.0


def attestations(citizenships: Sequence[str], residence: str | None, level: str) -> list[dict[str, Any]]:
    """In the JSON of the API, each with its assurance."""
    claims: list[dict[str, Any]] = [{"citizenship": {"country": each}} for each in citizenships]
    if residence is not None:
        claims.append({"residence": {"country": residence}})
    return [{"claim": each, "assurance": {"level": level}} for each in claims]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Sign what is known about one subject.")
    parser.add_argument("--key", type=Path, required=True, help="private key in PEM")
    parser.add_argument("--kid", required=True, help="the name under which its public part is registered")
    parser.add_argument("--issuer", required=True, help="as it is registered")
    parser.add_argument("--audience", required=True, help="one of DENIZEN_CREDENTIAL_AUDIENCES")
    parser.add_argument("--subject", required=True, help="principals/{principal}, or SCHEME=VALUE")
    parser.add_argument("--sequence", type=int, required=True, help="which of the words about the subject it is")
    parser.add_argument("--purpose", action="append", required=True, help="for which it was collected; may be repeated")
    parser.add_argument("--citizenship", action="append", default=[], help="two letters; may be repeated")
    parser.add_argument("--residence", help="two letters")
    parser.add_argument("--level", default="SUBSTANTIAL", help="of the assurance")
    parser.add_argument("--days", type=float, default=365.0, help="for how long it is vouched for")
    given = parser.parse_args(arguments)
    stated = attestations(given.citizenship, given.residence, given.level)
    if not stated:
        parser.error("give at least one of --citizenship and --residence")
    word = Word(given.issuer, given.audience, given.subject, given.sequence, given.purpose, stated, given.days * DAY)
    sys.stdout.write(f"{sign(read_signing_key(given.key.read_bytes(), given.kid), word)}\n")


if __name__ == "__main__":
    main()
