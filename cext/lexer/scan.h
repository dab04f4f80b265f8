/* The state of a scan: what the tokens of a text (lexer.c) and the words that may begin an export (exports.c) share. */
#ifndef LLRT_LEXER_SCAN_H
#define LLRT_LEXER_SCAN_H

#include "lexer.h"

#include <string.h>

#define OPEN_MAX 65536
#define STARS_MAX 256

/* An open bracket: the last character before it, and whether it is a template's ${ or a class body. */
typedef struct bracket {
    size_t before;
    bool in_template, is_class;
} bracket;

/* `const id = require("specifier")` at the top level, which a later Object.keys(id).forEach may re-export. */
typedef struct star {
    llrt_span id, specifier;
} star;

typedef struct scan {
    llrt_cursor c;
    llrt_names *names;
    bracket *open;
    size_t depth;
    star *stars;
    size_t star_count;
    size_t last;            /* the last character that is neither white space nor comment; SIZE_MAX at the start */
    bool next_is_class, last_slash_divides, no_memory;
} scan;

#define NOTHING SIZE_MAX

static inline bool starts(const scan *s, size_t at, const char *word) {
    size_t length = strlen(word);
    return at <= s->c.length && s->c.length - at >= length && memcmp(s->c.text + at, word, length) == 0;
}

static inline bool is_punctuator(char c) {
    return c != '\0' && strchr("!%&()*+,-./:;<=>?[]^{|}~", c) != NULL;
}

/* Whether a word may begin at `at`: after nothing, white space, or a punctuator that is no dot. */
static inline bool begins_word(const scan *s, size_t at) {
    if (at == 0)
        return true;
    char before = s->c.text[at - 1];
    return llrt_is_space((unsigned char)before) || (unsigned char)before == 0xA0 || (is_punctuator(before) && before != '.');
}

/* Whether the word `word` ends at the character `last`. */
static inline bool ends_with(const scan *s, size_t last, const char *word) {
    size_t length = strlen(word);
    return last != NOTHING && last + 1 >= length && memcmp(s->c.text + last + 1 - length, word, length) == 0 &&
           begins_word(s, last + 1 - length);
}

/* Words at the top level: require, _interopRequireWildcard(require, __export(require, __exportStar(require. How many characters
 * are read, 0 when it is none. */
size_t llrt_lex_top_level_word(scan *s, size_t at);
/* A word that may begin an export; the same. */
size_t llrt_lex_export_word(scan *s, size_t at);

#endif
