"""Patterns of regular expressions in functions that are left for later: their errors are early ones all the same. Most patterns are seen
to be right without compiling them (cext/quickjs/engine_pre_patterns.h), which must never take one for right that the engine refuses."""
# ruff: noqa: E501   the lists are clearer in long lines

import random

import pytest

from .test_lazy_functions import _quickjs, _run

PIECES = [
    *"ab0_$^.*+?|()[]{}-,:=!<", "\\d", "\\b", "\\w", "\\-", "\\]", "\\n", "\\$", "\\.", "\\/", "(?:", "(?=", "(?!", "(?<=", "(?<n>", "[^",
    "[a-z]", "[\\d-x]", "[\\\\-a]", "{2}", "{1,3}", "{3,1}", "{2,}", "{1000}", "{99999999999}", "\\1", "\\k", "\\u0041", "\\x", "a-", "z-a", "é",
]  # fmt: skip
KNOWN = [
    "^\\d{4}-(0[1-9]|1[0-2])", "[\\w.-]+@[\\w-]+", "(?:a|b)*?", "()+", "[]", "[^]", "a{2}{3}", "a**", "(?=a)*", "\\b+", "^*", "[b-a]", "[\\b-a]",
    "[a-\\d]", "x{2,1}", "{", "}", "]", "a{", "a{1", "a{,1}", "(" * 70 + ")" * 70, "a" * 5000 + "*", "a|*", "(*)", "(?:)", "(?:", "(?", ")", "[",
]  # fmt: skip


@pytest.fixture(autouse=True)
def as_ever():
    yield
    _quickjs.set_lazy_functions(1)


def same(pattern: str, flags: str) -> None:
    text = f"globalThis.seen = 'ran'; function never() {{ PAD\n return /{pattern}/{flags}; }} 'fine'"
    at_once = _run(text, 0)
    assert _run(text, 1) == at_once, (pattern, flags)
    assert _run(text, 3) == at_once, (pattern, flags)


@pytest.mark.parametrize("pattern", KNOWN)
@pytest.mark.parametrize("flags", ["", "gi", "u", "v"])
def test_a_pattern_is_right_or_an_early_error(pattern, flags):
    same(pattern, flags)


def test_patterns_at_random():
    chance = random.Random(20261130)
    for _ in range(400):
        pattern = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 7)))
        same(pattern, chance.choice(["", "", "g", "i", "u", "v"]))
