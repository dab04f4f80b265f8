/* native:engine, time zones for Intl: what holds in any zone at a moment, and which zones there are. The zone data is
 * cext/timezone's; names of zones in English are Intl's own data. Included by engine.c. */

static void release_zone(llrt_zone *zone)
{
    if (zone)
        llrt_timezone_release(zone);
}

static JSValue span_array(JSContext *ctx, const llrt_span *span)
{
    const double numbers[] = {(double)span->from, (double)span->to, span->offset, span->daylight};
    JSValue array = JS_NewArray(ctx);

    for (uint32_t i = 0; i < countof(numbers) && !JS_IsException(array); i++) {
        if (JS_DefinePropertyValueUint32(ctx, array, i, JS_NewFloat64(ctx, numbers[i]), JS_PROP_C_W_E) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    return array;
}

/* (name of a zone, undefined for the process's; seconds; is the time local?) -> [from, to, offset, daylight] in seconds, undefined
 * for a zone that is not known. */
NATIVE(native_zone_span)
{
    llrt_zone *zone;
    llrt_span span;
    double seconds;
    uint32_t generation;

    if (JS_ToFloat64(ctx, &seconds, argv[1]) < 0)
        return JS_EXCEPTION;
    if (JS_IsUndefined(argv[0])) {
        zone = llrt_timezone_acquire(&generation);
    } else {
        const char *name = JS_ToCString(ctx, argv[0]);
        if (!name)
            return JS_EXCEPTION;
        zone = llrt_timezone_open(name);
        JS_FreeCString(ctx, name);
    }
    if (!zone)
        return JS_UNDEFINED;
    if (JS_ToBool(ctx, argv[2]))
        llrt_zone_at_local(zone, whole_seconds(seconds * 1000), &span);
    else
        llrt_zone_at(zone, whole_seconds(seconds * 1000), &span);
    release_zone(zone);
    return span_array(ctx, &span);
}

/* The name of the process's zone, "" if it has none. */
NATIVE(native_zone_name)
{
    uint32_t generation;
    llrt_zone *zone = llrt_timezone_acquire(&generation);
    JSValue name = JS_NewString(ctx, llrt_zone_name(zone));

    release_zone(zone);
    return name;
}

/* Changes whenever the process's zone may have. */
NATIVE(native_zone_generation)
{
    return JS_NewUint32(ctx, llrt_timezone_generation());
}

/* All names of the table, in one string with newlines between them. */
NATIVE(native_zone_names)
{
    size_t length;
    char *names = llrt_timezone_names(&length);
    JSValue result;

    if (!names)
        return JS_ThrowOutOfMemory(ctx);
    result = JS_NewStringLen(ctx, names, length);
    free(names);
    return result;
}
