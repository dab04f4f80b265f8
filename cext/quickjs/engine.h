/* The engine as llrt uses it: quickjs.h plus what its public API hides. The Cython binding, jsc and the C tests are the
 * only callers. Conventions: JSValue results are owned by the caller, JSValueConst arguments are borrowed; JS_EXCEPTION,
 * NULL or -1 mean that an exception is pending in the context; everything is to be called on the thread that owns the
 * runtime, with the runtime's stack limit set (llrt_enter). Nothing here takes or releases the GIL. */
#ifndef LLRT_ENGINE_H
#define LLRT_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "quickjs.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Runtimes and contexts (engine_runtime.c) ------------------------------------------------------------------ */

/* A runtime with our state, seeded hashes, and no limits. NULL: out of memory. Free with llrt_free_runtime. */
JSRuntime *llrt_new_runtime(void);
JSRuntime *llrt_new_runtime_with(const JSMallocFunctions *functions, void *opaque);
/* Frees everything, whatever is still referenced: never aborts. Returns how many engine objects were still alive and
 * reachable from C only (leaked handles) after a last collection; 0 in a clean teardown. All contexts must have been
 * freed with JS_FreeContext before. */
size_t llrt_free_runtime(JSRuntime *rt);
/* A context with every intrinsic, Node's form of stacks, and no llrt globals. NULL: out of memory. JS_FreeContext. */
JSContext *llrt_new_context(JSRuntime *rt);
/* Breaks what a context's natives and hooks hold (JS functions of the tick, rejection and stack hooks, pinned natives).
 * Call it before JS_FreeContext so that the cycles through C are gone. Idempotent. */
void llrt_context_shutdown(JSContext *ctx);

/* Seed of the string, Map and Set hashes; drawn from the system before the first runtime is made unless it was set. It
 * must not change while a runtime exists: returns -1 then. */
int llrt_set_hash_seed(uint64_t seed);
/* Whether every object is a block of malloc's, for the process: while the start-up image is made (engine_arenas.h). */
void llrt_set_block_each(bool each);

/* Whether functions are compiled when they are first called (engine_lazy.c), for the process. VERIFY, for tests: compiled at once, and
 * complaints go to stderr when the look at a function was wrong about it. AHEAD, for tests: a thread looks at every text ahead, and is
 * waited for. TWICE, for tests: what bytecode is written of is compiled without places in the source and then with them
 * (engine_lazy_places.c), and complaints go to stderr when that is not the same code. */
enum { LLRT_LAZY_OFF, LLRT_LAZY_ON, LLRT_LAZY_VERIFY, LLRT_LAZY_AHEAD, LLRT_LAZY_TWICE };
extern int llrt_lazy_mode;
/* Local time is that of TZ in the environment as it was at the last of these calls (cext/timezone): to be made where the
 * environment cannot change at the same time, with the GIL. */
void llrt_timezone_read(bool forget);
/* Draws Math.random's state anew (after a restore or a fork). */
void llrt_reseed(JSContext *ctx);

/* Stack: call llrt_enter at the OUTERMOST entrance into JS on a thread (JS -> Python -> JS must not repeat it). It sets
 * the limit from the thread's real stack: `reserve` bytes at its end stay free for C and Python (0: 256 KiB), and at
 * most `limit` bytes are used from here (0: all there is). Cheap: the thread's bounds are cached per thread. */
void llrt_enter(JSRuntime *rt, size_t limit, size_t reserve);
/* Termination (an interrupt or llrt_throw_uncatchable) sticks: until the next llrt_enter every call and loop of JS throws
 * the uncatchable "interrupted" again, even where the first one was swallowed. Is it under way? */
int llrt_terminating(JSRuntime *rt);

/* Ends the vm script that runs with breakOnSigint; to be called from within the interrupt handler. */
void llrt_interrupt_script(JSRuntime *rt);

/* What kind of exception `error` is, for the binding's error classes. */
enum llrt_exception_kind {
    LLRT_EXC_ORDINARY = 0,
    LLRT_EXC_INTERRUPTED,       /* thrown because the interrupt handler returned non-zero; JS cannot catch it */
    LLRT_EXC_OUT_OF_MEMORY,
    LLRT_EXC_STACK_OVERFLOW
};
int llrt_exception_kind(JSContext *ctx, JSValueConst error);
/* Throws an error that no JS can catch (process.exit). `error` is owned. Returns JS_EXCEPTION. */
JSValue llrt_throw_uncatchable(JSContext *ctx, JSValue error);

/* ---- Hooks of the binding (one set per context) ------------------------------------------------------------------ */

typedef struct llrt_hooks {
    void *opaque;       /* the binding's; not used by the engine */

    /* import(specifier): called from a job. base_name: name of the script or module that runs the import() (a string, or
     * null for code without a name). attributes: undefined or an object with string values. resolve_reject: two
     * functions; keep (dup) them until the module is there, then call llrt_import_settle or llrt_import_fail.
     * Return -1 with an exception pending to reject at once. */
    int (*import_hook)(JSContext *ctx, JSValueConst base_name, JSValueConst specifier, JSValueConst attributes,
                       JSValueConst *resolve_reject);
    /* import.meta is touched for the first time in `module`; `meta` is the new object (null prototype). -1: exception. */
    int (*meta_hook)(JSContext *ctx, JSModuleDef *module, JSValueConst meta);
    /* A synthetic module is being evaluated: give its exports with llrt_module_set_export. -1: exception. */
    int (*synthetic_hook)(JSContext *ctx, JSModuleDef *module);
    /* `module` is being freed (runtime teardown or llrt_module_release): forget it and its opaque pointer. */
    void (*module_free)(JSModuleDef *module, void *module_opaque);
    /* The exports of native:<room> as an object: each own enumerable string-keyed property is an export. */
    JSValue (*native_hook)(JSContext *ctx, const char *room);
    /* The module of an SDK name (builtin_names.h) that is not in the table, its requests not bound. NULL without an exception: there is
     * none. */
    JSModuleDef *(*sdk_hook)(JSContext *ctx, const char *name);
    /* Promise rejections while no JS hook is set (setRejectionHook of native:engine). kind: 0 rejected without a handler,
     * 1 handled later. */
    void (*rejection_hook)(JSContext *ctx, int kind, JSValueConst promise, JSValueConst reason);
} llrt_hooks;

/* The context's hooks, to be filled in by the binding (zeroed at first). Valid as long as the context. */
llrt_hooks *llrt_get_hooks(JSContext *ctx);

/* ---- Modules (engine_modules.c) ------------------------------------------------------------------------------------ */
/* A JSModuleDef belongs to its context. Names need not be unique: caching by name is the loader's business. A module
 * that was never linked can be given back (llrt_module_release); a linked one lives as long as the context. */

/* Compiles `source` (UTF-8 with a NUL after `length` bytes) without resolving any import. NULL: exception (SyntaxError). */
JSModuleDef *llrt_module_compile(JSContext *ctx, const char *source, size_t length, const char *name, int line);
/* From llrt_module_bytecode(); trusted input only. */
JSModuleDef *llrt_module_read(JSContext *ctx, const uint8_t *data, size_t length);
/* Bytecode that does not change until `release(opaque)`, which is called in any case, nor does the text it was written with. */
typedef struct llrt_kept {
    void (*release)(void *opaque);
    void *opaque;
    const char *text;
    size_t text_length;
} llrt_kept;
/* The same of such bytecode: its functions are read when they are first called. */
JSModuleDef *llrt_module_read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept);
/* malloc()ed bytecode of an unlinked module compiled from source, or of a script (llrt_script_compile); free() it. With the `text` it
 * was compiled from, unless NULL, it does not hold the sources of its functions: the reader needs the text, too. */
uint8_t *llrt_module_bytecode(JSContext *ctx, JSModuleDef *module, const char *text, size_t text_length, size_t *length);
/* A module whose exports come from the synthetic hook (or, before evaluation, from llrt_module_set_export). */
JSModuleDef *llrt_module_synthetic(JSContext *ctx, const char *name, const char *const *exports, int count);
/* Sets an export of a synthetic module at or after its evaluation; `value` is owned. -1: TypeError, no such export. */
int llrt_module_set_export(JSContext *ctx, JSModuleDef *module, const char *name, JSValue value);

int llrt_module_request_count(JSModuleDef *module);
JSValue llrt_module_request_specifier(JSContext *ctx, JSModuleDef *module, int index);   /* a string */
JSValue llrt_module_request_attributes(JSContext *ctx, JSModuleDef *module, int index);  /* undefined or an object */
/* Binds request `index` to `dependency`. Only before linking. */
int llrt_module_set_request(JSContext *ctx, JSModuleDef *module, int index, JSModuleDef *dependency);

/* Links (instantiates) the module and everything it reaches; every request must be bound. No recursion: chains and cycles
 * of any length. A SyntaxError for missing or ambiguous exports leaves all of them unlinked, and they can be tried again. */
int llrt_module_link(JSContext *ctx, JSModuleDef *module);
/* Links if needed, evaluates; returns the promise of the evaluation (as often as asked). No recursion either. */
JSValue llrt_module_evaluate(JSContext *ctx, JSModuleDef *module);
/* Evaluates a graph without top-level await at once: the namespace, or the module's own error rethrown. A module that is
 * being evaluated (cycle) gives its namespace as it is. Throws an Error with code ERR_REQUIRE_ASYNC_MODULE if it waits. */
JSValue llrt_module_evaluate_sync(JSContext *ctx, JSModuleDef *module);
JSValue llrt_module_namespace(JSContext *ctx, JSModuleDef *module);    /* linked modules only */

enum llrt_module_status {
    LLRT_MODULE_UNLINKED = 0, LLRT_MODULE_LINKED, LLRT_MODULE_EVALUATING, LLRT_MODULE_EVALUATED, LLRT_MODULE_ERRORED
};
int llrt_module_status(JSModuleDef *module);        /* "evaluating" includes waiting for a top-level await */
JSValue llrt_module_error(JSContext *ctx, JSModuleDef *module);    /* the error of an errored module, else undefined */
int llrt_module_has_tla(JSModuleDef *module);       /* this module itself awaits at its top level */
int llrt_module_graph_has_tla(JSContext *ctx, JSModuleDef *module);    /* it or anything it reaches; -1: exception */
JSValue llrt_module_name(JSContext *ctx, JSModuleDef *module);     /* a string */
int llrt_module_set_name(JSContext *ctx, JSModuleDef *module, const char *name);   /* unlinked modules only */
void llrt_module_set_opaque(JSModuleDef *module, void *opaque);
void *llrt_module_opaque(JSModuleDef *module);
/* The binding drops its last handle: an unlinked module that nobody requests is freed now, any other stays. */
void llrt_module_release(JSContext *ctx, JSModuleDef *module);

/* Ends an import(): links and evaluates `module` and settles the promise with its namespace or error. -1 only when the
 * settling itself fails (out of memory, interrupted). */
int llrt_import_settle(JSContext *ctx, JSModuleDef *module, JSValueConst *resolve_reject);
/* Rejects an import() with the pending exception. */
int llrt_import_fail(JSContext *ctx, JSValueConst *resolve_reject);

/* ---- Scripts (engine_scripts.c) -------------------------------------------------------------------------------------- */

enum { LLRT_SCRIPT_STRICT = 1, LLRT_SCRIPT_ASYNC = 2 };    /* ASYNC: top-level await allowed, the result is a promise */
/* A compiled script (function bytecode value). Run it as often as wanted with llrt_script_run. */
JSValue llrt_script_compile(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags);
JSValue llrt_script_run(JSContext *ctx, JSValueConst script);
JSValue llrt_eval(JSContext *ctx, const char *source, size_t length, const char *filename, int line, int flags);
/* Function with named parameters around `source` as its body; line and columns are those of `source`. */
JSValue llrt_compile_function(JSContext *ctx, const char *source, size_t length, const char *filename, int line,
                              const char *const *params, int param_count);
uint8_t *llrt_script_bytecode(JSContext *ctx, JSValueConst script, const char *text, size_t text_length, size_t *length);
JSValue llrt_script_read(JSContext *ctx, const uint8_t *data, size_t length);
JSValue llrt_script_read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept);

/* ---- Builtins (engine_builtins.c) -------------------------------------------------------------------------------------- */

typedef struct llrt_builtin {
    const char *name;           /* canonical */
    const uint8_t *code;        /* bytecode written by llrt_compile_builtin */
    uint32_t length;
    uint32_t flags;             /* LLRT_BUILTIN_PUBLIC */
    uint32_t packed;            /* of the native binary: `code` has so many bytes, compressed; 0: it is as it is */
} llrt_builtin;
#define LLRT_BUILTIN_PUBLIC 1

/* Generated by jsc, sorted by name with strcmp. jsc itself links an empty one. */
extern const llrt_builtin llrt_builtin_table[];
extern const uint32_t llrt_builtin_count;
#ifdef LLRT_BINARY
extern const uint8_t llrt_builtin_blob[];
extern const uint32_t llrt_dictionary_size;      /* the first bytes of the blob */
/* launcher/binary/packed.c: 0 on success */
int llrt_unzstd(uint8_t *out, size_t size, const uint8_t *packed, size_t packed_size, const uint8_t *dictionary, size_t length);
#endif
extern const int llrt_builtins_development;     /* built in place: llrt_set_builtins_from works */

/* The builtin `name` (canonical), linked with everything it imports, not evaluated; cached per context. Without an
 * exception pending NULL means that there is no such builtin. Also gives native:engine and native:<room>. */
JSModuleDef *llrt_load_builtin(JSContext *ctx, const char *name);
/* Its namespace, evaluated: what loadBuiltin(name) of native:engine does. Throws for an unknown name. */
JSValue llrt_require_builtin(JSContext *ctx, const char *name);
/* Development builds: read builtins from this folder of sources at run time (NULL: from the table alone). Process-wide.
 * Any other build takes no notice. */
int llrt_set_builtins_from(const char *folder);
/* jsc: compiles the builtin in the file `path` (relative to the folder of builtins: "fs/index.js"), its requests rewritten
 * to canonical names (builtin_names.h); malloc()ed bytecode with line information and without source text. *has_tla is set
 * when it has a top-level await (an error of the build). NULL: exception. */
uint8_t *llrt_compile_builtin(JSContext *ctx, const char *source, size_t length, const char *path,
                              size_t *out_length, int *has_tla);
/* jsc: calls `each` with the canonical name of every request of the builtin last compiled in this context. */
void llrt_compiled_requests(JSContext *ctx, void (*each)(void *opaque, const char *request), void *opaque);

/* ---- The loop's drain (engine_jobs.c) -------------------------------------------------------------------------------- */

/* Runs microtasks, then processTicks while flags[0] asks for it, then processRejections if promises were rejected, until
 * all are quiet. -1: a callback threw; the exception is pending; report it and call again to go on with the rest. */
int llrt_drain(JSContext *ctx);
/* Microtasks only. -1: a job threw. */
int llrt_run_microtasks(JSContext *ctx);
/* Is there anything for llrt_drain to do? */
int llrt_has_work(JSContext *ctx);

/* The async context value: follows promise reactions and jobs (AsyncLocalStorage). */
JSValue llrt_async_context_get(JSContext *ctx);
void llrt_async_context_set(JSContext *ctx, JSValue value);    /* owned */

/* ---- Values (engine_values.c) ------------------------------------------------------------------------------------------ */

enum llrt_value_kind {
    LLRT_V_UNDEFINED = 0, LLRT_V_NULL, LLRT_V_BOOL, LLRT_V_INT /* int32 */, LLRT_V_FLOAT, LLRT_V_BIGINT, LLRT_V_STRING,
    LLRT_V_SYMBOL,
    LLRT_V_BUFFER,      /* ArrayBuffer, SharedArrayBuffer, typed array, DataView */
    LLRT_V_ARRAY,
    LLRT_V_PLAIN,       /* class Object with Object.prototype of any realm or null as its prototype */
    LLRT_V_FUNCTION,    /* anything callable, proxies too */
    LLRT_V_ERROR, LLRT_V_PROMISE, LLRT_V_DATE, LLRT_V_PROXY,
    LLRT_V_OBJECT       /* any other object */
};
int llrt_kind(JSContext *ctx, JSValueConst value);
/* The engine's class of an object ("Map", "Uint8Array", "Map Iterator", ...); NULL for primitives. Static or owned by
 * the runtime. */
const char *llrt_class_name(JSContext *ctx, JSValueConst value);
/* Reflect.get(). */
JSValue llrt_get_for(JSContext *ctx, JSValueConst object, JSAtom name, JSValueConst receiver);

/* A string's memory, flat; valid while the value is alive. data: uint8_t Latin-1 if !wide, else uint16_t UTF-16. */
typedef struct llrt_string {
    const void *data;
    uint32_t length;    /* in code units */
    int wide;
} llrt_string;
int llrt_string_view(JSContext *ctx, JSValueConst value, llrt_string *out);    /* -1: not a string, or out of memory */
JSValue llrt_string_latin1(JSContext *ctx, const uint8_t *data, size_t length);
JSValue llrt_string_utf16(JSContext *ctx, const uint16_t *data, size_t length);    /* narrowed when it can be */
JSValue llrt_string_ucs4(JSContext *ctx, const uint32_t *data, size_t length);
bool llrt_is_ascii_text(const void *text, size_t length);

/* BigInt of any size: two's complement, little endian bytes (int.to_bytes(n, "little", signed=True)). */
JSValue llrt_bigint_new(JSContext *ctx, const uint8_t *bytes, size_t length);
/* Writes at most `capacity` bytes and returns how many are needed. */
size_t llrt_bigint_bytes(JSContext *ctx, JSValueConst value, uint8_t *out, size_t capacity);

/* Fast ways through arrays and objects; both keep borrowed values. Elements of a dense array without holes or accessors:
 * 1, and *values, *count are set (valid until JS runs); 0: use the slow way. */
int llrt_array_elements(JSContext *ctx, JSValueConst array, JSValueConst **values, uint32_t *count);
/* Own enumerable string-keyed data properties in order. Start with *position 0. 1: *key (borrowed) and *value set; 0: the
 * end; -1: this object needs the slow way (accessor, exotic object). */
int llrt_object_next(JSContext *ctx, JSValueConst object, uint32_t *position, JSAtom *key, JSValueConst *value);

/* ---- Buffers (engine_buffers.c) ---------------------------------------------------------------------------------------- */

typedef struct llrt_bytes {
    uint8_t *data;      /* NULL when length is 0 or the buffer is detached */
    size_t length;
    int detached;       /* detached, or a view out of the bounds of a resized buffer */
    int shared, immutable, resizable;
} llrt_bytes;
/* The window of an ArrayBuffer, SharedArrayBuffer, typed array or DataView. 1: filled; 0: no buffer. Never throws. */
int llrt_bytes_view(JSContext *ctx, JSValueConst value, llrt_bytes *out);

typedef void (*llrt_free_func)(void *opaque, void *data);
/* Uint8Array / ArrayBuffer over memory that is given away: `free_func(opaque, data)` is called when JS is done with it
 * (also when this fails). It may be called from a collection: take the GIL if it needs it. */
JSValue llrt_new_uint8array(JSContext *ctx, uint8_t *data, size_t length, llrt_free_func free_func, void *opaque);
JSValue llrt_new_arraybuffer(JSContext *ctx, uint8_t *data, size_t length, llrt_free_func free_func, void *opaque);

/* Pins the backing store of a buffer or view: until llrt_unpin its memory stays where it is, whatever JS does to the
 * ArrayBuffer (transfer, detach, resize, collection). `bytes` is the window at this moment. NULL: exception. Writes go
 * to the old memory after a resize or transfer to another length. llrt_unpin may be called on any thread, also after the runtime
 * is gone. */
typedef struct llrt_pin llrt_pin;
llrt_pin *llrt_pin_bytes(JSContext *ctx, JSValueConst value, llrt_bytes *bytes);
void llrt_unpin(llrt_pin *pin);

/* ---- Counters for tests -------------------------------------------------------------------------------------------------- */

typedef struct llrt_counters {
    int64_t objects, strings, modules, jobs;     /* alive in this runtime */
} llrt_counters;
void llrt_count(JSRuntime *rt, llrt_counters *out);

#ifdef __cplusplus
}
#endif

#if __has_include("binding_internals.h")
#include "binding_internals.h"
#endif
#endif
