"""Random JSON values for tests: every kind of number, string and key, lone surrogates and NUL included."""

import random

CHARACTERS = 'abcxyz 0"\\/\b\f\n\r\t\x00\x1f\x7f\x80é\xff\u0100日\u2028\U0001f600\ud800\udc00'
KEYS = ["a", "b", "id", "name", "__proto__", "length", "0", "1", "42", "01", "-1", "4294967295", "", "é", "日本", "k" * 40]
NUMBERS = [0, 1, -1, 2**31, -(2**31) - 1, 2**53 - 1, 1e300, 5e-324, 0.1, 1e21, 1e-7]


def value(rng: random.Random, depth: int = 4) -> object:
    """A value of at most `depth` levels of containers."""
    kind = rng.randrange(8 if depth else 4)
    if kind == 0:
        return rng.choice([rng.choice(NUMBERS), rng.randrange(10**9), rng.uniform(-1e6, 1e6), rng.randrange(10**6) / 100])
    if kind in (1, 3):
        return "".join(rng.choice(CHARACTERS) for _ in range(rng.choice([0, 1, 3, 8, 16, 17, 40])))
    if kind == 2:
        return rng.choice([True, False, None])
    count = rng.choice([0, 1, 3, 8])
    if kind < 6:
        return {rng.choice(KEYS) if rng.random() < 0.5 else f"k{i}": value(rng, depth - 1) for i in range(count)}
    return [value(rng, depth - 1) for _ in range(count)]
