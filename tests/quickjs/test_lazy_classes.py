"""llrt._quickjs makes its plain Python classes (errors, BigInt, undefined) when one is first needed."""

import pickle
import subprocess
import sys

import pytest

from llrt import _quickjs, _quickjs_classes


def test_no_class_is_made_until_it_is_needed():
    program = """
import sys
from llrt import _quickjs
context = _quickjs.Runtime().context()
assert context.enter(context.eval("(a, b) => a + b"), 1, 2) == 3
assert "llrt._quickjs_classes" not in sys.modules
try:
    context.eval("throw new TypeError('x')")
except _quickjs.JSError as error:
    assert str(error) == "TypeError: x"
assert "llrt._quickjs_classes" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.parametrize("name", _quickjs_classes.__all__)
def test_each_is_an_attribute_of_the_extension_and_says_so(name):
    found = getattr(_quickjs, name)
    assert found is getattr(_quickjs_classes, name)
    assert found.__module__ == "llrt._quickjs"


def test_other_names_are_attribute_errors():
    with pytest.raises(AttributeError, match=r"module 'llrt\._quickjs' has no attribute 'Nothing'"):
        _ = _quickjs.Nothing
    with pytest.raises(ImportError):
        from llrt._quickjs import annotations  # noqa: F401


def test_undefined_and_bigint_survive_pickling():
    assert pickle.loads(pickle.dumps(_quickjs.undefined)) is _quickjs.undefined
    big = pickle.loads(pickle.dumps(_quickjs.BigInt(2**70)))
    assert big == 2**70 and type(big) is _quickjs.BigInt
