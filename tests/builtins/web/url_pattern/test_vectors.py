"""URLPattern against the vectors of the web platform tests: every vector passes. The data is in the folder shared beside the
checkout; without it the test is skipped. How a vector is read: _vectors.mjs.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
DATA = HERE.parents[4] / "shared" / "testdata" / "url" / "urlpatterntestdata.json"


def test_every_vector_passes(llrt):
    if not DATA.exists():
        pytest.skip(f"the shared test data is not here: {DATA}")
    result = llrt(HERE / "_vectors.mjs", env={"DATA": str(DATA)})
    assert result.code == 0, result
    assert result.stdout.splitlines() == ["369 of 369"]
