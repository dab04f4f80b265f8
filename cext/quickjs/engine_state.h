/* What llrt keeps beside the engine's own structures, and the functions that edits.toml makes the engine call. Included by
 * the edited quickjs.c itself, where its types are known and before its first function; not for anybody else. */
#ifndef LLRT_ENGINE_STATE_H
#define LLRT_ENGINE_STATE_H

#include "engine.h"
#include "engine_arenas.h"
#include "engine_hash.h"
#include "timezone.h"

#define LLRT_EVAL_NAME "<anonymous>"     /* file name of code from eval() and Function() */
#define LLRT_OVERFLOW_MESSAGE "Maximum call stack size exceeded"
#define LLRT_MAX_ARGUMENTS 131072        /* of one call, spread or applied */

/* Tables of the compiler's passes (engine_spare.h). */
typedef enum LLRTTableKind { TABLE_JUMPS, TABLE_PLACES, TABLE_LEVELS, TABLE_CATCHES, TABLE_PENDING, TABLE_KINDS } LLRTTableKind;

typedef struct LLRTTable {
    void *memory;                   /* NULL: in use, or there is none */
    size_t size;
} LLRTTable;

typedef struct LLRTRuntime {
    uint32_t failed_allocations;    /* all of them, and as many as there were when the compilation started */
    uint32_t failed_before_compiling;
    bool terminating;               /* an uncatchable error is on its way to the outermost entrance */
    JSClassID trace_class_id, call_site_class_id;
    JSClassID realm_class_id, global_class_id, script_class_id;    /* 0 until node:vm is used */
    JSClassID handle_class_id;      /* objects of fast ops; 0 until there is one */
    int first_line, first_column;   /* columns of this line are moved while a vm script is compiled */
    struct PreParser *pre;          /* of the text that is being parsed (engine_preparse.c), NULL until it is needed */
    bool write_lazily;              /* bytecode is being written whose functions can be read later (engine_lazy_read.c) */
    const char *write_text;         /* the text it was compiled from, NULL if that is not known */
    size_t write_text_length, write_text_at;
    struct PreParser *spare_pre;    /* for the next text */
    struct LLRTText **texts;        /* that functions are from (engine_texts.c); the index 0 is none's */
    uint32_t text_count, free_text; /* size of the table; no free index is below */
    uint32_t parsed_text;           /* that is being parsed, 0: not kept */
    char *parsed_bytes;             /* of it, where the parser begins */
    int script_stopped;             /* why the last script with a timeout ended */
    bool script_interrupted;
    llrt_zone *zone;                /* local time (engine_dates.c): NULL until it is asked for */
    uint32_t zone_generation;
    llrt_span utc_span, local_span; /* found last */
    struct JSFunctionDef *spare_defs;   /* memory for the next function (engine_spare.h) */
    int spare_def_count;
    uint8_t *spare_code;
    size_t spare_code_size;
    struct RelocEntry *next_reloc;
    LLRTTable tables[TABLE_KINDS];
} LLRTRuntime;

/* An atom of the engine's own table, or of the start-up image (engine_image.c): nobody counts its references. */
static inline bool llrt_atom_is_kept(JSRuntime *rt, JSAtom atom)
{
    return (int32_t)atom < rt->llrt_kept_atoms;
}

/* An entry of the image's table: the first atom of a chain below a bit for each of its hashes. Most names are not there: no atom is read. */
enum { KEPT_BITS = 20, KEPT_ATOM = (1 << KEPT_BITS) - 1 };
static inline uint32_t llrt_kept_bit(uint32_t hash)
{
    return 1u << (KEPT_BITS + ((hash >> 16 & 0xff) * (32 - KEPT_BITS) >> 8));
}

/* The first of the image's atoms that may have this hash; JS_ATOM_NULL: none has. */
static inline JSAtom llrt_kept_first(JSRuntime *rt, uint32_t hash)
{
    uint32_t entry = rt->llrt_kept_hash ? rt->llrt_kept_hash[hash & rt->llrt_kept_mask] : 0;

    return entry & llrt_kept_bit(hash) ? entry & KEPT_ATOM : JS_ATOM_NULL;
}

/* Of an atom that is one of the image's. */
static inline JSAtom llrt_kept_index(JSRuntime *rt, const JSAtomStruct *p)
{
    JSAtom i = llrt_kept_first(rt, p->hash);
    while (rt->atom_array[i] != p)
        i = rt->atom_array[i]->hash_next;
    return i;
}

/* A name of at most SHORT_NAME characters that the parser has met (engine_short_names.h); `text` is 0 where there is none. */
typedef struct LLRTShortName {
    uint32_t text;
    JSAtom atom;
} LLRTShortName;

enum { SHORT_NAME = 4, SHORT_NAMES_BITS = 10 };

static inline uint32_t llrt_pack_name(const uint8_t *name, uint32_t length)
{
    uint32_t text = 0;

    for (uint32_t i = 0; i < length; i++)
        text |= (uint32_t)name[i] << i * 8;
    return text;
}

static inline LLRTShortName *llrt_short_name_slot(JSRuntime *rt, uint32_t text)
{
    return &rt->llrt_short_names[text * 0x9e3779b1u >> (32 - SHORT_NAMES_BITS)];
}

/* An atom dies, whose number may be another's afterwards. */
static inline void llrt_forget_short_name(JSRuntime *rt, const JSAtomStruct *p, JSAtom atom)
{
    LLRTShortName *kept;

    if (!rt->llrt_short_names || p->len > SHORT_NAME || p->is_wide_char)
        return;
    kept = llrt_short_name_slot(rt, llrt_pack_name(str8((JSString *)p), p->len));
    if (kept->atom == atom)
        *kept = (LLRTShortName){0};
}

/* A bracket in the text that has been gone behind (engine_skip.h): from behind it on, and what was found in it. */
typedef struct LLRTSkipped {
    const uint8_t *inside, *behind;
    int found;
} LLRTSkipped;

enum { SKIPPED_MOST = 16 };

enum { LLRT_REGEXP_FLAGS = 8, LLRT_EVENT_SYMBOLS = 3, LLRT_EVENT_NAMES = 10 };

/* A builtin that is not in the table: native:* and, in development, what is on disk. */
typedef struct LLRTExtraBuiltin {
    struct LLRTExtraBuiltin *next;
    JSModuleDef *module;
    char name[];
} LLRTExtraBuiltin;

typedef struct LLRTContext {
    struct LLRTContext *env;        /* of the Environment's own context: its realms (vm) share what belongs to the Environment */
    llrt_hooks hooks;
    JSModuleDef **builtins;         /* parallel to llrt_builtin_table; NULL: not loaded yet */
    LLRTExtraBuiltin *extra_builtins;
    JSValue process_ticks, tick_flags, tick_queue, tick_otherwise;     /* setTickHook (natives_ticks.c) */
    JSValue on_reject, process_rejections;
    JSValue format_stack;           /* setStackHooks */
    JSValue async_context;
    JSValue realm_key;              /* private symbol: the realm of a vm context */
    JSValue promise_hook;           /* setPromiseHook: createHook and v8.promiseHooks */
    JSValue no_memory;              /* thrown where there is none for an error */
    JSValue event_parts;            /* eventMethods (natives_events.c): of JavaScript, and the names that are read often */
    JSAtom event_symbols[LLRT_EVENT_SYMBOLS], event_names[LLRT_EVENT_NAMES];
    JSValue thrown_in;              /* lastThrow(): function, place in it, and what was thrown (identity only) */
    int thrown_pc;
    uintptr_t thrown_identity;
    JSAtom limit_name, prepare_name, anonymous_name, node_error_name;  /* atoms used often */
    bool rejections_pending;        /* on_reject was called since the last processRejections */
    int loading;                    /* builtins being evaluated: the promise hook is not told of their promises */
    bool has_own_jobs;              /* of a realm with microtaskMode "afterEvaluate" */
    struct list_head own_jobs;
    JSContext *main;                /* of a realm: the Environment's own context, held */
    bool drained;                   /* llrt_drain was called: not the main script's turn any more */
    bool formatting_stack;          /* in Error.prepareStackTrace or the stack hook */
    JSAtom eval_name;               /* LLRT_EVAL_NAME */
    JSAtom flag_names[LLRT_REGEXP_FLAGS];   /* `hasIndices` and so on (engine_regexp.c); JS_ATOM_NULL until they are needed */
    struct LLRTLazy *lazies;        /* defineLazy */
    struct LLRTLazyExport *lazy_exports;
    struct LLRTReferrer *referrers; /* compileFunction's importMetaName */
} LLRTContext;

/* The JS values of LLRTContext, for marking and freeing. */
#define LLRT_CONTEXT_VALUES(X) \
    X(process_ticks) X(tick_flags) X(on_reject) X(process_rejections) X(format_stack) X(async_context) X(realm_key) X(promise_hook) X(no_memory) \
    X(thrown_in) X(event_parts) X(tick_queue) X(tick_otherwise)

/* The name that import() in a file is said to come from, where that is not the file's own. */
typedef struct LLRTReferrer {
    struct LLRTReferrer *next;
    JSAtom filename, referrer;
} LLRTReferrer;

/* Our lazy properties are the engine's (JS_PROP_AUTOINIT); the low bits of their opaque pointer tell them apart. */
enum { LLRT_INIT_MODULE = 1 /* an LLRTLazy */, LLRT_INIT_STACK = 2 /* a StackTrace object, owned */ };

/* What a lazy property loads (natives.c). */
typedef struct LLRTLazy {
    struct LLRTLazy *next;
    JSAtom export;
    char module[];
} LLRTLazy;

/* Interrupts inside long builtins: a loop ticks (0: go on; -1: the uncatchable exception is pending), a bulk operation is
 * charged for its units of work, so that the next tick, call or loop edge of JS polls the handler sooner. */
static int __js_poll_interrupts(JSContext *ctx);

static inline int llrt_tick(JSContext *ctx)
{
    return unlikely(--ctx->interrupt_counter <= 0) ? __js_poll_interrupts(ctx) : 0;
}

static inline void llrt_charge(JSContext *ctx, uint64_t units)
{
    units >>= 6;
    ctx->interrupt_counter -= units > JS_INTERRUPT_COUNTER_INIT ? JS_INTERRUPT_COUNTER_INIT : (int)units;
}

static inline void llrt_charge_memory(JSContext *ctx, size_t size)
{
    if (unlikely(size >= 4096))
        llrt_charge(ctx, size >> 2);
}

/* A job runs in the async context it was made in: AsyncLocalStorage. The outer one comes back with llrt_leave_async. */
static inline JSValue llrt_current_async(JSContext *ctx)
{
    return ctx->llrt ? JS_DupValue(ctx, ctx->llrt->env->async_context) : JS_UNDEFINED;
}

static inline JSValue llrt_enter_async(JSContext *ctx, JSValue context)
{
    JSValue outer = JS_UNDEFINED;

    if (ctx->llrt) {
        outer = ctx->llrt->env->async_context;
        ctx->llrt->env->async_context = context;
    } else {
        JS_FreeValue(ctx, context);
    }
    return outer;
}

static inline void llrt_leave_async(JSContext *ctx, JSValue outer)
{
    JS_FreeValue(ctx, llrt_enter_async(ctx, outer));
}

/* The async context of a promise's reaction, with the promise it settles while a promise hook listens. */
static JSValue llrt_hooked_reaction(JSContext *ctx, JSValueConst promise, JSValueConst resolve);

static inline JSValue llrt_reaction_async(JSContext *ctx, JSValueConst promise, JSValueConst resolve)
{
    if (unlikely(ctx->llrt && !JS_IsUndefined(ctx->llrt->env->promise_hook) && !ctx->llrt->env->loading))
        return llrt_hooked_reaction(ctx, promise, resolve);
    return llrt_current_async(ctx);
}

/* Where a job of this context waits. Jobs of a realm keep it; those of its own queue go with it. */
static inline struct list_head *llrt_job_list(JSContext *ctx)
{
    return unlikely(ctx->llrt && ctx->llrt->has_own_jobs) ? &ctx->llrt->own_jobs : &ctx->rt->job_list;
}

static inline bool llrt_job_keeps(JSContext *ctx)
{
    return ctx->llrt && ctx->llrt->main && !ctx->llrt->has_own_jobs;
}

static JSContext *llrt_job_context(JSContext *ctx, JSValueConst function);
static JSValue llrt_run_job(JSContext *ctx, JSJobFunc *job, JSValue async, int argc, JSValueConst *argv);
static JSValue llrt_await(JSContext *ctx, JSValueConst outer, JSValueConst value);

/* Promises without resolving functions (engine_promises.c). */
struct JSAsyncFunctionData;
struct JSAsyncGeneratorData;
static JSValue llrt_new_promise(JSContext *ctx);
static JSValue llrt_new_capability(JSContext *ctx, JSValue *capability, JSValueConst ctor);
static void llrt_resolve_promise(JSContext *ctx, JSValueConst promise, JSValueConst resolution);
static void llrt_settle_promise(JSContext *ctx, JSValueConst promise, JSValueConst value, bool is_reject);
static bool llrt_is_plain_promise(JSContext *ctx, JSValueConst value);
static void fulfill_or_reject_promise(JSContext *ctx, JSValueConst promise, JSValueConst value, bool is_reject);
static void llrt_free_reaction_value(JSRuntime *rt, JSValue value);
static void llrt_free_reactions(JSRuntime *rt, struct list_head *reactions);
static void llrt_mark_reactions(JSRuntime *rt, struct list_head *reactions, JS_MarkFunc *mark_func);
static void llrt_settle_reactions(JSContext *ctx, struct list_head *reactions, JSValueConst value, bool is_reject);
static int llrt_await_in_function(JSContext *ctx, struct JSAsyncFunctionData *s, JSValueConst value);
static int llrt_await_in_generator(JSContext *ctx, struct JSAsyncGeneratorData *s, JSValueConst value);
static bool llrt_run_handler(JSContext *ctx, JSValueConst handler, JSValueConst value, bool is_reject, JSValue *result);
static bool llrt_follow_native(JSContext *ctx, JSValueConst promise, JSValueConst thenable, JSValueConst then);
static void llrt_name_resolving_function(JSContext *ctx, JSValueConst function);

/* Short ways (engine_plain.c). */
static inline int llrt_define_plain(JSContext *ctx, JSValueConst object, JSAtom name, JSValue value, int flags);
static int llrt_copy_plain(JSContext *ctx, JSValueConst target, JSObject *source, JSObject *excluded);
static JSValue llrt_plain_names(JSContext *ctx, JSValueConst object, int flags, int kind);
static JSValue llrt_ascii_case(JSContext *ctx, JSValue text, bool to_lower);

/* Regular expressions as they come (engine_regexp.c). */
static int llrt_regexp_flags(JSContext *ctx, JSValueConst value);
static JSValue llrt_regexp_flags_text(JSContext *ctx, int flags);
static JSValue llrt_regexp_replace(JSContext *ctx, JSValueConst expression, JSValueConst text, JSValueConst replacement, bool call);
static int llrt_regexp_test(JSContext *ctx, JSValueConst expression, JSValueConst text);

/* The compiler's own view of memory: what its many unchecked calls may have missed. */
static void llrt_allocation_failed(JSContext *ctx);
static JSValue llrt_no_memory(JSContext *ctx);
static void llrt_compile_start(JSContext *ctx);
static bool llrt_compile_failed(JSContext *ctx);

/* Functions that are compiled when they are first called (engine_lazy.c). */
typedef struct LLRTLazyBody LLRTLazyBody;
struct JSParseState;
struct JSFunctionDef;
static void llrt_pre_end(JSContext *ctx);
static void llrt_free_spare_pre(JSRuntime *rt);
static int llrt_lazy_skip(struct JSParseState *s, struct JSFunctionDef *fd, const uint8_t *source, const uint8_t *entry, int line,
                          int column, int kind);
static JSValue llrt_create_lazy(JSContext *ctx, struct JSFunctionDef *fd);
static void llrt_verify_lazy(JSContext *ctx, struct JSFunctionDef *fd, const char *failed);
static void llrt_free_lazy_body(JSContext *ctx, LLRTLazyBody *body);
static int llrt_compile_lazy(struct JSFunctionBytecode *b);

/* Places in the source that are found when a stack is read (engine_lazy_places.c). Of a definition: it has none; it has, for one that
 * had none; the one in it is the first or the second of these. */
enum { PLACED, UNPLACED, PLACED_LATE, UNPLACED_INSIDE, PLACED_LATE_INSIDE };

static inline int llrt_unplaced_inside(int outer)
{
    return outer >= UNPLACED_INSIDE ? outer - (UNPLACED_INSIDE - UNPLACED) : PLACED;
}

static inline int llrt_places_between(struct JSFunctionDef *fd, int from, int to);
static int llrt_find_places(struct JSFunctionBytecode *b);
static int llrt_compile_whole(struct JSFunctionBytecode *b);

/* The source of functions (engine_texts.c). */
typedef struct LLRTText LLRTText;
static int llrt_keep_source(struct JSParseState *s, struct JSFunctionDef *fd, const uint8_t *start, size_t length);
static void llrt_free_source(JSRuntime *rt, char *source, uint32_t text);
static bool llrt_text_is_ascii(JSContext *ctx, const char *input);

/* Variables by name (engine_names.c). */
typedef struct LLRTNames {
    uint32_t *slots;
    int size, count;
} LLRTNames;
static int llrt_closure_start(struct JSFunctionDef *fd, JSAtom name);
static int llrt_global_start(struct JSFunctionDef *fd, JSAtom name);
static void llrt_free_names(struct JSFunctionDef *fd);

/* Called by edits. */
static void llrt_export_import(JSContext *ctx, JSModuleDef *m, JSExportEntry *me);
static int64_t llrt_utc_offset(JSContext *ctx, double ms);
static int64_t llrt_local_offset(JSContext *ctx, double ms);
static int llrt_zone_words(JSContext *ctx, int minutes, char *out, size_t size);
static int llrt_define_field(JSContext *ctx, JSValueConst object, JSAtom key, JSValue value);
static bool llrt_name_function(JSContext *ctx, JSValueConst function, JSAtom name, int length);
static JSValue llrt_json_parse(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv);
static JSValue llrt_json_stringify(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv);
static void llrt_json_throw_circle(JSContext *ctx, JSValueConst open, JSValueConst value);
static int llrt_sort_typed(JSContext *ctx, void *base, size_t count, size_t size,
                           int (*compare)(const void *, const void *, void *), void *opaque);
static uint32_t llrt_hash_rope(JSContext *ctx, JSValueConst rope);
static int llrt_init_stack(JSContext *ctx);
struct BCWriterState;
struct BCReaderState;
static int llrt_write_function(struct BCWriterState *s, JSValueConst value);
static JSValue llrt_read_function(struct BCReaderState *s);
static void llrt_free_stub(JSRuntime *rt, struct JSFunctionBytecode *b);
static JSValue read_kept(JSContext *ctx, const uint8_t *data, size_t length, const llrt_kept *kept);
static int llrt_count_high(const uint8_t *p, int length);
static bool llrt_is_lazy(JSProperty *pr);
static int llrt_init_lazy(JSContext *ctx, JSObject *p, JSAtom name, JSProperty *pr, JSShapeProperty *prs);
static void llrt_init_free(JSRuntime *rt, JSProperty *pr);
static bool llrt_is_lazy_export(JSContext *ctx, JSVarRef *binding);
static int llrt_init_lazy_export(JSContext *ctx, JSVarRef *binding);
static void llrt_free_lazy_exports(JSContext *ctx);
static void llrt_init_mark(JSRuntime *rt, JSProperty *pr, JS_MarkFunc *mark_func);
static void llrt_record_stack(JSContext *ctx, JSValueConst error, JSValueConst above, const char *filename, int line,
                              int column, int flags);
static void llrt_note_throw(JSContext *ctx, JSStackFrame *sf);
static const char *llrt_wording(JSContext *ctx, JSErrorEnum *class, const char *message, char *out, size_t size);
static int llrt_throw_not_callable(JSContext *ctx, JSValueConst value);
static JSValue llrt_throw_not_iterable(JSContext *ctx, JSValueConst value);
static JSValue llrt_throw_not_async_iterable(JSContext *ctx, JSValueConst value);
static void llrt_throw_no_result(JSContext *ctx, JSValueConst value);
static JSValue llrt_throw_destructuring(JSContext *ctx, JSValueConst value, const uint8_t *next);
static int llrt_throw_in_operand(JSContext *ctx, JSValueConst key, JSValueConst object);
static void llrt_throw_regexp(JSContext *ctx, JSValueConst pattern, JSValueConst flags, const char *message);
static int llrt_throw_read_only(JSContext *ctx, int flags, JSValueConst object, JSAtom name);
static int llrt_throw_not_extensible(JSContext *ctx, int flags, const char *verb, JSAtom name);
static void llrt_throw_not_deletable(JSContext *ctx, JSValueConst object, JSAtom name);
static void llrt_throw_immutable(JSContext *ctx, JSValueConst object);
static void llrt_mark_context(JSRuntime *rt, JSContext *ctx, JS_MarkFunc *mark_func);
static void llrt_free_context(JSContext *ctx);
static void llrt_terminate(JSContext *ctx);
static bool llrt_is_terminating(JSContext *ctx);
static bool llrt_keeps_exception(JSContext *ctx);
static void llrt_module_freed(JSContext *ctx, JSModuleDef *m);
static int llrt_link_for_engine(JSContext *ctx, JSModuleDef *m);
static JSValue llrt_referrer(JSContext *ctx);
static int llrt_throw_redefined(JSContext *ctx, int flags, JSAtom name);
static JSValue llrt_throw_no_eval(JSContext *ctx);
static bool is_realm_global(JSContext *ctx, JSObject *p);
static JSValue llrt_realm_variable(JSContext *ctx, JSAtom name, bool throw_ref_error);
static int llrt_realm_var(JSContext *ctx, JSAtom name, int flags);
static int llrt_realm_function(JSContext *ctx, JSAtom name, JSValueConst function, int configurable);
static JSObject *llrt_realm_declarations(JSContext *ctx, JSObject *p);
static void llrt_throw_missing_export(JSContext *ctx, int result, JSModuleDef *m, int request, JSAtom name);
static JSValue llrt_import_meta(JSContext *ctx);
static JSValueConst llrt_event_method(JSContext *ctx, JSValueConst function);
static void *llrt_store_calloc(JSContext *ctx, size_t size);
static void *llrt_store_realloc(JSRuntime *rt, void *data, size_t size);
static JSValue llrt_dynamic_import_job(JSContext *ctx, int argc, JSValueConst *argv);

#endif
