/* Patterns of regular expressions, which are checked because their errors are early ones. Nearly all are of a kind that is seen to be right;
 * the others the engine compiles, which a thread that looks ahead leaves to its compiler. */
#ifndef LLRT_ENGINE_PRE_PATTERNS_H
#define LLRT_ENGINE_PRE_PATTERNS_H

enum { PLAIN_LENGTH = 4096, PLAIN_GROUPS = 64, PLAIN_COUNT = 1000 };

static bool ahead_note_pattern(PreParser *s, const uint8_t *body, const uint8_t *end, const uint8_t *flags_end);

/* Letters and the like cannot be wrong, whatever the flags. */
static bool plain_characters(const uint8_t *p, const uint8_t *end)
{
    while (p < end && (pre_chars[*p] & CHAR_NAME || strchr(" -_,:;'\"=<>!@#%&~", *p)) && *p != '$')
        p++;
    return p == end;
}

/* The character behind a backslash, which stands for itself or for one control character: 1; for a class of them: 2; 0: not known. */
static int plain_escape(uint8_t c)
{
    switch (c) {
    case 'd': case 'D': case 'w': case 'W': case 's': case 'S':
        return 2;
    case 'n': case 'r': case 't': case 'f': case 'v': case '$':
        return 1;
    default:
        return c && c < 0x80 && !(pre_chars[c] & CHAR_NAME);
    }
}

/* Behind a class, from its bracket on; NULL: not known. */
static const uint8_t *plain_class(const uint8_t *p, const uint8_t *end)
{
    p += *p == '^';
    while (p < end && *p != ']') {
        uint8_t first = *p++, last;
        if (first >= 0x80 || (first == '\\' && !plain_escape(first = *p++)))
            return NULL;
        if (*p != '-' || p[1] == ']')
            continue;
        last = p[1];
        /* A range is one of characters that stand for themselves. */
        if (p[-2] == '\\' || last >= 0x80 || last == '\\' || last < first)
            return NULL;
        p += 2;
    }
    return p < end ? p + 1 : NULL;
}

static const uint8_t *plain_number(const uint8_t *p, int *number)
{
    for (*number = 0; pre_chars[*p] & CHAR_DIGIT && *number < PLAIN_COUNT; p++)
        *number = *number * 10 + *p - '0';
    return p;
}

/* Behind `{1,2}`, from behind its brace on; NULL: not known. */
static const uint8_t *plain_count(const uint8_t *p)
{
    int least, most;
    const uint8_t *start = p;

    p = plain_number(p, &least);
    most = least;
    if (p == start)
        return NULL;
    if (*p == ',' && p[1] == '}')
        p++;
    else if (*p == ',')
        p = plain_number(p + 1, &most);
    return *p == '}' && least <= most && most < PLAIN_COUNT ? p + 1 : NULL;
}

/* Whether a pattern without the flags u and v is certainly right: characters, classes, groups, and quantifiers where one may be. */
static bool plain_pattern(const uint8_t *p, const uint8_t *end)
{
    bool is_atom = false, looks = false;
    int depth = 0, groups = 0, escape;

    if (end - p > PLAIN_LENGTH)
        return false;
    while (p < end) {
        uint8_t c = *p++;
        switch (c) {
        case '(':
            if (*p == '?') {
                if (p[1] != ':' && p[1] != '=' && p[1] != '!')
                    return false;
                looks |= p[1] != ':';
                p += 2;
            }
            if (++groups > PLAIN_GROUPS)
                return false;
            depth++;
            is_atom = false;
            break;
        case ')':
            if (--depth < 0)
                return false;
            is_atom = !looks;
            break;
        case '|': case '^': case '$':
            is_atom = false;
            break;
        case '{':
            p = plain_count(p);
            if (!p)
                return false;
            /* fall through */
        case '*': case '+': case '?':
            if (!is_atom)
                return false;
            p += *p == '?';
            is_atom = false;
            break;
        case '[':
            p = plain_class(p, end);
            if (!p)
                return false;
            is_atom = true;
            break;
        case '\\':
            escape = plain_escape(*p);
            if (!escape && *p != 'b' && *p != 'B')
                return false;
            is_atom = escape;
            p++;
            break;
        case '}': case ']': case 0:
            return false;
        default:
            if (c >= 0x80)
                return false;
            is_atom = true;
        }
    }
    return depth == 0;
}

/* Whether the engine takes the pattern, for an early error. */
static bool pre_pattern(PreParser *s, const uint8_t *body, const uint8_t *end, const uint8_t *flags_end)
{
    JSContext *ctx = s->ctx;
    JSValue pattern, flags, code;

    if (plain_characters(body, end) || (!memchr(end, 'u', flags_end - end) && !memchr(end, 'v', flags_end - end) && plain_pattern(body, end)))
        return true;
    if (!ctx)
        return ahead_note_pattern(s, body, end, flags_end);
    pattern = JS_NewStringLen(ctx, (const char *)body, end - body);
    flags = JS_NewStringLen(ctx, (const char *)end + 1, flags_end - end - 1);
    code = ctx->compile_regexp && JS_IsString(pattern) && JS_IsString(flags) ? ctx->compile_regexp(ctx, pattern, flags) : JS_EXCEPTION;
    JS_FreeValue(ctx, pattern);
    JS_FreeValue(ctx, flags);
    if (!JS_IsException(code)) {
        JS_FreeValue(ctx, code);
        return true;
    }
    JS_FreeValue(ctx, JS_GetException(ctx));
    return false;
}

#endif
