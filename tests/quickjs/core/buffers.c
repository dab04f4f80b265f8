/* Windows of buffers and views; a pinned store stays where it is whatever JS does, and outlives the runtime. */
#include "check.h"

static int frees;

static void on_free(void *opaque, void *data)
{
    frees++;
    free(data);
}

static JSValue eval(JSContext *ctx, const char *source)
{
    return llrt_eval(ctx, source, strlen(source), "test.js", 1, 0);
}

static void windows(JSContext *ctx)
{
    llrt_bytes bytes;
    JSValue value = eval(ctx, "new Uint16Array(new ArrayBuffer(16), 4, 3)");

    CHECK(llrt_bytes_view(ctx, value, &bytes) == 1 && bytes.length == 6 && !bytes.detached);
    JS_FreeValue(ctx, value);
    value = eval(ctx, "var rab = new ArrayBuffer(8, { maxByteLength: 64 }); var tracking = new Uint16Array(rab, 2); rab.resize(13); tracking");
    CHECK(llrt_bytes_view(ctx, value, &bytes) == 1 && bytes.length == 10 && bytes.resizable);
    JS_FreeValue(ctx, eval(ctx, "rab.resize(1)"));
    CHECK(llrt_bytes_view(ctx, value, &bytes) == 1 && bytes.detached && !bytes.data);
    JS_FreeValue(ctx, value);
    value = eval(ctx, "var dv = new DataView(new ArrayBuffer(8), 3); dv.buffer.transfer(); dv");
    CHECK(llrt_bytes_view(ctx, value, &bytes) == 1 && bytes.detached);
    JS_FreeValue(ctx, value);
    CHECK(llrt_bytes_view(ctx, JS_NULL, &bytes) == 0);
}

static void pin_survives(JSContext *ctx, const char *make, const char *attack)
{
    llrt_bytes bytes;
    JSValue value = eval(ctx, make);
    llrt_pin *pin = llrt_pin_bytes(ctx, value, &bytes);

    CHECK(pin != NULL && bytes.length >= 8);
    JS_FreeValue(ctx, value);
    JS_FreeValue(ctx, eval(ctx, attack));
    JS_RunGC(JS_GetRuntime(ctx));
    memset(bytes.data, 7, bytes.length);
    llrt_unpin(pin);
}

static void given_memory(JSContext *ctx)
{
    JSValue value = llrt_new_uint8array(ctx, calloc(1, 32), 32, on_free, NULL), global = JS_GetGlobalObject(ctx);
    llrt_bytes bytes;
    llrt_pin *pin = llrt_pin_bytes(ctx, value, &bytes);

    JS_SetPropertyStr(ctx, global, "given", value);
    JS_FreeValue(ctx, global);
    CHECK_JS(ctx, "given.fill(3); var moved = given.buffer.transfer(64); moved.byteLength + new Uint8Array(moved)[31] + given.length", "67");
    CHECK(frees == 0);
    bytes.data[0] = 1;
    llrt_unpin(pin);
    CHECK(frees == 1);
    JS_FreeValue(ctx, llrt_new_arraybuffer(ctx, calloc(1, 4), 4, on_free, NULL));
    CHECK(frees == 2);
    JS_FreeValue(ctx, llrt_new_arraybuffer(ctx, NULL, 0, NULL, NULL));
}

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    llrt_bytes bytes;
    llrt_pin *pin;
    JSValue value;

    windows(ctx);
    pin_survives(ctx, "globalThis.b = new Uint8Array(64)", "b.buffer.transfer(); b = null");
    pin_survives(ctx, "globalThis.b = new Uint8Array(64)", "b.buffer.transfer(128); b = null");
    pin_survives(ctx, "globalThis.b = new ArrayBuffer(64, { maxByteLength: 4096 })", "b.resize(4096); b.resize(1); b = null");
    pin_survives(ctx, "new Uint8Array(64)", "0");
    given_memory(ctx);
    value = eval(ctx, "new Uint8Array(100).fill(9)");
    pin = llrt_pin_bytes(ctx, value, &bytes);
    JS_FreeValue(ctx, value);
    check_done(ctx, rt);
    CHECK(bytes.data[99] == 9);
    llrt_unpin(pin);
    return check_failures != 0;
}
