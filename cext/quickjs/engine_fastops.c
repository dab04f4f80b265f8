/* Fast ops (cext/include/llrt_fastop.h): C functions of other extensions, called from JS without Python and without the GIL, as
 * functions or as methods; and the objects that hold their memory. Included by engine.c. */
#include <math.h>

#include "llrt_fastop.h"

/* ---- Handles ---------------------------------------------------------------------------------------------------------------------- */

static void handle_finalizer(JSRuntime *rt, JSValueConst value)
{
    llrt_handle *handle = JS_VALUE_GET_OBJ(value)->u.opaque;

    if (handle)
        handle->release(handle);
}

static const JSClassDef handle_class = { "Object", .finalizer = handle_finalizer };

/* `prototype`: an object, or anything else for none. The handle is freed if this fails. */
static JSValue new_handle(JSContext *ctx, llrt_handle *handle, JSValueConst prototype)
{
    LLRTRuntime *state = ctx->rt->llrt;
    JSValue object = JS_EXCEPTION;

    if (state->handle_class_id == 0) {
        JSClassID id = 0;
        JS_NewClassID(ctx->rt, &id);
        if (JS_NewClass(ctx->rt, id, &handle_class) == 0)
            state->handle_class_id = id;
    }
    if (state->handle_class_id != 0)
        object = JS_NewObjectProtoClass(ctx, JS_IsObject(prototype) ? prototype : JS_NULL, state->handle_class_id);
    if (JS_IsException(object)) {
        handle->release(handle);
        return JS_HasException(ctx) ? JS_EXCEPTION : JS_ThrowOutOfMemory(ctx);
    }
    JS_VALUE_GET_OBJ(object)->u.opaque = handle;
    return object;
}

/* ---- Arguments in ----------------------------------------------------------------------------------------------------------------- */

_Static_assert(JS_CLASS_FLOAT16_ARRAY - JS_CLASS_UINT8C_ARRAY == LLRT_VIEW_FLOATS - LLRT_VIEW_TYPED, "floats come after the integers");

static int view_kind(int class_id)
{
    if (is_typed_array(class_id))
        return LLRT_VIEW_TYPED + class_id - JS_CLASS_UINT8C_ARRAY;
    return class_id == JS_CLASS_DATAVIEW ? LLRT_VIEW_DATAVIEW : LLRT_VIEW_NONE;
}

static void fill_object(JSContext *ctx, JSValueConst v, llrt_arg *arg)
{
    JSObject *p = JS_VALUE_GET_OBJ(v);
    llrt_bytes window;

    arg->kind = LLRT_OTHER;
    if (p->class_id == ctx->rt->llrt->handle_class_id && p->u.opaque) {
        arg->kind = LLRT_HANDLE;
        arg->ptr = p->u.opaque;
    } else if (llrt_bytes_view(ctx, v, &window)) {
        arg->kind = LLRT_BYTES;
        /* An empty buffer may have no address; memcpy and its kin must not be given none. */
        arg->ptr = window.data ? window.data : &arg->len;
        arg->len = window.length;
        arg->num = view_kind(p->class_id);
    }
}

static int fill_argument(JSContext *ctx, JSValueConst v, llrt_arg *arg)
{
    int tag = JS_VALUE_GET_TAG(v);
    llrt_string text;

    if (tag == JS_TAG_INT) {
        arg->kind = LLRT_NUMBER;
        arg->num = JS_VALUE_GET_INT(v);
    } else if (tag == JS_TAG_STRING || tag == JS_TAG_STRING_ROPE) {
        if (llrt_string_view(ctx, v, &text) < 0)
            return -1;
        arg->kind = text.wide ? LLRT_STR16 : LLRT_STR8;
        arg->ptr = (void *)text.data;
        arg->len = text.length;
    } else if (tag == JS_TAG_OBJECT) {
        fill_object(ctx, v, arg);
    } else if (tag == JS_TAG_UNDEFINED) {
        arg->kind = LLRT_UNDEFINED;
    } else if (tag == JS_TAG_BOOL) {
        arg->kind = LLRT_BOOL;
        arg->num = JS_VALUE_GET_BOOL(v);
    } else if (JS_TAG_IS_FLOAT64(tag)) {
        arg->kind = LLRT_NUMBER;
        arg->num = JS_VALUE_GET_FLOAT64(v);
    } else {
        arg->kind = tag == JS_TAG_NULL ? LLRT_NULL : LLRT_OTHER;
    }
    return 0;
}

/* ---- Results out ------------------------------------------------------------------------------------------------------------------ */

static JSValue fast_error(JSContext *ctx, llrt_result *result)
{
    JSValue error;

    result->error[sizeof(result->error) - 1] = 0;
    switch (result->kind) {
    case LLRT_TYPE_ERROR:
        JS_ThrowTypeError(ctx, "%s", result->error);
        break;
    case LLRT_RANGE_ERROR:
        JS_ThrowRangeError(ctx, "%s", result->error);
        break;
    case LLRT_ERROR:
        JS_ThrowPlainError(ctx, "%s", result->error);
        break;
    case LLRT_OUT_OF_MEMORY:
        return JS_ThrowOutOfMemory(ctx);
    case LLRT_DECLINED:
        return JS_ThrowTypeError(ctx, "a fast op cannot use its arguments");
    default:
        return JS_ThrowInternalError(ctx, "a fast op returned the unknown kind %d", result->kind);
    }
    if (result->code) {
        error = JS_GetException(ctx);
        JS_DefinePropertyValueStr(ctx, error, "code", JS_NewString(ctx, result->code), JS_PROP_C_W_E);
        JS_Throw(ctx, error);
    }
    return JS_EXCEPTION;
}

static void free_plain(void *opaque, void *data)
{
    free(data);
}

static JSValue fast_bytes(JSContext *ctx, llrt_result *result, JSValueConst prototype)
{
    JSValue buffer, view;

    if (result->ptr == result->small)
        buffer = JS_NewArrayBufferCopy(ctx, result->ptr, result->len);
    else
        buffer = llrt_new_arraybuffer(ctx, result->ptr, result->len, result->release ? result->release : free_plain, NULL);
    if (JS_IsException(buffer) || !JS_IsObject(prototype))
        return js_new_uint8array(ctx, buffer);
    view = JS_NewObjectProtoClass(ctx, prototype, JS_CLASS_UINT8_ARRAY);
    if (JS_IsException(view)) {
        JS_FreeValue(ctx, buffer);
    } else if (typed_array_init(ctx, view, buffer, 0, JS_VALUE_GET_OBJ(buffer)->u.array_buffer->byte_length, false)) {
        JS_FreeValue(ctx, view);
        return JS_EXCEPTION;
    }
    return view;
}

static JSValue fast_text(JSContext *ctx, llrt_result *result)
{
    JSValue text;

    if (!result->ptr)   /* an empty text that has no address */
        result->ptr = result->small;
    if (result->kind == LLRT_STR8)
        text = llrt_string_latin1(ctx, result->ptr, result->len);
    else if (result->kind == LLRT_STR16)
        text = llrt_string_utf16(ctx, result->ptr, result->len);
    else
        text = JS_NewStringLen(ctx, result->ptr, result->len);
    if (!result->borrowed && result->ptr != result->small)
        free(result->ptr);
    return text;
}

/* `prototype` of an object that is made; `first`: the first argument. */
static JSValue fast_result(JSContext *ctx, llrt_result *result, JSValueConst first, JSValueConst prototype)
{
    switch (result->kind) {
    case LLRT_NUMBER:
        if (result->num == (double)(int32_t)result->num && (result->num != 0 || !signbit(result->num)))
            return JS_NewInt32(ctx, (int32_t)result->num);
        return JS_NewFloat64(ctx, result->num);
    case LLRT_UNDEFINED:
        return JS_UNDEFINED;
    case LLRT_BOOL:
        return JS_NewBool(ctx, result->num != 0);
    case LLRT_NULL:
        return JS_NULL;
    case LLRT_BYTES:
        return fast_bytes(ctx, result, prototype);
    case LLRT_STR8:
    case LLRT_STR16:
    case LLRT_UTF8:
        return fast_text(ctx, result);
    case LLRT_HANDLE:
        return new_handle(ctx, result->ptr, prototype);
    case LLRT_FIRST:
        return JS_DupValue(ctx, first);
    default:
        return fast_error(ctx, result);
    }
}

/* ---- Functions and methods -------------------------------------------------------------------------------------------------------- */

/* `given` arguments and what is missing of them, behind `before`. -1: exception. */
static int call_op(JSContext *ctx, const llrt_fastop_def *op, JSValueConst *before, int argc, JSValueConst *argv, llrt_result *result)
{
    llrt_arg args[LLRT_FASTOP_MAX_ARGS];
    int start = before ? 1 : 0, given = argc + start, count = given > op->length ? given : op->length;

    if (count > LLRT_FASTOP_MAX_ARGS)
        count = LLRT_FASTOP_MAX_ARGS;
    if (before && fill_argument(ctx, *before, &args[0]) < 0)
        return -1;
    for (int i = start; i < count; i++) {
        if (i >= given)
            args[i].kind = LLRT_UNDEFINED;
        else if (fill_argument(ctx, argv[i - start], &args[i]) < 0)
            return -1;
    }
    memset(result, 0, offsetof(llrt_result, error));
    op->function(args, count, result);
    return 0;
}

static JSValue call_fast(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, void *opaque)
{
    llrt_result result;

    if (call_op(ctx, opaque, NULL, argc, argv, &result) < 0)
        return JS_EXCEPTION;
    return fast_result(ctx, &result, argc > 0 ? argv[0] : JS_UNDEFINED, JS_UNDEFINED);
}

JSValue llrt_new_fast_function(JSContext *ctx, void *definition)
{
    llrt_fastop_def *op = definition;

    return JS_NewCClosure(ctx, call_fast, op->name, NULL, op->length, 0, op);
}

enum { METHOD_OP, METHOD_OTHERWISE, METHOD_PROTOTYPE, METHOD_DATA };

static const llrt_fastop_def *op_of(JSValueConst function)
{
    JSCClosureRecord *record = JS_GetOpaque(function, JS_CLASS_C_CLOSURE);

    return record && record->func == call_fast ? record->opaque : NULL;
}

static JSValue call_method(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, JSValueConst *data)
{
    llrt_result result;

    if (call_op(ctx, op_of(data[METHOD_OP]), &this_value, argc, argv, &result) < 0)
        return JS_EXCEPTION;
    if (result.kind == LLRT_DECLINED && JS_IsObject(data[METHOD_OTHERWISE]))
        return JS_Call(ctx, data[METHOD_OTHERWISE], this_value, argc, argv);
    return fast_result(ctx, &result, this_value, data[METHOD_PROTOTYPE]);
}

/* nativeMethod(op, name, length, otherwise, prototype) -> a function that calls the op with `this` as its first argument, and
 * `otherwise` as it was called itself where the op declines. Objects that the op makes get `prototype`. */
NATIVE(native_method)
{
    const char *name = NULL;
    JSValueConst data[METHOD_DATA] = { argv[0], argv[3], argv[4] };
    int32_t length = 0;
    JSValue method = JS_EXCEPTION;

    if (!op_of(argv[0]))
        return JS_ThrowTypeError(ctx, "expected a fast op");
    if (JS_ToInt32(ctx, &length, argv[2]) == 0 && (name = JS_ToCString(ctx, argv[1])))
        method = JS_NewCFunctionData2(ctx, call_method, name, length, 0, METHOD_DATA, data);
    JS_FreeCString(ctx, name);
    return method;
}
