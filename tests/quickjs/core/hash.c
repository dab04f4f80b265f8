/* Keys crafted against the engine's own, unseeded hashes cost no more than others: strings of JSON objects, numbers of Map
 * and Set, integer keys of objects. And a rope is found where the flat string was put. */
#include <time.h>
#include "check.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

/* The engine hashes h = h * 263 + unit: the blocks (x, y + 263) and (x + 1, y) give the same. `bits` blocks make 2^bits keys
 * of one hash; with `spread` they differ in hash too and are the measure. */
static const char make_keys[] =
    "globalThis.keys = (bits, spread) => { const keys = []; for (let n = 0; n < 1 << bits; n++) { let s = '';"
    "for (let b = 0; b < bits; b++) s += n >> b & 1 ? '\\u0101\\u0300' : spread ? '\\u0100\\u0301' : '\\u0100\\u0407'; keys.push(s) } return keys };"
    "globalThis.json = keys => '{' + keys.map(k => JSON.stringify(k) + ':1').join() + '}'; 0";

static double time_of(JSContext *ctx, const char *source)
{
    double start = now(), took;
    char *got = check_eval(ctx, source);

    took = now() - start;
    CHECK(got[0] != '!');
    if (got[0] == '!')
        fprintf(stderr, "%s\n", got);
    free(got);
    return took;
}

/* As slow as ordinary keys of the same number and length, within a generous factor. */
static void linear(JSContext *ctx, const char *crafted, const char *ordinary)
{
    double a = time_of(ctx, crafted), b = time_of(ctx, ordinary);

    if (a > 8 * b + 0.2) {
        fprintf(stderr, "%s took %.2f s, ordinary keys %.2f s\n", crafted, a, b);
        check_failures++;
    }
}

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    CHECK(llrt_set_hash_seed(1) < 0);   /* too late */
    free(check_eval(ctx, make_keys));
    CHECK_JS(ctx, "new Set(keys(14)).size", "16384");
    free(check_eval(ctx, "var a14 = json(keys(14)), b14 = json(keys(14, 1)), a17 = json(keys(17)), b17 = json(keys(17, 1)); 0"));
    linear(ctx, "JSON.parse(a14); 0", "JSON.parse(b14); 0");
    linear(ctx, "JSON.parse(a17); 0", "JSON.parse(b17); 0");
    linear(ctx, "new Set(keys(16)).size", "new Set(keys(16, 1)).size");
    /* doubles whose two words are equal: the engine xors them */
    linear(ctx, "var f = new Float64Array(1), u = new Uint32Array(f.buffer), m = new Map; for (let i = 1; i < 131072; i++) { u[0] = u[1] = 0x3ff00000 + i; m.set(f[0], i) } m.size",
           "var m = new Map; for (let i = 1; i < 131072; i++) m.set(i * 1.1, i); m.size");
    linear(ctx, "var o = {}; for (let i = 0; i < 131072; i++) o[i * 16384 + 5] = i; 0", "var o = {}; for (let i = 0; i < 131072; i++) o['k' + i] = i; 0");
    CHECK_JS(ctx, "var flat = 'x'.repeat(20000); var rope = 'x'.repeat(9999); rope = rope + 'x'.repeat(10001); var m = new Map([[flat, 1]]); m.get(rope)", "1");
    CHECK_JS(ctx, "new Map([[NaN, 1]]).get(0 / 0) + new Map([[-0, 2]]).get(0) + new Map([[1n, 3]]).get(1n)", "6");
    return check_done(ctx, rt);
}
