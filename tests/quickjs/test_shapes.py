"""Shapes are kept from one short-lived object to the next (cext/quickjs/engine_shapes.h): which properties an object has, their
order, attributes and prototype never depend on what was made before it, and what is kept keeps nothing alive that a collection
would free."""

import random

from llrt import _quickjs


def test_random_objects_are_what_was_defined(context):
    """Against a model of lists, for a few dozen keys and prototypes again and again, with everything that changes a shape."""
    run = context.eval("""(steps) => {
      class A {} class B extends A {}
      const protos = [Object.prototype, null, A.prototype, B.prototype, Function.prototype, Promise.prototype, { own: 1 }];
      const show = (o) => Reflect.ownKeys(o).map((k) => {
        const d = Object.getOwnPropertyDescriptor(o, k);
        return `${k}:${"value" in d ? d.value : "accessor"}:${+!!d.writable}${+d.enumerable}${+d.configurable}`;
      }).join() + "^" + protos.indexOf(Object.getPrototypeOf(o));
      const attributes = (bits) => ({ writable: !!(bits & 1), enumerable: !!(bits & 2), configurable: true });
      const objects = new Map();
      return steps.map(([what, id, key, value]) => {
        const o = objects.get(id);
        if (what === "make") objects.set(id, Object.create(protos[key]));
        else if (what === "drop") objects.delete(id);
        else if (what === "set") o[key] = value;
        else if (what === "define") Object.defineProperty(o, key, { value, ...attributes(value) });
        else if (what === "delete") delete o[key];
        else if (what === "accessor") Object.defineProperty(o, key, { get: () => 1, enumerable: true, configurable: true });
        else if (what === "proto") Object.setPrototypeOf(o, protos[key]);
        return objects.has(id) ? show(objects.get(id)) : "";
      });
    }""")
    rng = random.Random(17)
    keys = [f"k{i}" for i in range(12)]
    for _ in range(60):
        steps, expected, objects = [], [], {}

        def record(what, which, key=None, value=None, steps=steps, expected=expected, objects=objects):
            steps.append([what, which, key, value])
            if which not in objects:
                expected.append("")
                return
            proto, members = objects[which]
            expected.append(",".join(f"{k}:{v}:{a}" for k, (v, a) in members.items()) + f"^{proto}")

        for _ in range(300):
            which = rng.randrange(6)
            if which not in objects:
                proto = rng.choice([0, 0, 0, 1, 2, 3, 4, 5, 6])
                objects[which] = [proto, {}]
                record("make", which, proto)
                for key in rng.choice([keys, keys[:5], keys[5:], ["k1", "k0"]]):
                    objects[which][1][key] = (7, "111")
                    record("set", which, key, 7)
                continue
            members = objects[which][1]
            what = rng.choice(["set", "set", "define", "delete", "accessor", "proto", "drop"])
            key, value = rng.choice(keys), rng.randrange(4)
            if what == "drop":
                del objects[which]
            elif what == "delete":
                members.pop(key, None)
            elif what == "accessor":
                members[key] = ("accessor", "011")
            elif what == "proto":
                objects[which][0] = value
                key = value
            elif what == "define":
                members[key] = (value, f"{value & 1}{value >> 1 & 1}1")
            else:
                value = 9
                if members.get(key, ("", "1"))[1][0] == "1" and members.get(key, ("",))[0] != "accessor":
                    members[key] = (9, members.get(key, ("", "111"))[1])
                else:
                    what = "none"
            record(what, which, key, value)
        assert context.call(run, steps) == expected


def test_an_object_that_lives_keeps_its_shape_to_itself(js):
    """What is made of a kept shape may be changed in every way without the next object seeing it."""
    assert (
        js("""
      const make = () => { const o = {}; o.a = 1; o.b = 2; return o; };
      const changes = [
        (o) => delete o.a, (o) => Object.freeze(o), (o) => Object.setPrototypeOf(o, null),
        (o) => Object.defineProperty(o, "a", { enumerable: false }), (o) => { o.c = 3; }, (o) => { o[Symbol.iterator] = 1; },
      ];
      const wrong = [];
      for (let round = 0; round < 4; round++)
        for (const change of changes) {
          const changed = make();
          try { change(changed); } catch {}
          const next = make();
          next.a = 5;
          if (JSON.stringify(Object.getOwnPropertyDescriptors(next)) !== JSON.stringify({
            a: { value: 5, writable: true, enumerable: true, configurable: true },
            b: { value: 2, writable: true, enumerable: true, configurable: true } }) ||
            Object.getPrototypeOf(next) !== Object.prototype)
            wrong.push(String(change));
        }
      wrong.join()""")
        == ""
    )


def test_a_kept_shape_does_not_keep_its_class(runtime, context):
    context.eval("""
      globalThis.gone = 0;
      globalThis.registry = new FinalizationRegistry(() => { gone++; });
      globalThis.made = () => { for (let i = 0; i < 10; i++) {
        class Local { constructor() { this.x = 1; this.y = 2; } }
        registry.register(Local.prototype, 1);
        for (let n = 0; n < 5; n++) new Local();
      } };
      made();""")
    runtime.gc()
    context.drain()
    assert context.eval("gone") == 10


def test_an_object_freed_before_is_freed_still(context):
    """A prototype that nothing else holds goes with the last object that has it, without a collection."""
    context.eval("""
      globalThis.gone = 0;
      globalThis.registry = new FinalizationRegistry(() => { gone++; });
      for (let i = 0; i < 50; i++) {
        const proto = { i }; registry.register(proto, 1); const o = Object.create(proto); o.a = 1; o.b = 2; }""")
    context.drain()
    assert context.eval("gone") >= 49


def test_tables_with_many_keys_stay_linear(context):
    """A shape that is shared is copied when a property is added: a table with keys of its own must not be, again and again."""
    used = context.eval("""() => {
      const build = (n) => { const o = {}; for (let i = 0; i < n; i++) o["key" + i] = i; return o; };
      for (let round = 0; round < 3; round++) if (Object.keys(build(20000)).length !== 20000) return "wrong";
      return Object.keys(build(20000)).every((key, i) => key === "key" + i);
    }""")
    assert context.call(used) is True


def test_memory_that_runs_out_leaves_the_engine_whole():
    failures = 0
    for limit in range(700_000, 1_400_000, 20_000):
        with _quickjs.Runtime(memory_limit=limit) as runtime:
            try:
                context = runtime.context()
                context.eval("""
                  const kept = [];
                  for (let i = 0; i < 4000; i++) {
                    const o = { a: 1 }; o["p" + i % 97] = 1; o.z = 2; class C { q = 1 } new C(); kept.push(o); }
                  if (kept.some((o) => o.a !== 1 || o.z !== 2)) throw new TypeError("wrong")""")
            except _quickjs.JSMemoryError:
                failures += 1
    assert failures > 3
