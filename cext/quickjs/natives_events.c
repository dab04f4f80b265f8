/* eventMethods(parts) -> [emit, addListener, removeListener]: what an EventEmitter does nearly always, in few steps. Whatever is
 * rare goes to the method in JavaScript that _emitter.js gives beside: 'error', listeners of listeners, a list that is being
 * walked. Properties are read and written as JavaScript would, so getters, proxies and frozen objects are what they are there.
 * Included by engine.c. */

/* What _emitter.js gives, in this order. */
enum {
    EVENTS_CAPTURE, EVENTS_EMITTING, EVENTS_SHAPE_MODE,     /* symbols: the atoms of those are kept beside */
    EVENTS_LIMITS, EVENTS_EMIT, EVENTS_ADD, EVENTS_REMOVE, EVENTS_ADD_UNTOLD, EVENTS_REJECTED, EVENTS_CROWDED, EVENTS_PARTS,
};

enum { NAME_EVENTS, NAME_COUNT, NAME_MOST, NAME_DEFAULT_MOST, NAME_ERROR, NAME_NEW_LISTENER, NAME_REMOVE_LISTENER, NAME_LISTENER, NAME_WRAPPED, NAME_EMIT };

static const char *const event_names[LLRT_EVENT_NAMES] = {
    "_events", "_eventsCount", "_maxListeners", "defaultMaxListeners", "error", "newListener", "removeListener", "listener", "wrapped", "emit",
};

static JSValueConst event_part(JSContext *ctx, int which)
{
    return JS_VALUE_GET_OBJ(ctx->llrt->event_parts)->u.array.u.values[which];
}

/* A call that a method in JavaScript takes over, before anything was changed. */
static JSValue events_otherwise(JSContext *ctx, int which, JSValueConst emitter, int argc, JSValueConst *argv)
{
    if (JS_IsUndefined(ctx->llrt->event_parts))
        return JS_ThrowTypeError(ctx, "the context has ended");
    return JS_Call(ctx, event_part(ctx, which), emitter, argc, argv);
}

static bool is_event_name(JSContext *ctx, int argc, JSValueConst *argv, int least)
{
    return argc >= least && (JS_IsString(argv[0]) || JS_IsSymbol(argv[0])) && !JS_IsUndefined(ctx->llrt->event_parts);
}

static JSValue get_named(JSContext *ctx, JSValueConst object, int name)
{
    return JS_GetProperty(ctx, object, ctx->llrt->event_names[name]);
}

/* -1: an exception; of what is there only whether it is anything counts. */
static int has_named(JSContext *ctx, JSValueConst object, int name)
{
    JSValue value = get_named(ctx, object, name);
    int found = JS_IsException(value) ? -1 : !JS_IsUndefined(value);

    JS_FreeValue(ctx, value);
    return found;
}

/* A list of listeners that is an ordinary array: how many walk it, NULL if it is none. Valid until the list gets properties. */
static JSValue *walkers_of(JSContext *ctx, JSValueConst list)
{
    JSObject *p = JS_VALUE_GET_TAG(list) == JS_TAG_OBJECT ? JS_VALUE_GET_OBJ(list) : NULL;
    JSProperty *pr;
    JSShapeProperty *prs;

    if (!p || p->class_id != JS_CLASS_ARRAY || !p->fast_array)
        return NULL;
    prs = find_own_property(&pr, p, ctx->llrt->event_symbols[EVENTS_EMITTING]);
    if (!prs || (prs->flags & (JS_PROP_TMASK | JS_PROP_WRITABLE)) != (JS_PROP_NORMAL | JS_PROP_WRITABLE))
        return NULL;
    return JS_VALUE_GET_TAG(pr->u.value) == JS_TAG_INT ? &pr->u.value : NULL;
}

/* ---- emit ------------------------------------------------------------------------------------------------------------------- */

/* What a listener gave: nothing, nearly always; else an emitter may want to hear of its rejection. Frees it. -1: an exception. */
static int take_result(JSContext *ctx, JSValueConst emitter, JSValue result, int argc, JSValueConst *argv)
{
    JSValue wants, args, done;
    int ret;

    if (JS_IsException(result))
        return -1;
    if (JS_IsUndefined(result) || JS_IsNull(result))
        return 0;
    wants = JS_GetProperty(ctx, emitter, ctx->llrt->event_symbols[EVENTS_CAPTURE]);
    ret = JS_IsException(wants) ? -1 : JS_ToBoolFree(ctx, wants);
    if (ret > 0) {
        args = js_create_array(ctx, argc - 1, argv + 1);
        done = JS_EXCEPTION;
        if (!JS_IsException(args)) {
            JSValueConst given[] = { emitter, result, argv[0], args };
            done = JS_Call(ctx, event_part(ctx, EVENTS_REJECTED), JS_UNDEFINED, countof(given), given);
        }
        ret = JS_IsException(done) ? -1 : 0;
        JS_FreeValue(ctx, args);
        JS_FreeValue(ctx, done);
    }
    JS_FreeValue(ctx, result);
    return ret;
}

/* Whoever adds or removes meanwhile sees that the list is being walked, and replaces it. */
static int emit_to_list(JSContext *ctx, JSValueConst emitter, JSValueConst list, int argc, JSValueConst *argv)
{
    JSValue *walkers = walkers_of(ctx, list);
    int64_t length;
    int ret = 0;

    *walkers = js_int32(JS_VALUE_GET_INT(*walkers) + 1);
    for (int64_t i = 0; ret == 0; i++) {
        ret = JS_GetLength(ctx, list, &length);
        if (ret || i >= length)
            break;
        JSValue listener = JS_GetPropertyInt64(ctx, list, i);
        ret = JS_IsException(listener) ? -1 : take_result(ctx, emitter, JS_Call(ctx, listener, emitter, argc - 1, argv + 1), argc, argv);
        JS_FreeValue(ctx, listener);
    }
    walkers = walkers_of(ctx, list);
    if (walkers)
        *walkers = js_int32(JS_VALUE_GET_INT(*walkers) - 1);
    return ret;
}

static JSValue emitter_emit(JSContext *ctx, JSValueConst emitter, int argc, JSValueConst *argv)
{
    JSValue events, handler = JS_UNDEFINED, result;
    JSAtom type;
    bool is_error;

    if (!is_event_name(ctx, argc, argv, 1))
        return events_otherwise(ctx, EVENTS_EMIT, emitter, argc, argv);
    type = JS_ValueToAtom(ctx, argv[0]);
    if (type == JS_ATOM_NULL)
        return JS_EXCEPTION;
    is_error = type == ctx->llrt->event_names[NAME_ERROR];
    events = is_error ? JS_UNDEFINED : get_named(ctx, emitter, NAME_EVENTS);
    if (!JS_IsUndefined(events) && !JS_IsException(events))
        handler = JS_GetProperty(ctx, events, type);
    JS_FreeAtom(ctx, type);
    if (JS_IsException(events) || JS_IsException(handler))
        result = JS_EXCEPTION;
    else if (JS_IsUndefined(handler))
        result = is_error ? JS_UNDEFINED : JS_FALSE;
    else if (JS_IsFunction(ctx, handler))
        result = take_result(ctx, emitter, JS_Call(ctx, handler, emitter, argc - 1, argv + 1), argc, argv) ? JS_EXCEPTION : JS_TRUE;
    else if (walkers_of(ctx, handler))
        result = emit_to_list(ctx, emitter, handler, argc, argv) ? JS_EXCEPTION : JS_TRUE;
    else
        result = JS_UNDEFINED;
    JS_FreeValue(ctx, events);
    JS_FreeValue(ctx, handler);
    return JS_IsUndefined(result) ? events_otherwise(ctx, EVENTS_EMIT, emitter, argc, argv) : result;
}

#include "natives_listeners.h"

static int keep_names(JSContext *ctx)
{
    LLRTContext *state = ctx->llrt;

    for (int i = 0; i < LLRT_EVENT_NAMES; i++) {
        if (state->event_names[i] == JS_ATOM_NULL && (state->event_names[i] = JS_NewAtom(ctx, event_names[i])) == JS_ATOM_NULL)
            return -1;
    }
    return 0;
}

/* The method in JavaScript that does what one of C does, borrowed; undefined: `function` is none of these. */
static JSValueConst llrt_event_method(JSContext *ctx, JSValueConst function)
{
    JSObject *p = JS_IsObject(function) ? JS_VALUE_GET_OBJ(function) : NULL;
    JSCFunction *method = p && p->class_id == JS_CLASS_C_FUNCTION ? p->u.cfunc.c_function.generic : NULL;
    int which = method == emitter_emit ? EVENTS_EMIT : method == emitter_add ? EVENTS_ADD : EVENTS_REMOVE;

    if (!method || JS_IsUndefined(ctx->llrt->event_parts) || (which == EVENTS_REMOVE && method != emitter_remove))
        return JS_UNDEFINED;
    return event_part(ctx, which);
}

NATIVE(native_event_methods)
{
    JSObject *p = JS_VALUE_GET_TAG(argv[0]) == JS_TAG_OBJECT ? JS_VALUE_GET_OBJ(argv[0]) : NULL;
    JSValue methods[3];

    if (!p || p->class_id != JS_CLASS_ARRAY || !p->fast_array || p->u.array.count != EVENTS_PARTS)
        return JS_ThrowTypeError(ctx, "expected the parts of an emitter");
    if (keep_names(ctx) < 0)
        return JS_EXCEPTION;
    for (int i = 0; i < LLRT_EVENT_SYMBOLS; i++) {
        JSAtom atom = JS_ValueToAtom(ctx, p->u.array.u.values[i]);
        if (atom == JS_ATOM_NULL)
            return JS_EXCEPTION;
        ctx->llrt->event_symbols[i] = atom;
        JS_FreeAtom(ctx, atom);     /* the parts hold the symbol */
    }
    set_value(ctx, &ctx->llrt->event_parts, js_dup(argv[0]));
    methods[0] = JS_NewCFunction(ctx, emitter_emit, "emit", 1);
    methods[1] = JS_NewCFunction(ctx, emitter_add, "addListener", 2);
    methods[2] = JS_NewCFunction(ctx, emitter_remove, "removeListener", 2);
    return JS_NewArrayFrom(ctx, 3, methods);
}
