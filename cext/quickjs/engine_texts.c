/* The source of functions. Of a large text there is one copy, counted, that all functions in it point into: as many bytes as it has,
 * however deep they are in each other. A function of a small text has a copy of its own, and keeps nothing else. */

struct LLRTText {
    uint32_t users;
    bool is_ascii;
    char bytes[];
};

enum { TEXT_LEAST = 4096 /* bytes, of one that is shared */, TEXT_OF_SHORT_NAMES = 65536 };

static void llrt_free_source(JSRuntime *rt, char *source, uint32_t text)
{
    LLRTRuntime *state = rt->llrt;

    if (!text) {
        js_free_rt(rt, source);
    } else if (state && --state->texts[text]->users == 0) {
        js_free_rt(rt, state->texts[text]);
        state->texts[text] = NULL;
        if (text < state->free_text)
            state->free_text = text;
    }
}

/* Of a runtime that goes. */
static void free_texts(JSRuntime *rt)
{
    LLRTRuntime *state = rt->llrt;

    for (uint32_t i = 0; i < state->text_count; i++)
        js_free_rt(rt, state->texts[i]);
    js_free_rt(rt, state->texts);
}

/* An index that is free, 0: no memory. */
static uint32_t new_text_index(JSRuntime *rt)
{
    LLRTRuntime *state = rt->llrt;
    uint32_t index = state->free_text ? state->free_text : 1, count = state->text_count;

    while (index < count && state->texts[index])
        index++;
    if (index >= count) {
        LLRTText **texts = js_realloc_rt(rt, state->texts, (count + 16) * 2 * sizeof(*texts));
        if (!texts)
            return 0;
        state->text_count = (count + 16) * 2;
        memset(texts + count, 0, (state->text_count - count) * sizeof(*texts));
        state->texts = texts;
    }
    state->free_text = index + 1;
    return index;
}

/* Whether the text that is being parsed is shared; it is from its first function on. */
static bool is_shared(JSParseState *s)
{
    JSRuntime *rt = s->ctx->rt;
    LLRTRuntime *state = rt->llrt;
    size_t length = s->buf_end - s->buf_start;
    LLRTText *text;
    uint32_t index;

    if (!state || length < TEXT_LEAST)
        return state && state->parsed_text;
    if (state->parsed_text)
        return true;
    index = new_text_index(rt);
    text = index ? js_malloc_rt(rt, sizeof(*text) + length + 1) : NULL;
    if (!text)
        return false;
    llrt_charge(s->ctx, length);
    text->users = 1;
    text->is_ascii = s->llrt_ascii;
    memcpy(text->bytes, s->buf_start, length);
    text->bytes[length] = '\0';
    state->texts[index] = text;
    state->parsed_text = index;
    state->parsed_bytes = text->bytes;
    if (length >= TEXT_OF_SHORT_NAMES)
        llrt_begin_short_names(rt);
    return true;
}

/* What is at `start` in the text that is being parsed is the source of `fd`. -1: no memory. */
static int llrt_keep_source(JSParseState *s, JSFunctionDef *fd, const uint8_t *start, size_t length)
{
    JSRuntime *rt = s->ctx->rt;

    llrt_free_source(rt, fd->source, fd->llrt_text);
    fd->llrt_text = 0;
    fd->source_len = length;
    if (is_shared(s)) {
        fd->llrt_text = rt->llrt->parsed_text;
        fd->source = rt->llrt->parsed_bytes + (start - s->buf_start);
        rt->llrt->texts[fd->llrt_text]->users++;
    } else {
        fd->source = js_strndup(s->ctx, (const char *)start, length);
    }
    return fd->source ? 0 : -1;
}

/* The text of a function is parsed again. */
static void begin_text(JSContext *ctx, JSFunctionBytecode *b)
{
    LLRTRuntime *state = ctx->rt->llrt;

    if (!b->llrt_text)
        return;
    state->parsed_text = b->llrt_text;
    state->parsed_bytes = b->source;
    state->texts[b->llrt_text]->users++;
}

/* The text has been parsed, or not. */
static void end_text(JSContext *ctx)
{
    LLRTRuntime *state = ctx->rt->llrt;

    if (!state || !state->parsed_text)
        return;
    llrt_free_source(ctx->rt, state->parsed_bytes, state->parsed_text);
    state->parsed_text = 0;
    state->parsed_bytes = NULL;
}

bool llrt_is_ascii_text(const void *text, size_t length)
{
    return llrt_is_ascii(text, (const uint8_t *)text + length);
}

/* Whether it is known of `input` that it is ASCII. */
static bool llrt_text_is_ascii(JSContext *ctx, const char *input)
{
    LLRTRuntime *state = ctx->rt->llrt;

    return state && state->parsed_text && state->parsed_bytes == input && state->texts[state->parsed_text]->is_ascii;
}
