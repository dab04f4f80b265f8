/* Words and names of the pre-parser (engine_preparse.c): what is reserved, classes of characters, the pre-parser itself and its
 * table of names. */
#ifndef LLRT_ENGINE_PRE_WORDS_H
#define LLRT_ENGINE_PRE_WORDS_H

/* What a name means. Up to KW_LAST_RESERVED it is no identifier; STRICT: reserved in strict code, never taken as one here. */
typedef enum PreWord {
    KW_NONE,
    KW_NULL, KW_FALSE, KW_TRUE, KW_IF, KW_ELSE, KW_RETURN, KW_VAR, KW_THIS, KW_DELETE, KW_VOID, KW_TYPEOF, KW_NEW, KW_IN,
    KW_INSTANCEOF, KW_DO, KW_WHILE, KW_FOR, KW_BREAK, KW_CONTINUE, KW_SWITCH, KW_CASE, KW_DEFAULT, KW_THROW, KW_TRY, KW_CATCH,
    KW_FINALLY, KW_FUNCTION, KW_DEBUGGER, KW_WITH, KW_CLASS, KW_CONST, KW_ENUM, KW_EXPORT, KW_EXTENDS, KW_IMPORT, KW_SUPER,
    KW_STRICT, KW_YIELD, KW_AWAIT, KW_LET, KW_STATIC, KW_USING,
    KW_LAST_RESERVED = KW_USING,
    KW_ASYNC, KW_OF, KW_GET, KW_SET, KW_EVAL, KW_ARGUMENTS, KW_CONSTRUCTOR, KW_PROTOTYPE, KW_PROTO, KW_ACCESSOR,
} PreWord;

typedef struct PreKeyword {
    const char *text;
    PreWord word;
} PreKeyword;

static const PreKeyword pre_keywords[] = {
    { "null", KW_NULL }, { "false", KW_FALSE }, { "true", KW_TRUE }, { "if", KW_IF }, { "else", KW_ELSE }, { "return", KW_RETURN },
    { "var", KW_VAR }, { "this", KW_THIS }, { "delete", KW_DELETE }, { "void", KW_VOID }, { "typeof", KW_TYPEOF }, { "new", KW_NEW },
    { "in", KW_IN }, { "instanceof", KW_INSTANCEOF }, { "do", KW_DO }, { "while", KW_WHILE }, { "for", KW_FOR },
    { "break", KW_BREAK }, { "continue", KW_CONTINUE }, { "switch", KW_SWITCH }, { "case", KW_CASE }, { "default", KW_DEFAULT },
    { "throw", KW_THROW }, { "try", KW_TRY }, { "catch", KW_CATCH }, { "finally", KW_FINALLY }, { "function", KW_FUNCTION },
    { "debugger", KW_DEBUGGER }, { "with", KW_WITH }, { "class", KW_CLASS }, { "const", KW_CONST }, { "enum", KW_ENUM },
    { "export", KW_EXPORT }, { "extends", KW_EXTENDS }, { "import", KW_IMPORT }, { "super", KW_SUPER },
    { "implements", KW_STRICT }, { "interface", KW_STRICT }, { "package", KW_STRICT }, { "private", KW_STRICT },
    { "protected", KW_STRICT }, { "public", KW_STRICT }, { "yield", KW_YIELD }, { "await", KW_AWAIT }, { "let", KW_LET },
    { "static", KW_STATIC }, { "using", KW_USING }, { "async", KW_ASYNC }, { "of", KW_OF }, { "get", KW_GET }, { "set", KW_SET },
    { "eval", KW_EVAL }, { "arguments", KW_ARGUMENTS }, { "constructor", KW_CONSTRUCTOR }, { "prototype", KW_PROTOTYPE },
    { "__proto__", KW_PROTO }, { "accessor", KW_ACCESSOR },
};

/* Tokens: a punctuator of one character is itself; those of binary operators have a precedence beside it. */
enum {
    PRE_EOF = 0, PRE_NAME = 256, PRE_PRIVATE, PRE_NUMBER, PRE_STRING, PRE_TEMPLATE, PRE_ARROW, PRE_ELLIPSIS, PRE_CHAIN,
    PRE_ASSIGN, PRE_STEP /* ++ and -- */, PRE_BINARY /* a binary operator that is nothing else */,
};

/* Precedences; those between are only compared. */
enum { PREC_NULLISH = 1, PREC_OR, PREC_AND, PREC_BIT_OR, PREC_XOR, PREC_BIT_AND, PREC_EQUAL, PREC_RELATION, PREC_SHIFT, PREC_SUM,
       PREC_PRODUCT, PREC_POWER };

/* A name that has been seen, once per text. */
typedef struct PreName {
    const uint8_t *text;
    uint32_t length, hash;
    uint32_t ref_serial;    /* of the scope that holds a reference to it already */
    int32_t decl;           /* innermost declaration, -1: none */
    PreWord word;
    JSAtom atom;            /* made when a function captures it */
} PreName;

typedef struct PreDecl PreDecl;
typedef struct PreScope PreScope;

typedef struct PreInner PreInner;
typedef struct PreInnerName PreInnerName;
typedef struct PrePattern PrePattern;

typedef struct PreParser {
    JSContext *ctx;                 /* NULL in a thread that looks ahead (engine_pre_ahead.h): nothing of the engine's may be used */
    struct PreAhead *ahead;         /* of this text, NULL if there is none; in the thread, its own */
    uintptr_t stack_limit;
    uint32_t tentative;             /* what is open that may have to be read again */
    const uint8_t *p, *end;         /* behind the current token; the text's end, where a NUL is */
    const uint8_t *start, *last;    /* the current token's start; the end of the one before */
    int tok, prec;
    uint32_t name;                  /* index of the token's name */
    bool newline;                   /* a line terminator before the token */
    bool has_escape;                /* in a string: no directive */
    bool is_module;
    bool off, has_with;             /* nothing of this text can be left; it has with statements, perhaps */
    bool has_keyword_atoms;         /* a keyword was a name in this text */
    JSFunctionDef *eager;               /* what is directly in this is compiled now */
    uint32_t key;                   /* of the hashes of names */
    uint32_t covers;                /* `{ a = 1 }` that must turn out to be patterns */
    /* Names */
    PreName *names;
    uint32_t name_count, name_size;
    uint32_t *table;
    uint32_t table_size;
    /* Scopes (engine_pre_scopes.h) */
    PreScope *scopes;
    PreDecl *decls;
    uint32_t *refs;
    uint32_t scope_count, scope_size, decl_count, decl_size, ref_count, ref_size, serial;
    struct PreFunction *function;
    uint64_t wasted, allowed;       /* bytes looked at in vain, and how many may be */
    /* Functions in the one that is looked at, and what is known of those of this text (engine_pre_inner.h) */
    const uint8_t *base;            /* the text */
    PreInner *inners;
    PreInnerName *inner_names;
    uint32_t inner_count, inner_size, inner_name_count, inner_name_size;
    PrePattern *patterns;           /* ahead: of regular expressions, not checked yet */
    uint32_t pattern_count, pattern_size;
    const struct LLRTInners *known;
    struct LLRTInners *checked;     /* LLRT_LAZY_VERIFY: `known` of a text that is compiled at once, to be freed */
    uint32_t checked_end;
} PreParser;

enum { CHAR_NAME = 1, CHAR_DIGIT = 2, CHAR_START = 4, CHAR_SPACE = 8 };

static const uint8_t pre_chars[256] = {
    [' '] = CHAR_SPACE, ['\t'] = CHAR_SPACE, ['\v'] = CHAR_SPACE, ['\f'] = CHAR_SPACE,
    ['0' ... '9'] = CHAR_NAME | CHAR_DIGIT,
    ['a' ... 'z'] = CHAR_NAME | CHAR_START, ['A' ... 'Z'] = CHAR_NAME | CHAR_START, ['_'] = CHAR_NAME | CHAR_START,
    ['$'] = CHAR_NAME | CHAR_START,
};

static inline bool is_xdigit(int c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static inline bool pre_is_deep(PreParser *s, size_t room)
{
    return js_get_stack_pointer() - room < __atomic_load_n(&s->stack_limit, __ATOMIC_RELAXED);
}

/* Memory of a thread that looks ahead: pages of the system's, as malloc would get an arena for the thread. */
static void *ahead_realloc(PreParser *s, void *old, size_t old_size, size_t size);

static void *pre_realloc(PreParser *s, void *old, size_t old_size, size_t size)
{
    return s->ctx ? js_realloc(s->ctx, old, size) : ahead_realloc(s, old, old_size, size);
}

static bool pre_grow(PreParser *s, void *array, uint32_t *size, uint32_t wanted, size_t each)
{
    uint32_t next = *size ? *size * 2 : 256;
    void *grown;

    while (next < wanted)
        next *= 2;
    grown = pre_realloc(s, *(void **)array, *size * each, next * each);
    if (!grown)
        return false;
    *(void **)array = grown;
    *size = next;
    return true;
}

#define PRE_ROOM(s, array, count, size) ((s)->count < (s)->size || pre_grow(s, &(s)->array, &(s)->size, (s)->count + 1, sizeof(*(s)->array)))

static bool pre_rehash(PreParser *s)
{
    uint32_t size = s->table_size ? s->table_size * 2 : 1024;
    uint32_t *table = pre_realloc(s, NULL, 0, size * sizeof(*table));

    if (!table)
        return false;
    memset(table, 0xff, size * sizeof(*table));
    for (uint32_t i = 0; i < s->name_count; i++) {
        uint32_t at = s->names[i].hash & (size - 1);
        while (table[at] != UINT32_MAX)
            at = (at + 1) & (size - 1);
        table[at] = i;
    }
    pre_realloc(s, s->table, s->table_size * sizeof(*table), 0);
    s->table = table;
    s->table_size = size;
    return true;
}

/* The index of a name; UINT32_MAX without memory. The hash is keyed: a program may be anybody's. */
static uint32_t pre_intern(PreParser *s, const uint8_t *text, uint32_t length, uint32_t hash)
{
    uint32_t at;
    PreName *name;

    hash ^= hash >> 15;
    hash *= 0x2c1b3c6d;
    hash ^= hash >> 13;
    at = hash & (s->table_size - 1);
    while (s->table[at] != UINT32_MAX) {
        name = &s->names[s->table[at]];
        if (name->hash == hash && name->length == length && llrt_same_text(name->text, text, length)) {
            /* Where it stands now lies in the function that is looked at (engine_pre_inner.h); keywords outlive the text. */
            if (s->table[at] >= countof(pre_keywords))
                name->text = text;
            return s->table[at];
        }
        at = (at + 1) & (s->table_size - 1);
    }
    if (!PRE_ROOM(s, names, name_count, name_size))
        return UINT32_MAX;
    s->names[s->name_count] = (PreName){ text, length, hash, 0, -1, KW_NONE, JS_ATOM_NULL };
    s->table[at] = s->name_count++;
    if (s->name_count * 2 > s->table_size && !pre_rehash(s)) {
        /* Whoever goes on all the same must not fill the table: a search ends at an empty place. */
        s->table[at] = UINT32_MAX;
        s->name_count--;
        return UINT32_MAX;
    }
    return s->name_count - 1;
}

#endif
