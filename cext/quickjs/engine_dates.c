/* Local time for Date: offsets from cext/timezone instead of the C library's, in milliseconds, and what Date.prototype.toString
 * writes behind them. Each runtime keeps its zone and the spans it found last. Included by engine.c. */

#define LLRT_FAR_MS 8.65e15     /* beyond the last date in any zone */

static llrt_zone *current_zone(LLRTRuntime *state)
{
    if (!state->zone || state->zone_generation != llrt_timezone_generation()) {
        if (state->zone)
            llrt_timezone_release(state->zone);
        state->zone = llrt_timezone_acquire(&state->zone_generation);
        state->utc_span = state->local_span = (llrt_span){1, 0, 0, false};
    }
    return state->zone;
}

static int64_t whole_seconds(double ms)
{
    return (int64_t)floor((ms > LLRT_FAR_MS ? LLRT_FAR_MS : ms < -LLRT_FAR_MS ? -LLRT_FAR_MS : ms) / 1000);
}

static bool holds(const llrt_span *span, int64_t seconds)
{
    return span->from <= seconds && seconds < span->to;
}

/* What local time is ahead of UTC at this time value. */
static int64_t llrt_utc_offset(JSContext *ctx, double ms)
{
    LLRTRuntime *state = ctx->rt->llrt;
    int64_t seconds = whole_seconds(ms);
    llrt_zone *zone;

    if (!state)
        return 0;
    zone = current_zone(state);
    if (!holds(&state->utc_span, seconds))
        llrt_zone_at(zone, seconds, &state->utc_span);
    return (int64_t)state->utc_span.offset * 1000;
}

/* The same for a local time. */
static int64_t llrt_local_offset(JSContext *ctx, double ms)
{
    LLRTRuntime *state = ctx->rt->llrt;
    int64_t seconds = whole_seconds(ms);
    llrt_zone *zone;

    if (!state)
        return 0;
    zone = current_zone(state);
    if (!holds(&state->local_span, seconds))
        llrt_zone_at_local(zone, seconds, &state->local_span);
    return (int64_t)state->local_span.offset * 1000;
}

/* " (Coordinated Universal Time)": V8's form; " (GMT+01:00)" for zones without a name. The date's offset has just been asked for. */
static int llrt_zone_words(JSContext *ctx, int minutes, char *out, size_t size)
{
    LLRTRuntime *state = ctx->rt->llrt;
    const char *words = state ? llrt_zone_words_of(current_zone(state), state->utc_span.daylight) : "";

    if (*words)
        return snprintf(out, size, " (%s)", words);
    return snprintf(out, size, " (GMT%c%02d:%02d)", minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
}
