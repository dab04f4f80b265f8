"""Kinds of handlers and what the Runtime API gets of them. One process answers a whole table of events."""

import json

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime

HANDLER = """
const later = (ms, f) => setTimeout(f, ms);
class Custom extends Error { constructor(m) { super(m); this.name = 'Custom'; this.code = 'E_CUSTOM'; } }
const circular = {}; circular.self = circular;
const cases = {
  echo: async (e) => e,
  undefined: async () => undefined,
  null: async () => null,
  text: async () => 'héllo \\u{1F600} \\n',
  loneSurrogate: async () => 'a\\ud800b',
  number: async () => 0.1,
  nan: async () => NaN,
  date: async () => new Date(0),
  toJSON: async () => ({ toJSON: () => 'json' }),
  functionResult: async () => () => 1,
  undefinedFields: async () => ({ a: undefined, b: 1 }),
  awaited: async () => { await new Promise((r) => later(5, r)); return 'later'; },
  promise: () => new Promise((r) => later(1, () => r('promise'))),
  foreignThenable: () => ({ then(ok) { later(1, () => ok('thenable')); } }),
  thenableThatFails: () => ({ then(ok, bad) { bad(new Error('thenable failed')); } }),
  thenThrows: () => ({ get then() { throw new Error('then threw'); } }),
  sync: () => 'sync',
  syncUndefined: () => {},
  syncThrow: () => { throw new TypeError('sync boom'); },
  reject: async () => { throw new Custom('custom boom'); },
  rejectString: async () => { throw 'just text'; },
  rejectUndefined: async () => { throw undefined; },
  rejectNull: async () => { throw null; },
  rejectObject: async () => { throw { name: 'N', message: 'M', stack: 'S\\n    at x (/a.js:1:2)' }; },
  rejectProxy: async () => { throw new Proxy({}, { get() { throw new Error('trap'); } }); },
  circular: async () => circular,
  bigint: async () => ({ n: 1n }),
  toJSONThrows: async () => ({ toJSON() { throw new Error('no json'); } }),
  callback: (e, c, cb) => cb(null, 'called back'),
  callbackLater: (e, c, cb) => { later(2, () => cb(null, 'called back later')); },
  callbackError: (e, c, cb) => cb(new Error('callback error')),
  callbackString: (e, c, cb) => cb('callback string'),
  callbackTwice: (e, c, cb) => { cb(null, 'first'); cb(null, 'second'); cb(new Error('third')); },
  callbackNever: (e, c, cb) => { later(2, () => {}); },
  callbackReturnsValue: (e, c, cb) => { later(2, () => cb(null, 'from callback')); return 'ignored'; },
  callbackWaits: (e, c, cb) => { globalThis.order = []; later(20, () => order.push('timer')); cb(null, order); },
  callbackDoesNotWait: (e, c, cb) => {
    c.callbackWaitsForEmptyEventLoop = false; const order = []; later(50, () => order.push('timer')); cb(null, order);
  },
  callbackOfAsync: async (e, c, cb) => { cb(null, 'from callback'); return 'ignored'; },
  callbackThenReject: async (e, c, cb) => { cb(null, 'from callback'); throw new Error('ignored'); },
  done: (e, c) => { later(1, () => c.done(null, 'done')); },
  doneError: (e, c) => { c.done(new Error('done error')); },
  succeed: (e, c) => { c.succeed('succeeded'); c.fail(new Error('too late')); },
  fail: (e, c) => { c.fail(new Error('failed')); },
  failNothing: (e, c) => { c.fail(); },
  neverSettles: () => new Promise(() => {}),
  neverSettlesAsync: async () => { await new Promise(() => {}); },
  ticksFirst: async () => {
    const order = [];
    Promise.resolve().then(() => order.push(1));
    process.nextTick(() => order.push(2));
    await null; await null;
    return order;
  },
  deep: async () => { let o = {}; for (let i = 0; i < 500; i++) o = { o }; return JSON.stringify(o).length; },
};
// handler.length decides whether a return value is the answer: call through with the case's own length.
export const handler = async (event) => event;
export const two = (event, context) => cases[event.case](event, context);
export const three = (event, context, callback) => cases[event.case](event, context, callback);
"""

NODE_JS_EXIT = "The Lambda runtime client detected an unexpected Node.js exit code."
RESULTS = {
    "undefined": None, "null": None, "text": "h\u00e9llo \U0001f600 \n", "loneSurrogate": "a\ud800b", "number": 0.1, "nan": None,
    "date": "1970-01-01T00:00:00.000Z", "toJSON": "json", "functionResult": None, "undefinedFields": {"b": 1}, "awaited": "later",
    "promise": "promise", "foreignThenable": "thenable", "sync": "sync", "syncUndefined": None, "done": "done",
    "succeed": "succeeded",     "ticksFirst": [2, 1], "deep": 3002,
}  # fmt: skip
CALLBACK_RESULTS = {
    "callback": "called back", "callbackLater": "called back later", "callbackTwice": "first", "callbackNever": None,
    "callbackOfAsync": "from callback", "callbackThenReject": "from callback",
    "callbackReturnsValue": "from callback", "callbackWaits": ["timer"], "callbackDoesNotWait": [], "awaited": "later",
    "sync": None,
}  # fmt: skip
ERRORS = {
    "thenableThatFails": ("Error", "thenable failed"), "thenThrows": ("Error", "then threw"),
    "syncThrow": ("TypeError", "sync boom"),
    "reject": ("Custom", "custom boom"), "rejectString": ("string", "just text"), "rejectUndefined": ("undefined", "undefined"),
    "rejectNull": ("object", "null"), "rejectObject": ("N", "M"),
    "rejectProxy": ("handled", "callback called with Error argument"),
    "circular": ("Runtime.JSONStringifyError", "Unable to stringify response body"),
    "bigint": ("Runtime.JSONStringifyError", "Unable to stringify response body"),
    "toJSONThrows": ("Runtime.JSONStringifyError", "Unable to stringify response body"),
    "doneError": ("Error", "done error"), "fail": ("Error", "failed"), "failNothing": ("string", "handled"),
    "neverSettles": ("Runtime.NodeJsExit", NODE_JS_EXIT), "neverSettlesAsync": ("Runtime.NodeJsExit", NODE_JS_EXIT),
}  # fmt: skip
CALLBACK_ERRORS = {
    "callbackError": ("Error", "callback error"),
    "callbackString": ("string", "callback string"),
    "syncThrow": ("TypeError", "sync boom"),
}


def run_table(tmp_path, export, names):
    (tmp_path / "app.mjs").write_text(HANDLER)
    outcome = run_runtime(tmp_path, f"app.{export}", [{"case": name} for name in names])
    assert outcome.stderr == ""
    assert [post.path for post in outcome.posts] == [
        f"/2018-06-01/runtime/invocation/id-{i + 1}/{post.kind}" for i, post in enumerate(outcome.posts)
    ]
    return dict(zip(names, outcome.posts, strict=False))


def check(posts, results, errors):
    for name, expected in results.items():
        post = posts[name]
        assert (name, post.kind, post.json) == (name, "response", expected)
        assert post.headers["content-type"] == "application/json"
    for name, (error_type, message) in errors.items():
        post = posts[name]
        assert (name, post.kind, post.json["errorType"]) == (name, "error", error_type)
        assert post.json["errorMessage"].startswith(message), name
        assert list(post.json) == ["errorType", "errorMessage", "trace"]


def test_every_kind_of_result_and_error(tmp_path):
    names = [*RESULTS, *ERRORS]
    check(run_table(tmp_path, "two", names), RESULTS, ERRORS)


def test_callback_handlers(tmp_path):
    names = [*CALLBACK_RESULTS, *CALLBACK_ERRORS]
    check(run_table(tmp_path, "three", names), CALLBACK_RESULTS, CALLBACK_ERRORS)


def test_a_golden_exchange_byte_by_byte(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async (e) => ({ got: e });")
    outcome = run_runtime(
        tmp_path, "app.handler", [event_answer(b'{"a":[1,2,"\xc3\xa9"]}', "8476a536-e9f4-11e8-9739-2dfe598c3fcd")]
    )
    first, post, last = outcome.api.exchanges
    assert (first.method, first.path, first.version, first.body) == (
        "GET",
        "/2018-06-01/runtime/invocation/next",
        "HTTP/1.1",
        b"",
    )
    assert first.headers["host"] == outcome.api.address
    assert post.path == "/2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response"
    assert post.body == '{"got":{"a":[1,2,"é"]}}'.encode()
    assert post.headers["content-length"] == str(len(post.body))
    assert (last.kind, outcome.api.connections) == ("next", 1)


def test_an_error_post_carries_type_and_cause(tmp_path):
    (tmp_path / "app.mjs").write_text(
        "function inner() { throw new RangeError('b\\u00e4d \\x7F'); }\nexport const handler = async () => inner();\n"
    )
    outcome = run_runtime(tmp_path, "app.handler", [{}])
    (post,) = outcome.posts
    assert post.headers["lambda-runtime-function-error-type"] == "Function.RangeError"
    assert post.json["errorMessage"] == "b\u00e4d %7F"
    assert post.json["trace"][0] == "RangeError: b\u00e4d %7F"
    cause = json.loads(post.headers["lambda-runtime-function-xray-error-cause"])
    assert post.headers["lambda-runtime-function-xray-error-cause"].isascii()
    assert cause["working_directory"] == str(tmp_path)
    (exception,) = cause["exceptions"]
    assert (exception["type"], exception["message"]) == ("RangeError", "b\u00e4d %7F")
    assert exception["stack"][0] == {"path": f"{tmp_path}/app.mjs", "line": 1, "label": "inner"}
    assert cause["paths"][0] == f"{tmp_path}/app.mjs"


@pytest.mark.parametrize(
    ("thrown", "header"),
    [
        ("TypeError", "Function.TypeError"),
        ("Runtime.Mine", "Runtime.Mine"),
        ("My Error", "Function.Unknown"),
        ("x\\r\\nEvil: 1", "Function.Unknown"),
    ],
)
def test_only_the_platforms_form_of_error_types_goes_into_the_header(tmp_path, thrown, header):
    (tmp_path / "app.mjs").write_text(
        f'export const handler = async () => {{ const e = new Error("m"); e.name = "{thrown}"; throw e; }};'
    )
    (post,) = run_runtime(tmp_path, "app.handler", [{}]).posts
    assert post.headers["lambda-runtime-function-error-type"] == header
    assert "evil" not in post.headers


def test_an_event_that_is_not_json_is_an_invocation_error(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async (e) => e;")
    outcome = run_runtime(tmp_path, "app.handler", [event_answer(b"{not json", "id-1"), {"ok": 1}])
    bad, good = outcome.posts
    assert (bad.kind, bad.json["errorType"], good.json) == ("error", "SyntaxError", {"ok": 1})


def test_request_ids_are_percent_encoded(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async (e, c) => c.awsRequestId;")
    (post,) = run_runtime(tmp_path, "app.handler", [event_answer({}, "a/b c?d")]).posts
    assert (post.path, post.json) == ("/2018-06-01/runtime/invocation/a%2Fb%20c%3Fd/response", "a/b c?d")


def test_timers_run_on_while_the_runtime_waits_for_an_event(tmp_path):
    code = "let n = 0; setInterval(() => { n += 1; }, 5);\nexport const handler = async () => n;"
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(tmp_path, "app.handler", [[0.15, event_answer({}, "id-1")]])
    assert outcome.posts[0].json > 5
