"""node:test gives the same report and exit code as Node, but for durations and the frames of the runner itself."""

import re

PROGRAM = """
import test, { describe, it, before, after, beforeEach, afterEach, mock, suite } from 'node:test';
import assert from 'node:assert';
test('sync ok', () => {});
test('async ok', async (t) => { await t.test('sub one', () => {}); await t.test('sub two', () => { throw new Error('bad') }); });
test('fails', () => { assert.strictEqual(1, 2) });
test('skipped', { skip: true }, () => {});
test('skipped why', { skip: 'because' }, () => {});
test.skip('skip two', () => { throw 1 });
test.todo('todo two', () => { throw new Error('todo') });
test('todo option', { todo: 'reason' }, () => {});
test('t.skip', (t) => { t.skip('inside') });
test('t.todo', (t) => { t.todo() });
test('callback', (t, done) => { setImmediate(done) });
test('callback error', (t, done) => { setImmediate(done, new Error('cb')) });
test('diagnostic', (t) => { t.diagnostic('hello') });
describe('a suite', () => {
  before(() => console.log('before'));
  after(() => console.log('after'));
  beforeEach(() => console.log('beforeEach'));
  afterEach(() => console.log('afterEach'));
  it('in suite', () => {});
  it('fails in suite', () => { throw new TypeError('x') });
  describe('nested', () => { it('deep', () => {}) });
});
suite('throws', () => { throw new Error('suite error') });
test('plan', (t) => { t.plan(2); t.assert.ok(1); });
test('plan ok', (t) => { t.plan(1); t.assert.ok(1); });
test(() => {});
test(function named() {});
test('mocks', (t) => {
  const fn = t.mock.fn((a, b) => a + b);
  assert.strictEqual(fn(1, 2), 3);
  fn.mock.mockImplementation(() => 9);
  assert.deepStrictEqual([fn(1, 2), fn.mock.callCount(), fn.mock.calls[0].arguments, fn.mock.calls[1].result], [9, 2, [1, 2], 9]);
  const object = { method() { return this.value; }, value: 5 };
  t.mock.method(object, 'method', () => 'mocked', { times: 1 });
  assert.deepStrictEqual([object.method(), object.method()], ['mocked', 5]);
  assert.throws(() => mock.method({}, 'none'), { code: 'ERR_INVALID_ARG_VALUE' });
});
"""


def normalized(result):
    text = re.sub(r"\([\d.e-]+ms\)|duration_ms [\d.]+", "TIME", result.stdout)
    # Node writes while the tests run; ours writes when an outermost test is done.
    return sorted(line for line in text.splitlines() if not line.lstrip().startswith("at ")), result.code


def test_the_report_is_that_of_node(llrt, node, tmp_path):
    (tmp_path / "program.mjs").write_text(PROGRAM)
    results = [normalized(run("program.mjs", cwd=tmp_path, env={"NO_COLOR": "1"})) for run in (llrt, node)]
    assert results[0] == results[1]


def test_all_tests_passing_exits_with_zero_and_a_pending_one_with_one(llrt, tmp_path):
    (tmp_path / "good.mjs").write_text(
        "import test from 'node:test'; test('a', async () => {}); test.todo('b', () => { throw 1 });"
    )
    assert llrt("good.mjs", cwd=tmp_path).code == 0
    (tmp_path / "pending.mjs").write_text("import test from 'node:test'; test('a', () => new Promise(() => {}));")
    result = llrt("pending.mjs", cwd=tmp_path)
    assert result.code == 1 and "still pending" in result.stdout
    (tmp_path / "outside.mjs").write_text(
        "import test from 'node:test'; test('a', () => new Promise(() => setImmediate(() => { throw new Error('late') })));"
    )
    result = llrt("outside.mjs", cwd=tmp_path)
    assert result.code == 1 and "late" in result.stdout
