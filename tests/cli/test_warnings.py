"""The flags about warnings do what Node 24's do, whether or not a program touches `process`."""

import re

import pytest

WARNS = "new Buffer(1); setTimeout(() => console.log('end'), 1)"


@pytest.mark.parametrize("touches", ["", "process.title; "], ids=["untouched", "touched"])
@pytest.mark.parametrize(
    "flag", ["--no-deprecation", "--throw-deprecation", "--trace-deprecation", "--no-warnings", "--trace-warnings"]
)
def test_deprecations(both, flag, touches):
    ours = both(flag, "-e", touches + WARNS)
    silent = flag in ("--no-deprecation", "--no-warnings")
    assert ("DEP0005" in ours.stderr) is not silent
    if flag.startswith("--trace"):
        assert re.search(r"DEP0005.*\n( +at .*\n)* +at \[eval\]:1:", ours.stderr)


def test_their_values_are_on_process(both):
    script = "[process.noDeprecation, process.throwDeprecation, process.traceDeprecation, process.traceProcessWarnings]"
    for flag in ("--no-deprecation", "--throw-deprecation", "--trace-deprecation", "--trace-warnings"):
        both(flag, "-p", script)


def test_a_traced_warning_says_where_it_was_made(llrt):
    program = "function made() { process.emitWarning('x') } made()"
    assert "Warning: x\n    at made ([eval]:1:" in llrt("--trace-warnings", "-e", program).stderr
