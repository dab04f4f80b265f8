"""console under Lambda: text and JSON lines, levels, errors; all on stdout."""

import json
import re

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime

METHODS = """
console.log('at init');
export const handler = async () => {
  console.trace('t'); console.debug('d'); console.info('i'); console.log('l');
  console.warn('w'); console.error('e'); console.fatal('f');
};
"""
ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def lines(tmp_path, code, **env):
    (tmp_path / "app.mjs").write_text(code)
    outcome = run_runtime(
        tmp_path,
        "app.handler",
        [event_answer({}, "id-1", [("Lambda-Runtime-Aws-Tenant-Id", "ten")] if env.pop("tenant", None) else [])],
        env=env,
    )
    assert outcome.stderr == ""
    return outcome.lines()


def body(code):
    return f"export const handler = async () => {{ {code} }};"


def test_text_lines_have_time_request_id_level_and_text(tmp_path):
    first, *rest = lines(tmp_path, METHODS)
    assert re.fullmatch(rf"{ISO}\tundefined\tINFO\tat init", first)
    levels = ["TRACE", "DEBUG", "INFO", "INFO", "WARN", "ERROR", "FATAL"]
    for line, level, text in zip(rest, levels, "tdilwef", strict=True):
        assert re.fullmatch(rf"{ISO}\tid-1\t{level}\t{text}", line)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("'a\\nb\\r\\nc'", "a\rb\r\rc"),
        ("'%s is %d', 'x', 42, {a: 1}", "x is 42 { a: 1 }"),
        ("'100%'", "100%"),
        ("'%d%%', 5", "5%"),
        ("{ a: 1, b: 'Hello', c: [1, 2, { d: 1 }] }, true", "{ a: 1, b: 'Hello', c: [ 1, 2, { d: 1 } ] } true"),
        ("", "undefined"),
        ("undefined", "undefined"),
        ("1, null, 2n, Symbol('s')", "1 null 2n Symbol(s)"),
        ("'h\\u00e9 \\u{1F600}'", "h\u00e9 \U0001f600"),
        ("new Map([[1, { a: 2 }]])", "Map(1) { 1 => { a: 2 } }"),
    ],
)
def test_text_is_formatted_as_util_format_does(tmp_path, arguments, text):
    (tmp_path / "app.mjs").write_text(body(f"console.log({arguments})"))
    stdout = run_runtime(tmp_path, "app.handler", [{}]).stdout
    assert stdout.split("\t", 3)[3] == text + "\n"


def test_text_errors_are_one_line_of_json(tmp_path):
    (line,) = lines(
        tmp_path,
        "export const handler = async () => { throw Object.assign(new TypeError('boom\\nx'), { code: 'E', extra: 1 }); };",
    )
    head, record = line.split("\tERROR\tInvoke Error \t")
    assert re.fullmatch(rf"{ISO}\tid-1", head)
    record = json.loads(record)
    assert list(record) == ["errorType", "errorMessage", "code", "extra", "stack"]
    assert (record["errorType"], record["errorMessage"], record["extra"]) == ("TypeError", "boom\nx", 1)
    assert record["stack"][0] == "TypeError: boom"


def test_json_lines(tmp_path):
    records = [json.loads(line) for line in lines(tmp_path, METHODS, AWS_LAMBDA_LOG_FORMAT="JSON", tenant=True)]
    assert list(records[0]) == ["timestamp", "level", "message"]
    for record, level, text in zip(
        records[1:], ["TRACE", "DEBUG", "INFO", "INFO", "WARN", "ERROR", "FATAL"], "tdilwef", strict=True
    ):
        assert list(record) == ["timestamp", "level", "requestId", "tenantId", "message"]
        assert re.fullmatch(ISO, record["timestamp"])
        assert (record["level"], record["requestId"], record["tenantId"], record["message"]) == (level, "id-1", "ten", text)


@pytest.mark.parametrize(
    ("level", "kept"),
    [
        ("TRACE", "tdilwef"),
        ("DEBUG", "dilwef"),
        ("INFO", "ilwef"),
        ("WARN", "wef"),
        ("ERROR", "ef"),
        ("FATAL", "f"),
        ("nonsense", "tdilwef"),
        ("warn", "wef"),
    ],
)
def test_levels_filter_json(tmp_path, level, kept):
    out = lines(
        tmp_path, METHODS.replace("console.log('at init');", ""), AWS_LAMBDA_LOG_FORMAT="JSON", AWS_LAMBDA_LOG_LEVEL=level
    )
    assert "".join(json.loads(line)["message"] for line in out) == kept


def test_levels_filter_text_too(tmp_path):
    (line,) = lines(tmp_path, METHODS, AWS_LAMBDA_LOG_LEVEL="FATAL")
    assert "\tFATAL\t" in line


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("{ a: [1, { b: 2 }], u: undefined }", {"message": {"a": [1, {"b": 2}]}}),
        ("1", {"message": 1}),
        ("null", {"message": None}),
        ("undefined", {}),
        ("", {}),
        ("'a\\nb\"'", {"message": 'a\nb"'}),
        ("'%s and', 'x', { a: 1 }", {"message": "x and { a: 1 }"}),
        ("1n", {"message": "1n"}),
        ("(() => { const o = {}; o.o = o; return o; })()", {"message": "<ref *1> { o: [Circular *1] }"}),
    ],
)
def test_json_messages(tmp_path, arguments, expected):
    (line,) = lines(tmp_path, body(f"console.log({arguments})"), AWS_LAMBDA_LOG_FORMAT="JSON")
    record = json.loads(line)
    assert {key: value for key, value in record.items() if key not in ("timestamp", "level", "requestId")} == expected


def test_a_sole_error_becomes_an_object_in_json(tmp_path):
    (line,) = lines(
        tmp_path, body("console.error(Object.assign(new RangeError('bad'), { extra: 1 }))"), AWS_LAMBDA_LOG_FORMAT="JSON"
    )
    message = json.loads(line)["message"]
    assert list(message) == ["errorType", "errorMessage", "stackTrace", "extra"]
    assert (message["errorType"], message["errorMessage"], message["stackTrace"][0]) == ("RangeError", "bad", "RangeError: bad")


def test_the_first_of_several_errors_stands_beside_the_message(tmp_path):
    (line,) = lines(
        tmp_path, body("console.error('failed:', new TypeError('one'), new Error('two'))"), AWS_LAMBDA_LOG_FORMAT="JSON"
    )
    record = json.loads(line)
    assert list(record) == ["timestamp", "level", "requestId", "message", "errorType", "errorMessage", "stackTrace"]
    assert record["message"].startswith("failed: TypeError: one\n    at ")
    assert (record["errorType"], record["errorMessage"], record["stackTrace"][0]) == ("TypeError", "one", "TypeError: one")


def test_an_invocation_error_in_json(tmp_path):
    (line,) = lines(tmp_path, "export const handler = async () => { throw new Error('boom'); };", AWS_LAMBDA_LOG_FORMAT="JSON")
    record = json.loads(line)
    assert (record["level"], record["message"]["errorType"], record["message"]["errorMessage"]) == ("ERROR", "Error", "boom")


def test_console_methods_can_be_replaced_by_the_function(tmp_path):
    code = "const { log } = console; console.log = (...a) => log('mine', ...a);"
    code += "export const handler = async () => { console.log('x'); };"
    (line,) = lines(tmp_path, code)
    assert line.endswith("\tINFO\tmine x")


@pytest.mark.parametrize("source", ["import console from 'node:console';", "const { console } = globalThis;"])
def test_every_way_to_the_console_is_patched(tmp_path, source):
    (line,) = lines(tmp_path, f"{source}\nexport const handler = async () => {{ console.warn('x'); }};")
    assert re.fullmatch(rf"{ISO}\tid-1\tWARN\tx", line)


def test_console_table_and_assert_go_through_the_log(tmp_path):
    out = lines(tmp_path, body("console.assert(false, 'wrong'); console.table([1])"))
    assert re.fullmatch(rf"{ISO}\tid-1\tWARN\tAssertion failed: wrong", out[0])
    assert "\tINFO\t┌" in out[1]


def test_process_stdout_is_written_as_it_is(tmp_path):
    assert lines(tmp_path, body("process.stdout.write('raw\\ntext\\n')")) == ["raw", "text"]
