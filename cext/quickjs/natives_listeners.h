/* addListener and removeListener of an EventEmitter, as far as natives_events.c, which includes this, does them. */

/* ---- addListener ------------------------------------------------------------------------------------------------------------ */

enum { FAILED = -1, DECLINED = 0, DONE = 1 };

/* The first listener of a name. */
static int add_first(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type, JSValueConst listener)
{
    JSValue count = get_named(ctx, emitter, NAME_COUNT);

    if (JS_VALUE_GET_TAG(count) != JS_TAG_INT) {
        JS_FreeValue(ctx, count);
        return JS_IsException(count) ? FAILED : DECLINED;
    }
    if (JS_SetProperty(ctx, events, type, js_dup(listener)) < 0)
        return FAILED;
    return JS_SetProperty(ctx, emitter, ctx->llrt->event_names[NAME_COUNT], js_int32(JS_VALUE_GET_INT(count) + 1)) < 0 ? FAILED : DONE;
}

/* A list of two, which stand for other functions or not. */
static JSValue make_list(JSContext *ctx, JSValueConst first, JSValueConst second, bool wrapped)
{
    JSValue list = JS_NewArrayFrom(ctx, 2, (JSValue[]){ js_dup(first), js_dup(second) });

    if (JS_IsException(list))
        return list;
    if (JS_DefinePropertyValue(ctx, list, ctx->llrt->event_symbols[EVENTS_EMITTING], js_int32(0), JS_PROP_C_W_E) < 0
        || (wrapped && JS_DefinePropertyValue(ctx, list, ctx->llrt->event_names[NAME_WRAPPED], JS_TRUE, JS_PROP_C_W_E) < 0)) {
        JS_FreeValue(ctx, list);
        return JS_EXCEPTION;
    }
    return list;
}

/* Says so when there are more than there should be. */
static int check_crowd(JSContext *ctx, JSValueConst emitter, JSValueConst type, JSValueConst list)
{
    JSValue most = get_named(ctx, emitter, NAME_MOST);
    double limit = 0;
    int ret;

    if (JS_IsUndefined(most))
        most = get_named(ctx, event_part(ctx, EVENTS_LIMITS), NAME_DEFAULT_MOST);
    ret = JS_IsException(most) ? -1 : JS_ToFloat64(ctx, &limit, most);
    JS_FreeValue(ctx, most);
    if (ret < 0)
        return FAILED;
    if (!(limit > 0 && JS_VALUE_GET_OBJ(list)->u.array.count > limit))
        return DONE;
    JSValueConst given[] = { emitter, type, list, js_float64(limit) };
    JSValue told = JS_Call(ctx, event_part(ctx, EVENTS_CROWDED), JS_UNDEFINED, countof(given), given);
    JS_FreeValue(ctx, told);
    return JS_IsException(told) ? FAILED : DONE;
}

static int add_second(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type, JSValueConst existing, JSValueConst *argv)
{
    int first_wraps = has_named(ctx, existing, NAME_LISTENER), wraps = first_wraps < 0 ? -1 : has_named(ctx, argv[1], NAME_LISTENER);
    JSValue list;
    int ret = FAILED;

    if (wraps < 0)
        return FAILED;
    list = make_list(ctx, existing, argv[1], first_wraps || wraps);
    if (!JS_IsException(list) && JS_SetProperty(ctx, events, type, js_dup(list)) >= 0)
        ret = check_crowd(ctx, emitter, argv[0], list);
    JS_FreeValue(ctx, list);
    return ret;
}

static int add_another(JSContext *ctx, JSValueConst emitter, JSValueConst list, JSValueConst *argv)
{
    JSValue *walkers = walkers_of(ctx, list);
    int wraps;

    if (!walkers || JS_VALUE_GET_INT(*walkers) != 0 || !JS_VALUE_GET_OBJ(list)->extensible)
        return DECLINED;
    wraps = has_named(ctx, argv[1], NAME_LISTENER);
    if (wraps < 0 || add_fast_array_element(ctx, JS_VALUE_GET_OBJ(list), js_dup(argv[1]), JS_PROP_THROW) < 0)
        return FAILED;
    if (wraps && JS_SetProperty(ctx, list, ctx->llrt->event_names[NAME_WRAPPED], JS_TRUE) < 0)
        return FAILED;
    return check_crowd(ctx, emitter, argv[0], list);
}

/* Somebody wants to hear of new listeners: told before there is one. */
static int tell_new_listener(JSContext *ctx, JSValueConst emitter, JSValueConst *argv)
{
    JSValue stands = get_named(ctx, argv[1], NAME_LISTENER), name, told;

    if (JS_IsException(stands))
        return FAILED;
    name = JS_AtomToString(ctx, ctx->llrt->event_names[NAME_NEW_LISTENER]);
    JSValueConst given[] = { name, argv[0], JS_IsUndefined(stands) || JS_IsNull(stands) ? argv[1] : (JSValueConst)stands };
    told = JS_IsException(name) ? JS_EXCEPTION : JS_Invoke(ctx, emitter, ctx->llrt->event_names[NAME_EMIT], countof(given), given);
    JS_FreeValue(ctx, name);
    JS_FreeValue(ctx, stands);
    JS_FreeValue(ctx, told);
    return JS_IsException(told) ? FAILED : DONE;
}

static int add_to(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type, JSValueConst *argv)
{
    JSValue existing;
    int ret;

    existing = JS_GetProperty(ctx, events, type);
    if (JS_IsException(existing))
        return FAILED;
    if (JS_IsUndefined(existing))
        return add_first(ctx, emitter, events, type, argv[1]);
    if (JS_IsFunction(ctx, existing))
        ret = add_second(ctx, emitter, events, type, existing, argv);
    else
        ret = add_another(ctx, emitter, existing, argv);
    JS_FreeValue(ctx, existing);
    return ret;
}

static int add_listener(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type, JSValueConst *argv)
{
    int ret = has_named(ctx, events, NAME_NEW_LISTENER);
    JSValue now;

    if (ret <= 0)
        return ret < 0 ? FAILED : add_to(ctx, emitter, events, type, argv);
    if (tell_new_listener(ctx, emitter, argv) < 0)
        return FAILED;
    /* Whoever was told may have replaced them. */
    now = get_named(ctx, emitter, NAME_EVENTS);
    ret = JS_IsException(now) ? FAILED : add_to(ctx, emitter, now, type, argv);
    JS_FreeValue(ctx, now);
    if (ret != DECLINED)
        return ret;
    JSValueConst given[] = { emitter, argv[0], argv[1] };
    now = JS_Call(ctx, event_part(ctx, EVENTS_ADD_UNTOLD), JS_UNDEFINED, countof(given), given);
    JS_FreeValue(ctx, now);
    return JS_IsException(now) ? FAILED : DONE;
}

/* ---- removeListener --------------------------------------------------------------------------------------------------------- */

/* The name has no listener any more. Keys that were there from the start stay, so that the object keeps its shape. */
static int drop_name(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type)
{
    JSValue count = get_named(ctx, emitter, NAME_COUNT), shape;
    int ret, left;

    if (JS_VALUE_GET_TAG(count) != JS_TAG_INT) {
        JS_FreeValue(ctx, count);
        return JS_IsException(count) ? FAILED : DECLINED;
    }
    left = JS_VALUE_GET_INT(count) - 1;
    shape = JS_GetProperty(ctx, emitter, ctx->llrt->event_symbols[EVENTS_SHAPE_MODE]);
    if (JS_IsException(shape) || JS_SetProperty(ctx, emitter, ctx->llrt->event_names[NAME_COUNT], js_int32(left)) < 0) {
        JS_FreeValue(ctx, shape);
        return FAILED;
    }
    if (JS_ToBoolFree(ctx, shape)) {
        ret = JS_SetProperty(ctx, events, type, JS_UNDEFINED);
    } else if (left == 0) {
        JSValue none = JS_NewObjectProto(ctx, JS_NULL);
        ret = JS_IsException(none) ? -1 : JS_SetProperty(ctx, emitter, ctx->llrt->event_names[NAME_EVENTS], none);
    } else {
        ret = JS_DeleteProperty(ctx, events, type, JS_PROP_THROW);
    }
    return ret < 0 ? FAILED : DONE;
}

/* Whether a function is a listener or stands for it. */
static int is_for(JSContext *ctx, JSValueConst candidate, JSValueConst listener, bool wrapped)
{
    JSValue stands;
    int ret;

    if (js_strict_eq(ctx, candidate, listener))
        return 1;
    if (!wrapped)
        return 0;
    stands = get_named(ctx, candidate, NAME_LISTENER);
    ret = JS_IsException(stands) ? -1 : js_strict_eq(ctx, stands, listener);
    JS_FreeValue(ctx, stands);
    return ret;
}

/* An element leaves an ordinary array. False: its length cannot be written. */
static bool cut_from_list(JSContext *ctx, JSObject *list, uint32_t at)
{
    JSValue *values = list->u.array.u.values, gone = values[at];
    uint32_t left = list->u.array.count - 1;

    if (!(get_shape_prop(list->shape)->flags & JS_PROP_WRITABLE) || !list->extensible)
        return false;
    memmove(&values[at], &values[at + 1], (left - at) * sizeof(values[0]));
    list->u.array.count = left;
    list->prop[0].u.value = js_int32(left);
    JS_FreeValue(ctx, gone);
    return true;
}

/* From the end; of two the other is alone then. */
static int remove_from_list(JSContext *ctx, JSValueConst events, JSAtom type, JSValueConst list, JSValueConst listener)
{
    int wrapped = has_named(ctx, list, NAME_WRAPPED);
    JSObject *p = JS_VALUE_GET_OBJ(list);
    uint32_t count;

    if (wrapped < 0)
        return FAILED;
    if (!walkers_of(ctx, list) || JS_VALUE_GET_TAG(p->prop[0].u.value) != JS_TAG_INT)
        return DECLINED;
    count = p->u.array.count;
    for (uint32_t i = count; i-- > 0;) {
        JSValue candidate = js_dup(p->u.array.u.values[i]);
        int found = is_for(ctx, candidate, listener, wrapped);
        JS_FreeValue(ctx, candidate);
        JSValue *walkers = walkers_of(ctx, list);
        /* A getter may have changed it. */
        if (found < 0 || !walkers || p->u.array.count != count || (uint32_t)JS_VALUE_GET_INT(p->prop[0].u.value) != count)
            return found < 0 ? FAILED : DECLINED;
        if (!found)
            continue;
        if (count == 2)
            return JS_SetProperty(ctx, events, type, js_dup(p->u.array.u.values[1 - i])) < 0 ? FAILED : DONE;
        return count > 2 && JS_VALUE_GET_INT(*walkers) == 0 && cut_from_list(ctx, p, i) ? DONE : DECLINED;
    }
    return DONE;
}

static int remove_listener(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type, JSValueConst *argv)
{
    int ret = has_named(ctx, events, NAME_REMOVE_LISTENER);
    JSValue list;

    if (ret)
        return ret < 0 ? FAILED : DECLINED;
    list = JS_GetProperty(ctx, events, type);
    if (JS_IsException(list))
        return FAILED;
    if (JS_IsUndefined(list))
        return DONE;
    ret = is_for(ctx, list, argv[1], true);
    if (ret > 0)
        ret = drop_name(ctx, emitter, events, type);
    else if (ret == 0)
        ret = JS_IsFunction(ctx, list) ? DONE : JS_IsObject(list) ? remove_from_list(ctx, events, type, list, argv[1]) : DECLINED;
    JS_FreeValue(ctx, list);
    return ret;
}

/* ---- The methods ------------------------------------------------------------------------------------------------------------ */

typedef int change_listeners(JSContext *ctx, JSValueConst emitter, JSValueConst events, JSAtom type, JSValueConst *argv);

static JSValue change(JSContext *ctx, JSValueConst emitter, int argc, JSValueConst *argv, change_listeners *with, int part)
{
    int ret = DECLINED;

    if (is_event_name(ctx, argc, argv, 2) && JS_IsFunction(ctx, argv[1])) {
        JSValue events = get_named(ctx, emitter, NAME_EVENTS);
        if (JS_IsException(events))
            return events;
        if (JS_IsObject(events)) {
            JSAtom type = JS_ValueToAtom(ctx, argv[0]);
            ret = type == JS_ATOM_NULL ? FAILED : with(ctx, emitter, events, type, argv);
            JS_FreeAtom(ctx, type);
        }
        JS_FreeValue(ctx, events);
    }
    if (ret == DECLINED)
        return events_otherwise(ctx, part, emitter, argc, argv);
    return ret == FAILED ? JS_EXCEPTION : js_dup(emitter);
}

static JSValue emitter_add(JSContext *ctx, JSValueConst emitter, int argc, JSValueConst *argv)
{
    return change(ctx, emitter, argc, argv, add_listener, EVENTS_ADD);
}

static JSValue emitter_remove(JSContext *ctx, JSValueConst emitter, int argc, JSValueConst *argv)
{
    return change(ctx, emitter, argc, argv, remove_listener, EVENTS_REMOVE);
}
