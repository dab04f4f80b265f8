"""Memory crosses without copies and stays valid, whatever JS or Python does to the buffer meanwhile."""

import array
import gc

import pytest

from llrt import _quickjs
from llrt._quickjs import Block


def test_a_view_sees_and_changes_the_memory_of_js(context):
    view = context.eval("b = new Uint8Array([1, 2, 3])")
    view[0] = 9
    assert context.eval("b[0]") == 9
    context.eval("b[1] = 8")
    assert view.tolist() == [9, 8, 3]


def test_typed_arrays_have_their_element_format(context):
    for name, code in [
        ("Int8Array", "b"),
        ("Uint8ClampedArray", "B"),
        ("Int16Array", "h"),
        ("Uint16Array", "H"),
        ("Int32Array", "i"),
        ("Uint32Array", "I"),
        ("BigInt64Array", "q"),
        ("BigUint64Array", "Q"),
        ("Float32Array", "f"),
        ("Float64Array", "d"),
    ]:
        view = context.eval(f"new {name}(3)")
        assert (view.format, len(view), view.itemsize) == (code, 3, array.array(code if code != "Q" else "Q").itemsize)
    assert context.eval("new Float64Array([0.5, -1])").tolist() == [0.5, -1]
    assert context.eval("new ArrayBuffer(4)").format == "B"
    assert context.eval("new DataView(new ArrayBuffer(4), 1)").nbytes == 3


def test_a_window_is_a_window(context):
    assert bytes(context.eval("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)")) == b"\2\3"


@pytest.mark.parametrize(
    "change",
    [
        "b.buffer.transfer()",
        "b.buffer.transfer(0)",
        "b.buffer.transfer(1000)",
        "b.buffer.transfer(1)",
        "b = null",
        "structured = b.buffer.transferToFixedLength()",
    ],
)
def test_a_view_survives_whatever_js_does(runtime, context, change):
    view = context.eval("b = new Uint8Array(64).fill(7); b")
    context.eval(f"{change}; 0")
    runtime.gc()
    context.eval("for (let i = 0; i < 1000; i++) new Uint8Array(64).fill(1); 0")
    assert bytes(view) == b"\7" * 64
    view[:] = b"\1" * 64


def test_a_view_of_a_resizable_buffer_survives_resizing(context):
    view = context.eval("r = new ArrayBuffer(16, {maxByteLength: 1 << 16}); new Uint8Array(r).fill(5); r")
    context.eval("r.resize(1 << 16); r.resize(1); 0")
    assert bytes(view)[:1] == b"\5" and len(view) == 16
    assert len(context.eval("r")) == 1


def test_a_view_survives_the_runtime():
    with _quickjs.Runtime() as runtime:
        view = runtime.context().eval("new Uint8Array(1000).fill(3)")
        small = runtime.context().eval("new Uint8Array(3).fill(4)")
    assert bytes(view) == b"\3" * 1000 and bytes(small) == b"\4" * 3
    view[0] = 1


def test_views_may_die_on_another_thread(runtime, context):
    import threading

    views = [context.eval("new Uint8Array(100)") for _ in range(50)]
    thread = threading.Thread(target=views.clear)
    thread.start()
    thread.join()
    context.eval("1")


def test_detached_and_empty_buffers_are_empty_views(context):
    assert bytes(context.eval("a = new ArrayBuffer(4); a.transfer(); a")) == b""
    assert bytes(context.eval("new Uint8Array(0)")) == b""


def test_shared_array_buffers_cross_too(context):
    view = context.eval("s = new SharedArrayBuffer(4); new Uint8Array(s)[0] = 5; s")
    assert bytes(view) == b"\5\0\0\0"


def test_bytes_are_copied_into_js(context):
    data = bytearray(b"abc")
    value = context.eval("x => (globalThis.x = x, x instanceof Uint8Array)")
    assert value(data) is True
    data[0] = 0
    assert context.eval("x[0]") == 97


# ---- Block ----------------------------------------------------------------------------------------------------------------


def test_a_block_becomes_memory_of_js_without_a_copy(context):
    block = Block(4)
    view = memoryview(block)
    context.global_.set("b", block)
    view[0] = 1
    context.eval("b[1] = 2")
    assert bytes(view) == b"\1\2\0\0" and context.eval("b[0]") == 1


def test_a_block_outlives_either_side(runtime, context):
    block = Block(1 << 16)
    context.global_.set("b", block)
    view = memoryview(block)
    del block
    gc.collect()
    assert context.eval("b.length") == 1 << 16
    context.eval("b = null")
    runtime.gc()
    view[0] = 1
    assert view[0] == 1


def test_a_block_can_be_given_in_part(context):
    assert context.eval("b => b.length")(Block(100).give(7)) == 7
    assert len(Block(0)) == 0 and context.eval("b => b.length")(Block(0)) == 0
    for bad in (-1, 1 << 31):
        with pytest.raises(ValueError, match="2147483647"):
            Block(bad)
    with pytest.raises(ValueError, match="0 to 4"):
        Block(4).give(5)


def test_js_may_transfer_and_resize_the_memory_of_a_block(context):
    block = Block(16)
    view = memoryview(block)
    context.global_.set("b", block)
    context.eval("moved = b.buffer.transfer(1 << 16); 0")
    view[0] = 1
    context.eval("new Uint8Array(moved).fill(3); 0")
    assert len(view) == 16


# ---- share ----------------------------------------------------------------------------------------------------------------


def test_a_python_buffer_is_shared_without_a_copy(context):
    data = bytearray(8)
    shared = context.share(data)
    assert shared.class_name == "ArrayBuffer"
    context.eval("ab => { new Uint8Array(ab).fill(7) }")(shared)
    assert data == b"\7" * 8
    numbers = array.array("d", [1.5, 2.5])
    assert context.eval("ab => new Float64Array(ab)[1]")(context.share(numbers)) == 2.5


def test_a_shared_buffer_stays_exported_until_js_lets_go(runtime, context):
    data = bytearray(8)
    shared = context.share(data)
    with pytest.raises(BufferError):
        data.extend(b"x")
    shared.close()
    runtime.gc()
    data.extend(b"x")
    assert len(data) == 9


def test_a_shared_buffer_is_released_at_close():
    data = bytearray(8)
    with _quickjs.Runtime() as runtime:
        context = runtime.context()
        context.global_.set("s", context.share(data))
    data.extend(b"x")


def test_a_view_of_a_shared_buffer_keeps_it(runtime, context):
    data = bytearray(b"12345678")
    shared = context.share(data)
    view = context.eval("ab => new Uint8Array(ab, 2, 3)")(shared)
    shared.close()
    runtime.gc()
    assert bytes(view) == b"345"
    with pytest.raises(BufferError):
        data.clear()
    del view
    _quickjs.live_counts()
    data.clear()


def test_detaching_a_shared_buffer_releases_it(context):
    data = bytearray(8)
    context.global_.set("s", context.share(data))
    context.eval("s.transfer(); 0")
    context.runtime.gc()
    context.eval("1")
    data.clear()


def test_read_only_memory_cannot_be_shared(context):
    with pytest.raises((BufferError, TypeError)):
        context.share(b"abc")
    with pytest.raises(TypeError):
        context.share("abc")


def test_growing_a_shared_buffer_copies_it(context):
    data = bytearray(b"x" * 8)
    context.global_.set("s", context.share(data))
    assert context.eval("t = s.transfer(1000); new Uint8Array(t).fill(1, 0, 4); t.byteLength") == 1000
    assert data == b"x" * 8
    context.runtime.gc()
    context.eval("1")
    data.clear()
