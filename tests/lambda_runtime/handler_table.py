"""Handlers of every kind, and what a run of one leaves behind in a form that can be compared: what the Runtime API saw and what
was logged, without times, places in files and sizes of heads."""

# ruff: noqa: E501

import base64
import json
import re

# name -> (the body of `export const handler = async (event, context) => {...}`, or a whole module), [events], variables
SUCCESS = {
    "object": "return { a: [1, 'x', null, true], é: '\\u{1F600}\\u2028' };",
    "string": "return 'text \\u0000\\u0001\\x7f';",
    "number": "return 12.5e300;",
    "null": "return null;",
    "undefined": "return undefined;",
    "false": "return false;",
    "empty string": "return '';",
    "symbol": "return Symbol('s');",
    "function": "return () => 1;",
    "not a number": "return { nan: NaN, inf: -Infinity, minus: -0, hole: [undefined, , () => {}], gone: undefined };",
    "lone surrogates": "return { 'high \\ud800': 'low \\udc00 \\ud83d\\ude00' };",
    "what has toJSON": "return [new Date(0), { toJSON(key) { return `k${key}`; } }, new URL('http://x/ä')];",
    "boxes": "return [new Map([[1, 2]]), new Set([1]), Object(1), Object('s'), new Uint8Array(2), /x/, new Error('e')];",
    "6 MB and more": "return 'x'.repeat(6 * 1024 * 1024 + 200);",
    "echo": "return event;",
    "context": "return { ...context, left: context.getRemainingTimeInMillis() > 20000, names: Object.keys(context).sort() };",
    "trace id": "return process.env._X_AMZN_TRACE_ID;",
    "thenable": "export const handler = () => ({ then(resolve) { setTimeout(resolve, 1, 'later'); } });",
    "nested handler": "export const handler = (await import('node:timers/promises')).setTimeout.bind(null, 1, 'bound');",
}
THROWS = {
    "error": "throw new Error('message \\n of two lines');",
    "subclass": "class Special extends RangeError { name = 'Special'; } throw new Special('of a kind');",
    "unnamed subclass": "class Special extends RangeError {} throw new Special('of a kind');",
    "string": "throw 'text';",
    "number": "throw 7;",
    "null": "throw null;",
    "undefined": "throw undefined;",
    "object": "throw { code: 1, message: 'not an error' };",
    "error-like object": "throw { name: 'N', message: 'm', stack: 'N: m\\n    at x (y:1:2)' };",
    "symbol": "throw Symbol('s');",
    "with cause": "throw new Error('outer', { cause: new TypeError('inner') });",
    "with properties": "throw Object.assign(new Error('m'), { code: 'ECODE', statusCode: 418, deep: { a: [1] } });",
    "aggregate": "throw new AggregateError([new Error('one'), new TypeError('two')], 'many');",
    "throwing getter": "const e = new Error('m'); Object.defineProperty(e, 'message', { get() { throw new Error('no'); } }); throw e;",
    "name that is no string": "const e = new Error('m'); e.name = 5; throw e;",
    "without a stack": "const e = new Error('m'); e.stack = undefined; throw e;",
    "delete character": "throw new Error('a\\x7fb');",
    "rejected": "return Promise.reject(new TypeError('rejected'));",
    "thrown at once": "export const handler = () => { throw new SyntaxError('sync'); };",
    "circular": "const a = {}; a.a = a; return a;",
    "bigint": "return 10n;",
    "toJSON throws": "return { toJSON() { throw new TypeError('no JSON'); } };",
}
LEGACY = {
    "callback": "export const handler = (event, context, callback) => { setTimeout(callback, 1, null, { called: 'back' }); };",
    "callback with error": "export const handler = (event, context, callback) => { callback(new TypeError('told')); };",
    "callback with text": "export const handler = (event, context, callback) => { callback('text'); };",
    "callback before timers": """export const handler = (event, context, callback) => {
        context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60_000); callback(null, 'at once'); };""",
    "callback after timers": """export const handler = (event, context, callback) => {
        setTimeout(() => console.log('timer'), 20); callback(null, 'later'); };""",
    "callback twice": "export const handler = (event, context, callback) => { callback(null, 1); callback(null, 2); };",
    "callback and throw": "export const handler = (event, context, callback) => { throw new Error('thrown'); };",
    "succeed": "export const handler = (event, context) => { context.succeed('good'); };",
    "fail": "export const handler = (event, context) => { context.fail(new RangeError('bad')); };",
    "done": "export const handler = (event, context) => { context.done(null, 'done'); };",
    "nothing": "export const handler = () => {};",
    "plain value": "export const handler = () => 'returned';",
}
ENDS = {
    "exit": "process.exit(3);",
    "exit code and return": "process.exitCode = 4; return 1;",
    "uncaught in a timer": "setTimeout(() => { throw new TypeError('uncaught'); }, 1); await new Promise((r) => setTimeout(r, 5000));",
    "unhandled rejection": "Promise.reject(new TypeError('nobody listens')); await new Promise((r) => setTimeout(r, 5000));",
    "unhandled rejection of text": "Promise.reject('text'); await new Promise((r) => setTimeout(r, 5000));",
    "never settled": "await new Promise(() => {});",
}
INIT = {
    "syntax error": "export const handler = async () => {{;",
    "throws": "throw new RangeError('at init');",
    "throws text": "throw 'text';",
    "rejects": "await Promise.reject(new TypeError('at init'));",
    "no such export": "export const other = 1;",
    "not a function": "export const handler = 5;",
    "missing package": "const require = (await import('node:module')).createRequire(import.meta.url); require('not-there');",
    "process.exit": "process.exit(9);",
}
_LOGS = """
  const methods = ['log', 'info', 'debug', 'trace', 'warn', 'error', 'fatal'];
  for (const method of methods) console[method]('text of %s', method, { a: [1] });
  console.log(); console.log(''); console.log('two\\nlines\\r\\nand a tab\\t.'); console.log(undefined); console.log(null, 1);
  console.info({ object: [1, { deep: { deeper: { deepest: 1 } } }] }); console.warn(['list', new Map([[1, 2]])]); console.log(5n);
  console.error(new TypeError('alone')); console.error('with text', new RangeError('beside')); console.error(new Error('first'), 'after');
  console.log({ error: new Error('inside') }); console.log('%d %i %j %o %%', 1.5, 2.5, { a: 1 }, [1]); console.log('é\\u{1F600}\\ud800');
  const circular = { name: 'c' }; circular.self = circular; console.log(circular); console.log(Symbol('s')); console.log(() => 1);
  class Special extends Error {}; console.log(new Special('special')); console.log('x', Object.assign(new Error('props'), { code: 1 }));
  process.stdout.write('written\\n'); process.stderr.write('to stderr\\n');
"""
LOGS = {"text": {}, "JSON": {"AWS_LAMBDA_LOG_FORMAT": "JSON"}}
for level in ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"):
    LOGS[f"JSON from {level}"] = {"AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": level}
    LOGS[f"text from {level}"] = {"AWS_LAMBDA_LOG_LEVEL": level}
_STREAM = "export const handler = awslambda.streamifyResponse(async (event, stream, context) => { {} });"
STREAMS = {
    "pieces": "stream.write('one'); stream.write(Buffer.from('two')); stream.end('three');",
    "content type": "stream.setContentType('text/plain'); stream.end('x');",
    "late content type": "stream.write('x'); stream.setContentType('text/plain');",
    "objects": "stream.write({ a: 1 }); stream.write([2]); stream.end();",
    "prelude": """stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=d'] });
        stream.write('body'); stream.end();""",
    "empty": "stream.end();",
    "result": "stream.end('x'); return 5;",
    "error first": "throw new TypeError('before');",
    "error in the middle": "stream.write('some'); await new Promise((r) => setTimeout(r, 50)); throw new TypeError('middle');",
    "pipeline": "await (await import('node:stream/promises')).pipeline((await import('node:stream')).Readable.from(['a', 'b']), stream);",
    "context": "stream.end(JSON.stringify([context.awsRequestId, typeof context.getRemainingTimeInMillis, event]));",
}


def cases():
    """[(name, source of app.mjs, events, variables)]."""
    found = []
    for group, table in (("returns", SUCCESS), ("throws", THROWS), ("legacy", LEGACY), ("ends", ENDS)):
        for name, code in table.items():
            source = code if "export const handler" in code else "export const handler = async (event, context) => { " + code + " };"
            event = {"k": ["\u00e9", "\ud83d\ude00", 1e21, 0.1, True, None, {"": ""}]}
            found.append((f"{group}: {name}", source, [event], {}))
    found += [(f"init: {name}", code, [{}], {}) for name, code in INIT.items()]
    found += [(f"logs: {name}", "export const handler = async () => { " + _LOGS + " };", [{}, {}], env) for name, env in LOGS.items()]
    found += [(f"streams: {name}", _STREAM.replace("{}", code, 1), [{}, {}], {}) for name, code in STREAMS.items()]
    throwing = "export const handler = async () => { throw new TypeError('in JSON'); };"
    found.append(("throws: in JSON", throwing, [{}], {"AWS_LAMBDA_LOG_FORMAT": "JSON"}))
    found.append(("throws: text in JSON", throwing.replace("new TypeError('in JSON')", "'text'"), [{}], {"AWS_LAMBDA_LOG_FORMAT": "JSON"}))
    return found


def view(outcome):
    """{"posts": [...], "log": [...], "stderr": ..., "exit": code or None} of a run, to be compared."""
    return {
        "posts": [_post(post) for post in outcome.posts],
        "log": [_line(line) for line in outcome.stdout.replace("\r\n", "\r").split("\n") if line],
        "stderr": "to stderr" in outcome.stderr,
        "exit": outcome.code,
    }


def _post(post):
    headers, body = post.headers, post.body
    seen = {"kind": post.kind, "id": post.path.split("/")[-2], "mode": headers.get("lambda-runtime-function-response-mode")}
    if seen["mode"] or post.kind != "response":
        seen["content type"] = headers.get("content-type")
    if post.kind == "response":
        text = body.decode("utf-8", "replace")
        seen["body"] = text if len(text) < 5000 else f"{text[:10]}... {len(text)}"
    else:
        seen["body"] = _short(json.loads(body))
        seen["error type"] = headers.get("lambda-runtime-function-error-type")
    cause = headers.get("lambda-runtime-function-xray-error-cause")
    if cause:
        exceptions = json.loads(cause.encode("latin-1").decode())["exceptions"]
        # Their parser of stacks makes {"path": "file", "line": null} of a place in an ES module.
        seen["cause"] = [(one.get("type"), one.get("message")) for one in exceptions]
    if "lambda-runtime-function-error-type" in post.trailers:
        told = json.loads(base64.b64decode(post.trailers["lambda-runtime-function-error-body"]))
        seen["trailers"] = (post.trailers["lambda-runtime-function-error-type"], _short(told))
    return seen


def _short(value):
    """Without the places in stacks, which are each runtime's own."""
    if isinstance(value, dict):
        return {
            key: (found[:1] if isinstance(found, list) else _short(found)) if key in ("stack", "stackTrace", "trace") else _short(found)
            for key, found in value.items()
        }
    if isinstance(value, list):
        return [_short(one) for one in value]
    return re.sub(r"[\r\n]+ +at [^\r\n}]*", "", value) if isinstance(value, str) else value


def _line(line):
    line = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "TIME", line)
    start = line.find("{")
    try:
        return line[:start] + json.dumps(_short(json.loads(line[start:])))
    except ValueError:
        return re.sub(r"\r *at [^\r}]*", "", line)
