/* Helpers of the binding that reach into engine structures; compiled as a part of engine.c. */

void llrt_poll_within(JSContext *ctx, int polls)
{
    if (ctx->interrupt_counter > polls)
        ctx->interrupt_counter = polls;
}

JSValue llrt_map_entries(JSContext *ctx, JSValueConst map_or_set)
{
    JSMapState *s;
    struct list_head *el;
    JSValue array;
    uint32_t i = 0;
    bool is_map = JS_IsMap(map_or_set);

    if (!is_map && !JS_IsSet(map_or_set))
        return JS_ThrowTypeError(ctx, "not a Map or Set");
    s = JS_VALUE_GET_OBJ(map_or_set)->u.map_state;
    array = JS_NewArray(ctx);
    if (JS_IsException(array))
        return array;
    list_for_each(el, &s->records) {
        JSMapRecord *record = list_entry(el, JSMapRecord, link);
        if (record->empty)
            continue;
        if (JS_DefinePropertyValueUint32(ctx, array, i++, js_dup(record->key), JS_PROP_C_W_E) < 0)
            goto fail;
        if (is_map && JS_DefinePropertyValueUint32(ctx, array, i++, js_dup(record->value), JS_PROP_C_W_E) < 0)
            goto fail;
    }
    return array;
fail:
    JS_FreeValue(ctx, array);
    return JS_EXCEPTION;
}

int llrt_define_fresh(JSContext *ctx, JSValueConst object, JSAtom key, JSValue value)
{
    JSObject *p = JS_VALUE_GET_OBJ(object);
    JSProperty *property;

    if (find_own_property(&property, p, key)) {
        set_value(ctx, &property->u.value, value);
        return 0;
    }
    property = add_property(ctx, p, key, JS_PROP_C_W_E);
    if (!property) {
        JS_FreeValue(ctx, value);
        return -1;
    }
    property->u.value = value;
    return 0;
}

void *llrt_closure_opaque(JSValueConst function, JSCClosure *target)
{
    JSCClosureRecord *record = JS_GetOpaque(function, JS_CLASS_C_CLOSURE);

    return record != NULL && record->func == target ? record->opaque : NULL;
}

JSAtom llrt_private_atom(JSContext *ctx, const char *description)
{
    JSValue symbol = JS_NewPrivateSymbol(ctx, description);
    JSAtom atom;

    if (JS_IsException(symbol))
        return JS_ATOM_NULL;
    atom = JS_ValueToAtom(ctx, symbol);
    JS_FreeValue(ctx, symbol);
    return atom;
}

uint32_t llrt_bytecode_edition(void)
{
    uint32_t h = 2166136261u;
    const uint8_t *p = (const uint8_t *)js_atom_init;
    size_t i;

    for (i = 0; i < sizeof(js_atom_init); i++)
        h = (h ^ p[i]) * 16777619u;
    for (i = 0; i < countof(opcode_info); i++) {
        const JSOpCode *op = &opcode_info[i];
        h = (h ^ op->size ^ op->n_pop << 8 ^ op->n_push << 16 ^ (uint32_t)op->fmt << 24) * 16777619u;
    }
    return (h ^ BC_VERSION) * 16777619u;
}

void llrt_end_termination(JSRuntime *rt)
{
    rt->llrt->terminating = false;
}
