"""The short ways of engine_plain.c give what the long ones give, which serve whatever is not plain."""

import random

# {...o} and ({ a, ...rest } = o) against what ECMA-262 7.3.26 says, written with Reflect; and what comes of defining a property.
SPREAD = """(seed) => {
  let state = seed;
  const below = (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * n); };
  const symbols = [Symbol("s"), Symbol("t")];
  const names = ["a", "b", "c", "long name", "__proto__x", "é", "日", "0x", "", "-1", "constructor", "toString"];
  const numbers = ["7", "0", "4294967294", "4294967295", "01", "1e3", "9007199254740993"];
  class Instance { own = 1; #private = 2; }
  const make = () => [() => ({}), () => Object.create(null), () => new Instance(), () => Object.create({ inherited: 1 }),
    () => [1, 2], () => function f() {}, () => new Map(), () => new Proxy({ p: 1, q: 2 }, {}),
    () => Object("text"), () => new Uint8Array(2)][below(25) % 10]();
  const wrong = [];
  const show = (o) => Reflect.ownKeys(o).map((k) => { const d = Object.getOwnPropertyDescriptor(o, k);
    return `${String(k)}=${String(d.value)}${+d.writable}${+d.enumerable}${+d.configurable}`; }).join("|") +
    (Object.getPrototypeOf(o) === Object.prototype);
  for (let round = 0; round < 400; round++) {
    const o = make();
    for (let i = below(9); i > 0; i--) {
      const pool = below(4) ? names : below(2) ? numbers : symbols;
      const key = pool[below(pool.length)];
      try {
        if (below(8) === 0) Object.defineProperty(o, key, { get: () => i, enumerable: below(2) === 0, configurable: true });
        else if (below(8) === 0) Object.defineProperty(o, key, { value: i, enumerable: false, configurable: true });
        else if (below(8) === 0) delete o[key];
        else o[key] = i;
      } catch {}
    }
    try { if (below(10) === 0) Object.freeze(o); } catch {}
    const slow = (start, excluded) => {
      const target = start;
      for (const key of Reflect.ownKeys(o)) {
        if (excluded.includes(key) || !Reflect.getOwnPropertyDescriptor(o, key)?.enumerable) continue;
        Object.defineProperty(target, key, { value: o[key], writable: true, enumerable: true, configurable: true });
      }
      return target;
    };
    const words = Reflect.ownKeys(o).filter((k) => typeof k === "string" && Reflect.getOwnPropertyDescriptor(o, k)?.enumerable);
    const lists = [[Object.keys(o), words], [Object.values(o), words.map((k) => o[k])],
      [Object.entries(o), words.map((k) => [k, o[k]])]];
    for (const [got, expected] of lists) {
      if (JSON.stringify(got) !== JSON.stringify(expected) || got.length !== expected.length)
        wrong.push(`${show(o)}: ${got} <> ${expected}`);
      got.push("more"); got[0] = got.length; got.length = 0;
    }
    const { a, b: _, ...rest } = o;
    const pairs = [[{ ...o }, slow({}, [])],
      [{ a: 0, get b() { return 1; }, ...o }, slow({ a: 0, get b() { return 1; } }, [])],
      [{ c: 0, ...o, ...o }, slow({ c: 0 }, [])], [rest, slow({}, ["a", "b"])],
      [{ __proto__: Object.prototype, ...o }, slow({}, [])]];
    for (const [got, expected] of pairs)
      if (show(got) !== show(expected)) wrong.push(`${show(o)}: ${show(got)} <> ${show(expected)}`);
    const copy = { ...o }, before = show(o);
    copy.added = 1; delete copy.a; copy.b = 2; Object.freeze(copy);
    if (show(o) !== before) wrong.push("a copy changed " + before);
  }
  return wrong.slice(0, 3);
}"""


def test_members_are_copied_as_the_standard_says(context):
    spread = context.eval(SPREAD)
    for seed in range(8):
        assert context.call(spread, seed) == []


def test_what_is_no_plain_definition_is_refused_or_made_as_before(js):
    assert js("""
      const out = [];
      const attempt = (f) => { try { out.push(String(f())); } catch (e) { out.push(e.name + ": " + e.message); } };
      const proto = Object.preventExtensions({});
      class Returned { constructor() { return proto; } }
      class Field extends Returned { field = 1; }
      class Twice { a = 1; a = 2; ["a"] = 3; }
      class Static { static name = "own"; static length = 5; static x = 1; }
      class OverGetter extends class { constructor() { return { get x() { return 1; } }; } } { x = 2; }
      attempt(() => new Field());
      attempt(() => new Twice().a);
      attempt(() => Static.name + Static.length + Object.getOwnPropertyDescriptor(Static, "length").writable);
      attempt(() => new OverGetter().x);
      attempt(() => JSON.stringify({ a: 1, a: 2, ["a"]: 3, get a() { return 4; }, a: 5 }));
      attempt(() => Object.keys({ b: 1, 1: 2, a: 3, 0: 4 }).join());
      attempt(() => {
        const f = new Proxy({}, {
          defineProperty: (t, k, d) => { out.push("trap " + k); return Reflect.defineProperty(t, k, d); } });
        class Base { constructor() { return f; } } return new class extends Base { z = 1; }().z; });
      out.join("; ")""") == (
        'TypeError: Cannot define property field, object is not extensible; 3; own5true; 2; {"a":5}; 0,1,b,a; trap z; 1'
    )


def test_arrays_that_change_while_they_are_walked(js):
    """Whatever an array becomes between two steps of for-of: longer, shorter, with holes, frozen, with another length."""
    assert js("""
      const out = [], walk = (array, change) => { let seen = ""; let i = 0;
        for (const item of array) { seen += item + ","; if (++i > 12) break; change(array, i); } out.push(seen); };
      walk([1, 2, 3], () => 0);
      walk([1, 2, 3], (a, i) => { if (i < 4) a.push(i * 10); });
      walk([1, 2, 3, 4], (a) => { a.length = 2; });
      walk([1, 2, 3], (a, i) => { if (i === 1) delete a[1]; });
      walk([1, , 3], () => 0);
      walk([1, 2, 3], (a, i) => { if (i === 1) a[6] = 7; });
      walk([1, 2, 3], (a, i) => { if (i === 1) Object.defineProperty(a, 2, { get: () => "got" }); });
      walk([1, 2, 3], (a, i) => { if (i === 1) Object.freeze(a); });
      walk([1, 2, 3], (a) => { a.shift(); });
      walk(new Uint8Array([1, 2]), () => 0);
      const entries = [...[5, 6].entries()].join(), keys = [...[5, 6].keys()].join();
      const iterator = [1][Symbol.iterator]();
      out.push(entries, keys, JSON.stringify([iterator.next(), iterator.next(), iterator.next()]));
      out.join(";")""") == (
        "1,2,3,;1,2,3,10,20,30,;1,2,;1,undefined,3,;1,undefined,3,;1,2,3,undefined,undefined,undefined,7,;1,2,got,;1,2,3,;1,3,;1,2,;"
        '0,5,1,6;0,1;[{"value":1,"done":false},{"done":true},{"done":true}]'
    )


def test_case_of_ascii_is_that_of_all_text(context):
    """A text with a letter beyond ASCII goes the engine's own way."""
    both = context.eval("""(text) => [text.toLowerCase(), text.toUpperCase(),
      (text + "\\u00df\\u0131").toLowerCase().slice(0, -2),
      (text + "\\u65e5").toUpperCase().slice(0, -1), text]""")
    rng = random.Random(9)
    for _ in range(400):
        text = "".join(
            chr(rng.choice([rng.randrange(128), rng.randrange(60, 130) & 127, 0x41, 0x5A, 0x61, 0x7A]))
            for _ in range(rng.randrange(40))
        )
        lower, upper, slow_lower, slow_upper, same = context.call(both, text)
        assert (lower, upper) == (slow_lower, slow_upper) and same == text
    assert context.eval(
        "'\\u00c4B'.toLowerCase() + '\\u00e4b'.toUpperCase() + ('x'.repeat(20) + 'ABC'.repeat(9)).slice(18, 30).toLowerCase()"
    ) == ("äbÄBxxabcabcabca")
