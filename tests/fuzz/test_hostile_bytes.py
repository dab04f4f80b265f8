"""What comes from outside may be any bytes: it is taken or refused with an error that JavaScript can catch; nothing crashes,
hangs, or shows an exception of Python. LLRT_TEST_FUZZ=ROUNDS[:SEED] runs more than the few rounds of the suite;
`make asan` runs it on an instrumented build.
"""

import json
import os

import pytest

from tests.support.programs import ROOT

PROGRAMS = ROOT / "tests" / "fuzz" / "programs"
# Rounds that take a second or two.
FEW = {"http": 200, "keys": 120, "tls": 60, "xml": 1000, "zlib": 600}
ROUNDS, _, SEED = (os.environ.get("LLRT_TEST_FUZZ") or "0:20261128").partition(":")


@pytest.mark.parametrize("name", FEW)
def test_hostile_bytes_are_taken_or_refused(llrt, name):
    seed, rounds = int(SEED or 1), int(ROUNDS) or FEW[name]
    done = llrt(PROGRAMS / "run.mjs", name, str(seed), str(rounds), timeout=60 + rounds)
    assert done.code == 0 and done.stderr == "", done
    told = json.loads(done.stdout)
    # Were all refused, or all taken, nothing would have been tried.
    assert told["taken"] > rounds // 50 and told["refused"] > rounds // 50, told
