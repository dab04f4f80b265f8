"""Arrays, objects and other containers are copied, deeply and exactly, or refused with a clear error."""

import pytest

from llrt._quickjs import Value, undefined


def test_arrays_and_objects_become_lists_and_dicts(js):
    assert js("({a: 1, b: [1, 'x', {c: null}], d: undefined})") == {"a": 1, "b": [1, "x", {"c": None}], "d": undefined}


def test_lists_tuples_and_dicts_become_arrays_and_objects(js):
    text = js("x => JSON.stringify(x)")
    assert text({"a": 1, "b": [1, "x", {"c": None}], "t": (1, 2.5)}) == '{"a":1,"b":[1,"x",{"c":null}],"t":[1,2.5]}'


def test_key_order_is_that_of_js(js):
    assert list(js("({b: 1, a: 2, 10: 3, 9: 4, [Symbol()]: 5})")) == ["9", "10", "b", "a"]


def test_key_order_is_that_of_python(js):
    assert js("x => Object.keys(x)")({"b": 1, "a": 2, "日": 3}) == ["b", "a", "日"]


def test_int_keys_become_property_names(js):
    assert js("x => x[5] + x['a']")({5: 1, "a": 2}) == 3


def test_holes_and_large_lengths(js):
    assert js("[1,,3]") == [1, undefined, 3]
    assert js("let a = [1]; a.length = 3; a") == [1, undefined, undefined]


def test_accessors_are_read(js):
    assert js("({get a() { return 1 }, b: 2})") == {"a": 1, "b": 2}


def test_a_throwing_getter_is_an_error(js):
    with pytest.raises(Exception, match="boo"):
        js("({get a() { throw new Error('boo') }})")


def test_non_enumerable_and_symbol_properties_are_left_out(js):
    assert js("Object.defineProperty({a: 1, [Symbol('s')]: 2}, 'hidden', {value: 3})") == {"a": 1}


def test_a_null_prototype_object_is_a_dict(js):
    assert js("Object.assign(Object.create(null), {a: 1})") == {"a": 1}


def test_an_instance_of_a_class_is_copied_as_its_properties(js):
    assert js("class P { x = 1; #y = 2; get z() { return 3 } }; new P") == {"x": 1}


def test_shared_values_stay_shared(js):
    a, b, c = js("let s = {}; let t = [s, s]; [t, t, s]")
    assert a is b and a[0] is a[1] is c
    shared = {}
    assert js("x => x[0] === x[1] && x[0] === x[2][0]")([shared, shared, [shared]]) is True


def test_a_billion_laughs_takes_linear_time(js):
    value = js("let a = ['ha']; for (let i = 0; i < 100; i++) a = [a, a]; a")
    assert len(value) == 2
    assert js("x => x[0] === x[1]")(value) is True


def test_a_cycle_in_js_is_a_clear_error(js):
    with pytest.raises(ValueError, match="contains itself"):
        js("let a = {}; a.b = [a]; a")


def test_a_cycle_in_python_is_a_clear_error(js):
    value = []
    value.append({"x": value})
    with pytest.raises(ValueError, match="contains itself"):
        js("x => x")(value)


def test_depth_is_bounded_both_ways(js):
    with pytest.raises(ValueError, match="deeper than"):
        js("let a = []; for (let i = 0; i < 1e5; i++) a = [a]; a")
    value = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError, match="deeper than"):
        js("x => x")(value)
    assert js("let b = []; for (let i = 0; i < 500; i++) b = [b]; b")
    while value:
        value = value[0]


def test_many_containers_in_one_value(js):
    value = js("Array.from({length: 5000}, (_, i) => ({i, a: [i]}))")
    assert value[4999] == {"i": 4999, "a": [4999]}
    assert js("x => x.length + x[4999].a[0]")(value) == 9999


def test_a_getter_that_changes_the_array_being_copied_is_harmless(js):
    value = js("let a = [1, {get x() { a.length = 0; a.push(7); return 2 }}, 3, 4]; a")
    assert value[:2] == [1, {"x": 2}]


def test_a_getter_that_changes_the_object_being_copied_is_harmless(js):
    value = js("let o = {a: {get x() { delete o.b; delete o.c; o.n = 1; return 2 }}, b: 'b'.repeat(50), c: [1]}; o")
    assert value["a"] == {"x": 2}


@pytest.mark.parametrize("bad", [object(), 1j, {1.5: 1}, {(1, 2): 3}, {True: 1}])
def test_what_has_no_js_form_is_a_type_error(js, bad):
    with pytest.raises(TypeError, match="cannot convert"):
        js("x => x")(bad)
    with pytest.raises(TypeError, match="cannot convert"):
        js("x => x")([bad])


def test_a_proto_key_is_an_ordinary_key(js):
    assert js("x => Object.getPrototypeOf(x) === Object.prototype && Object.keys(x)")({"__proto__": 1}) == ["__proto__"]
    assert js("JSON.parse('{\"__proto__\": 1}')") == {"__proto__": 1}


def test_maps_and_sets(js):
    assert js("new Map([['a', 1], [2, [3]]])") == {"a": 1, 2: [3]}
    assert js("new Set([1, 'a', 1])") == {1, "a"}
    assert js("x => x instanceof Set && x.has('b') && x.size")({"a", "b"}) == 2


def test_a_map_with_object_keys_cannot_be_copied(js):
    with pytest.raises(TypeError, match="take a handle"):
        js("new Map([[{}, 1]])")
    with pytest.raises(TypeError, match="take a handle"):
        js("new Set([[]])")


def test_dates_are_aware_datetimes(js):
    from datetime import datetime, timedelta, timezone

    assert js("new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250))") == datetime(2024, 2, 29, 12, 30, 15, 250_000, timezone.utc)
    zone = timezone(timedelta(hours=2))
    assert js("d => d.toISOString()")(datetime(2024, 2, 29, 2, 0, tzinfo=zone)) == "2024-02-29T00:00:00.000Z"
    with pytest.raises(ValueError, match="naive"):
        js("d => d")(datetime(2024, 1, 1))
    with pytest.raises(ValueError, match="invalid JS Date"):
        js("new Date(NaN)")
    with pytest.raises(ValueError, match="years"):
        js("new Date(8.64e15)")


@pytest.mark.parametrize(
    "source", ["/x/", "Promise.resolve()", "new WeakMap", "new Proxy({}, {})", "(function*() {})()", "() => 1", "Symbol()"]
)
def test_what_has_no_python_form_is_a_handle(js, source):
    assert isinstance(js(source), Value)


def test_handle_mode_copies_nothing(context):
    value = context.eval("({a: [1]})", mode="handle")
    assert isinstance(value, Value)
    assert isinstance(value.get("a", mode="handle"), Value)
    assert value.get("a") == [1]
    assert context.eval("1", mode="handle") == 1
    with pytest.raises(ValueError, match="mode must be"):
        context.eval("1", mode="json")
