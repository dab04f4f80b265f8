"""Init: which module a handler string loads, and the typed error for each way it can fail."""

import pytest

from tests.lambda_runtime.fake_api import run_runtime

FILES = {
    "esm.mjs": "export const handler = async () => 'esm'; export const api = { v1: { get: async () => 'nested' } };",
    "cjs.cjs": "exports.handler = async () => 'cjs'; exports.api = { v1: { get: async () => 'nested cjs' } };",
    "plain.js": "exports.handler = async () => 'plain';",
    "assigned.js": "module.exports = { handler: async () => 'assigned' };",
    "dynamic.js": "const name = 'hand' + 'ler'; module.exports = {}; module.exports[name] = async () => 'dynamic';",
    "compiled.js": "'use strict'; Object.defineProperty(exports, '__esModule', { value: true });"
    "exports.handler = async () => 'compiled';",
    "defaulted.mjs": "export default { handler: async () => 'defaulted' };",
    "awaiting.mjs": "await new Promise((r) => setTimeout(r, 5)); export const handler = async () => 'awaited';",
    "noext": "exports.handler = async () => 'no extension';",
    "typed/package.json": '{"type":"module"}',
    "typed/app.js": "export const handler = async () => 'typed';",
    "dotted.dir/app.mjs": "export const handler = async () => 'dotted';",
    "sp ace/ä#?.mjs": "export const handler = async () => 'spaced';",
    "folder/index.js": "exports.handler = async () => 'folder';",
    "node_modules/pkg/package.json": '{"main":"lib/main.js"}',
    "node_modules/pkg/lib/main.js": "exports.handler = async () => 'package';",
    "imports.mjs": "import { handler as h } from './esm.mjs'; import { createRequire } from 'node:module';"
    "export const handler = async () => [await h(), await createRequire(import.meta.url)('./plain.js').handler()];",
    "klass.mjs": "class K { static run() { return 'static'; } } export { K };",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("task")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize(
    ("handler", "result"),
    [
        ("esm.handler", "esm"),
        ("esm.api.v1.get", "nested"),
        ("cjs.handler", "cjs"),
        ("cjs.api.v1.get", "nested cjs"),
        ("plain.handler", "plain"),
        ("assigned.handler", "assigned"),
        ("dynamic.handler", "dynamic"),
        ("compiled.handler", "compiled"),
        ("defaulted.handler", "defaulted"),
        ("awaiting.handler", "awaited"),
        ("noext.handler", "no extension"),
        ("typed/app.handler", "typed"),
        ("./typed/app.handler", "typed"),
        ("dotted.dir/app.handler", "dotted"),
        ("sp ace/ä#?.handler", "spaced"),
        ("folder.handler", "folder"),
        ("pkg.handler", "package"),
        ("imports.handler", ["esm", "plain"]),
        ("klass.K.run", "static"),
    ],
)
def test_a_handler_string_finds_its_function(folder, handler, result):
    outcome = run_runtime(folder, handler, [{}])
    assert [(post.kind, post.json) for post in outcome.posts] == [("response", result)], outcome.stderr


def test_lambda_handler_wins_and_the_task_root_defaults_to_the_folder(folder):
    env = {"LAMBDA_HANDLER": "cjs.handler", "LAMBDA_TASK_ROOT": None}
    assert run_runtime(folder, "esm.handler", [{}], env=env).posts[0].json == "cjs"


WAIT = "await new Promise((r) => setTimeout(r, 50)); export const handler = async () => 1;"
BROKEN = {
    "syntax.mjs": "export const handler = async () => {\n  return ]; };\n",
    "syntaxcjs.js": "exports.handler = async () => {\n  return ]; };\n",
    "throws.mjs": "class Init extends TypeError { constructor(m) { super(m); this.name = 'InitError'; } }"
    "throw new Init('at init');",
    "throwscjs.js": "throw new RangeError('cjs at init');",
    "throwsvalue.mjs": "throw 'a string';",
    "needs.mjs": "import 'not-there'; export const handler = 1;",
    "needscjs.js": "require('not-there-either');",
    "needsfile.mjs": "import './gone.mjs';",
    "notfunction.mjs": "export const handler = 42; export const nested = { deep: null };",
    "rejects.mjs": "Promise.reject(new Error('floating')); " + WAIT,
    "timer.mjs": "setTimeout(() => { throw new Error('from a timer'); }, 1); " + WAIT,
    "stuck.mjs": "await new Promise(() => {}); export const handler = async () => 1;",
    "badstreams.mjs": "export const handler = async () => {};"
    "handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'request';",
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    root = tmp_path_factory.mktemp("broken")
    for name, text in BROKEN.items():
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize(
    ("handler", "error_type", "message", "header", "code"),
    [
        ("missing.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'missing'", None, 129),
        ("needs.handler", "Runtime.ImportModuleError", "Error: Cannot find package 'not-there'", None, 129),
        ("needscjs.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'not-there-either'", None, 129),
        ("needsfile.handler", "Runtime.ImportModuleError", "Error: Cannot find module", None, 129),
        ("syntax.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: ", None, 129),
        ("syntaxcjs.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: ", None, 129),
        ("notfunction.absent", "Runtime.HandlerNotFound", "notfunction.absent is undefined or not exported", None, 129),
        (
            "notfunction.nested.deep.er",
            "Runtime.HandlerNotFound",
            "notfunction.nested.deep.er is undefined or not exported",
            None,
            129,
        ),
        ("notfunction.handler", "Runtime.HandlerNotFound", "notfunction.handler is not a function", None, 129),
        ("notfunction.", "Runtime.HandlerNotFound", "notfunction. is undefined or not exported", None, 129),
        ("nodot", "Runtime.MalformedHandlerName", "Bad handler", None, 129),
        ("../x.handler", "Runtime.MalformedHandlerName", "'../x.handler' is not a valid handler name.", None, 129),
        ("throws.handler", "InitError", "at init", "Function.InitError", 129),
        ("throwscjs.handler", "RangeError", "cjs at init", "Function.RangeError", 129),
        ("throwsvalue.handler", "string", "a string", "Function.Unknown", 129),
        ("timer.handler", "Error", "from a timer", "Function.Error", 129),
        ("rejects.handler", "Runtime.UnhandledPromiseRejection", "Error: floating", None, 128),
        ("stuck.handler", "Runtime.NodeJsExit", "The Lambda runtime client detected", None, 13),
        ("badstreams.handler", "Runtime.MalformedStreamingHandler", "Only response streaming is supported.", None, 129),
    ],
)
def test_what_goes_wrong_at_init_is_posted_with_its_type(broken, handler, error_type, message, header, code):
    outcome = run_runtime(broken, handler, [{}])
    assert [post.kind for post in outcome.posts] == ["init/error"], outcome.stderr
    (post,) = outcome.posts
    assert post.path == "/2018-06-01/runtime/init/error"
    assert post.json["errorType"] == error_type
    assert post.json["errorMessage"].startswith(message)
    assert isinstance(post.json["trace"], list)
    assert post.headers["lambda-runtime-function-error-type"] == (header or error_type)
    assert outcome.code == code
    assert outcome.stdout.count("\n") == 1
    assert error_type in outcome.stdout or error_type == "string"
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("app.lrt", "/app.lrt is bytecode, which can't be made or loaded yet (llrt compile): ship its JavaScript"),
        ("app.ts", "/app.ts is TypeScript: compile it to JavaScript and ship that"),
    ],
)
def test_a_file_that_can_not_be_loaded_yet_is_named(tmp_path, file, message):
    (tmp_path / file).write_bytes(b"x")
    outcome = run_runtime(tmp_path, "app.handler", [])
    (post,) = outcome.posts
    assert (post.kind, post.json["errorType"]) == ("init/error", "Runtime.ImportModuleError")
    assert post.json["errorMessage"] == f"{tmp_path}{message}"
    assert outcome.code == 129


@pytest.mark.parametrize(("value", "there"), [("1", False), ("true", False), ("0", True), (None, True)])
def test_the_global_awslambda_can_be_left_out(tmp_path, value, there):
    (tmp_path / "app.mjs").write_text("export const handler = async () => typeof awslambda;")
    env = {"AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA": value}
    assert run_runtime(tmp_path, "app.handler", [{}], env=env).posts[0].json == ("object" if there else "undefined")


def test_a_syntax_error_says_where(broken):
    (post,) = run_runtime(broken, "syntax.handler", []).posts
    assert any("syntax.mjs:2" in line for line in post.json["trace"])


def test_exit_during_init_posts_nothing(tmp_path):
    (tmp_path / "app.mjs").write_text("process.exit(7);")
    outcome = run_runtime(tmp_path, "app.handler", [{}])
    assert (outcome.code, outcome.posts) == (7, [])
