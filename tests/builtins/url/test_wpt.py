"""URL against the vectors of the web platform tests: every vector passes. The data is in the folder shared beside the
checkout; without it the tests are skipped. How a file is read: _wpt_runner.mjs.

Of verifydnslength_tests.json the failures are expected to parse: the URL Standard leaves VerifyDnsLength off.
"""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DATA = HERE.parents[3] / "shared" / "testdata" / "url"

# File, how it is read, and how many vectors it holds: a vector that is silently left out would show.
FILES = [
    ("urltestdata.json", "parse", 891),
    ("urltestdata-javascript-only.json", "parse", 1),
    ("ada_extra_urltestdata.json", "parse", 28),
    ("ada_long_urltestdata.json", "parse", 1),
    ("verifydnslength_tests.json", "lengths", 17),
    ("setters_tests.json", "set", 278),
    ("ada_extra_setters_tests.json", "set", 18),
    ("toascii.json", "toASCII", 87),
    ("IdnaTestV2.json", "toASCII", 2670),
    ("IdnaTestV2-removed.json", "toASCII", 20),
    ("percent-encoding.json", "percentEncoding", 7),
]


@pytest.mark.parametrize("name, kind, count", FILES, ids=[name for name, _, _ in FILES])
def test_every_vector_passes(llrt, name, kind, count):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the shared test data is not here: {path}")
    result = llrt(HERE / "_wpt_runner.mjs", env={"DATA": str(path), "KIND": kind})
    assert result.code == 0, result
    report = json.loads(result.stdout)
    assert report["failures"] == []
    assert report["passed"] == count
