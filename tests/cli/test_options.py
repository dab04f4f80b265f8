"""Options and ways to give a program: -e, -p, stdin, --, preloads, NODE_OPTIONS; outputs compared with Node 24's."""

import json
import signal

import pytest

from llrt.cli.flags import BadOption, Flags, parse, parse_node_options


@pytest.mark.parametrize(
    "args",
    [
        ["-e", "console.log(1)"],
        ["-e", "console.log(process.argv.slice(1))", "a", "-b", "--c"],
        ["-e", "console.log(process.argv.slice(1))", "--", "-a", "b"],
        ["-p", "1 + 1"],
        ["-p", "({a: [1, {b: 2}]})", "x"],
        ["-p", "process.argv.slice(1)", "x", "y"],
        ["-pe", "'x'"],
        ["-p", "new Map([[1, 2n]])"],
        ["-p", "undefined"],
        ["-e", "console.log(typeof require, typeof module, typeof exports, __filename, __dirname)"],
        ["-e", "var q = 1; console.log(globalThis.q, this === globalThis)"],
        ["-e", "import 'node:url'; console.log(import.meta.url.slice(-8))"],
        ["-e", "await 1; console.log('tla')"],
        ["--input-type=module", "-e", "console.log(typeof require, this)"],
        ["--input-type=commonjs", "-e", "console.log(typeof require)"],
        ["-e", "console.log(require('url') === require('node:url'), require.resolve('url'))"],
        ["-e", "import('node:url').then(m => console.log(typeof m.URL))"],
        ["-e", "process.exit(5)"],
        ["-e", "process.exitCode = 6; process.on('exit', c => console.log('exit', c))"],
        ["-e", "setTimeout(() => console.log('t'), 1)"],
        ["--stack-trace-limit=2", "-p", "Error.stackTraceLimit"],
        ["-e", ""],
        ["-e", "await new Promise(() => {})", "--input-type=module"],
    ],
    ids=lambda args: " ".join(args)[:60],
)
def test_as_node(both, args):
    both(*args)


@pytest.mark.parametrize("args", [[], ["-"], ["-", "a", "b"], ["--input-type=module"]], ids=str)
def test_a_script_on_stdin(both, args):
    both(*args, stdin="console.log(process.argv.slice(2), typeof require)")


def test_a_module_on_stdin_is_detected(both):
    both(stdin="import { URL } from 'node:url'; console.log(typeof URL, await 2)")


def test_arguments_of_a_file_are_left_alone(both):
    both("a.mjs", "-e", "--x", "--", "y", files={"a.mjs": "console.log(process.argv.slice(2))"})


def test_argv_has_the_absolute_script(both):
    both("./sub/../a.js", files={"a.js": "console.log(process.argv[1] === __filename, process.execArgv)"})


def test_options_are_in_exec_argv(both):
    both("--no-warnings", "-C", "x", "a.js", "z", files={"a.js": "console.log(process.execArgv, process.argv.length)"})


def test_require_and_import_come_before_the_program(both):
    files = {
        "r.cjs": "console.log('required'); globalThis.r = 1",
        "i.mjs": "console.log('imported', globalThis.r); await 1; globalThis.i = 2",
        "main.js": "console.log('main', r, globalThis.i)",
        "main.mjs": "console.log('main', r, i)",
    }
    both("-r", "./r.cjs", "main.js", files=files)
    both("-r", "./r.cjs", "--import", "./i.mjs", "main.mjs")
    both("--import=./i.mjs", "-e", "console.log('eval', i)")


def test_conditions_choose_exports(both):
    files = {
        "node_modules/p/package.json": json.dumps({"exports": {"custom": "./c.js", "default": "./d.js"}}),
        "node_modules/p/c.js": "module.exports = 'custom'",
        "node_modules/p/d.js": "module.exports = 'default'",
        "m.mjs": "import p from 'p'; console.log(p)",
    }
    both("m.mjs", files=files)
    both("-C", "custom", "m.mjs")
    both("--conditions=custom", "-p", "require('p')")


def test_node_options_apply_and_are_checked(both, llrt):
    both("-p", "Error.stackTraceLimit", env={"NODE_OPTIONS": "--stack-trace-limit=3"})
    for text in ("-e 1", "--zzz", "x.js", '"--unterminated'):
        assert llrt("-p", "1", env={"NODE_OPTIONS": text}).code == 9


def test_env_file_sets_what_is_not_set(both):
    files = {"e.env": "A=1\nB = two # c\nC='s p'\nD=\"l1\\nl2\"\n# X=1\nexport E=5\nHAVE=no\nF=a=b\nG=\nM='x\ny'\n"}
    program = "const {A,B,C,D,E,F,G,M,HAVE,X} = process.env; console.log({A,B,C,D,E,F,G,M,HAVE,X})"
    both("--env-file=e.env", "-e", program, files=files, env={"HAVE": "yes"})
    both("--env-file-if-exists=none.env", "-p", "1")
    both("--env-file=none.env", "-p", "1")


def test_check_compiles_only(both):
    files = {"ok.js": "console.log('ran')", "bad.js": "let ;", "esm.mjs": "import x from './none.mjs'"}
    both("--check", "ok.js", files=files)
    both("-c", "bad.js")
    both("-c", "esm.mjs")


def test_version_names_llrt_and_node(llrt):
    result = llrt("-v")
    assert result.code == 0
    assert result.stdout.startswith("llrt v") and "Node.js v24" in result.stdout


def test_help_lists_every_option(llrt):
    from llrt.cli.flags import KNOWN

    text = llrt("--help").stdout
    for name in KNOWN:
        assert name.replace("--warnings", "--no-warnings") in text or name == "--interactive", name


def test_no_arguments_on_a_terminal_explain_themselves():
    import os
    import pty

    from tests.support import programs

    pid, fd = pty.fork()
    if pid == 0:
        os.environ.clear()
        os.environ.update(programs.environment())
        os.execv(programs.llrt_command()[0], programs.llrt_command())
    text = b""
    try:
        while chunk := os.read(fd, 4096):
            text += chunk
    except OSError:
        pass
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 1
    assert b"interactive" in text and b"Usage:" in text


def test_the_versions_of_the_package_and_the_module_agree():
    from pathlib import Path

    from llrt.version import VERSION

    text = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    assert f'version = "{VERSION}"' in text or "dynamic" in text


def test_node_options_words():
    flags = Flags()
    parse_node_options('--title="a b" --conditions "c\\"d"', flags)
    assert flags.title == "a b"
    assert flags.conditions == ['c"d']
    with pytest.raises(BadOption, match="unterminated"):
        parse_node_options('--title="a', Flags())


def test_underscores_and_dashes_are_the_same():
    flags = Flags()
    parse(["--max_old_space_size=10", "x.js"], flags)
    assert flags.max_old_space_size == 10


def test_env_file_forms(both):
    text = "A=`b\nc`\r\nD=e'f\nG='h' # i\n =x\nnoequals\nK=\"open\nL= \nM=a#b\nN='x'y\n#O=1\nP==\nexport  Q = 1\n'R'=2\n"
    program = "for (const k of [...'ABCDGKLMNOPQR', \"'R'\"]) console.log(k, JSON.stringify(process.env[k]))"
    both("--env-file=e.env", "-e", program, files={"e.env": text})


def test_builtins_are_globals_of_text_from_the_command_line(both):
    both(
        "-p",
        "[os.EOL.length, typeof fs.readFileSync, path.sep, util.format('%d', 5), typeof node, Object.keys(globalThis).length]",
    )
    both("-e", "let os = 1; var path = 2; console.log(os, path, typeof string_decoder)")


def test_http_options_are_taken(both):
    program = "console.log(http.maxHeaderSize, require('_http_common').isLenient(), !http.globalAgent.options.proxyEnv)"
    both("-e", program, env={"NODE_NO_WARNINGS": "1"})
    both("--max-http-header-size=100", "--insecure-http-parser", "--use-env-proxy", "-e", program, env={"NODE_NO_WARNINGS": "1"})
    both("-e", program, env={"NODE_NO_WARNINGS": "1", "NODE_OPTIONS": "--max-http-header-size=200", "NODE_USE_ENV_PROXY": "1"})


def test_abort_on_uncaught_exception_ends_by_sigabrt(llrt):
    asked = llrt("--abort-on-uncaught-exception", "-e", "process.on('uncaughtException', () => {}); throw new Error('out')")
    assert asked.code == -signal.SIGABRT
    assert "Error: out" in asked.stderr
    captured = llrt("--abort-on-uncaught-exception", "-e", "process.setUncaughtExceptionCaptureCallback(() => {}); throw 1")
    assert captured.code == 0
