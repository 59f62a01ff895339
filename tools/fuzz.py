"""Looks for bytes that make a parser crash, hang or grow: coverage-guided, by atheris, each parser in its own process.

* `python tools/fuzz.py` gives every parser a million inputs, which takes a while.
* `python tools/fuzz.py mrz …` takes these parsers.
* `--inputs 2000` tries fewer; `--seconds 600` stops each after so long, however many there were.

What brought a parser down is left in `.fuzzing/`, next to what was found to reach new code. Exits 1 if anything did.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOUND = ROOT / ".fuzzing"
SECONDS = 5
"""For one input; longer is a hang."""
MEBIBYTES = 1024
_TRIED = re.compile(r"stat::number_of_executed_units: +(\d+)")


def fuzz(name: str, inputs: int, seconds: int, found: Path) -> None:
    """In this process, which ends with it."""
    import atheris  # noqa: PLC0415  # only where it is asked for: it is not part of the development set-up

    with atheris.instrument_imports(include=["denizen", "json", "tests.fuzzing"]):
        from tests.fuzzing.targets import TARGETS  # noqa: PLC0415  # instrumented as it is imported

    target = TARGETS[name]
    corpus = found / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-runs={inputs}",
        f"-max_total_time={seconds}",
        f"-max_len={target.most}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEBIBYTES}",
        f"-artifact_prefix={found}/{name}-",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup([name, str(corpus), *options], target.parse)
    atheris.Fuzz()


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "service")]
    parser = argparse.ArgumentParser(description="Fuzzing of the parsers.")
    parser.add_argument("targets", nargs="*", metavar="PARSER", help="those named in tests/fuzzing")
    parser.add_argument("--inputs", type=int, default=1_000_000, help="for each parser")
    parser.add_argument("--seconds", type=int, default=0, help="for each parser at most; 0: as long as it takes")
    parser.add_argument("--found", type=Path, default=FOUND, help="where to leave what was found")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        # Nothing of ours may be imported before: what is imported already is not instrumented, and is tried blindly.
        fuzz(chosen.targets[0], chosen.inputs, chosen.seconds, chosen.found)
    from tests.fuzzing.targets import TARGETS  # noqa: PLC0415  # not in the process that fuzzes, and found by the above

    if unknown := set(chosen.targets) - set(TARGETS):
        parser.error(f"got {', '.join(sorted(unknown))}, wanted some of {', '.join(TARGETS)}")
    failed = []
    for name in chosen.targets or TARGETS:
        limits = ["--inputs", str(chosen.inputs), "--seconds", str(chosen.seconds), "--found", str(chosen.found)]
        command = [sys.executable, __file__, name, "--here", *limits]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            failed.append(name)
            print(done.stderr[-4000:])
        tried = _TRIED.search(done.stderr)
        found = f"{tried[1]} inputs, none brought it down" if tried and not done.returncode else "failed"
        print(f"{name}: {found}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
