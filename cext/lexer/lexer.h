/* Names that a CommonJS text exports, told without running it. Grammar: https://github.com/nodejs/cjs-module-lexer#grammar
 * (Node 24's lexer also takes `name: require("x")` in an object literal as an export and a re-export). */
#ifndef LLRT_LEXER_H
#define LLRT_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of the text: an identifier, or a string literal without its quotes. */
typedef struct llrt_span {
    size_t start, length;
} llrt_span;

typedef struct llrt_spans {
    llrt_span *items;
    size_t count, room;
} llrt_spans;

/* What one scan finds, in source order and with repeats. */
typedef struct llrt_names {
    llrt_spans exports;     /* names */
    llrt_spans reexports;   /* specifiers */
} llrt_names;

/* 0, or -1 when memory ran out. `text` is UTF-8 and has a NUL after its last byte. */
int llrt_lex_commonjs(const char *text, size_t length, llrt_names *names);
void llrt_free_names(llrt_names *names);

/* -- between exports.c and pattern.c */

#define LLRT_SLOTS 6

typedef struct llrt_cursor {
    const char *text;
    size_t length, position;
    llrt_span slot[LLRT_SLOTS];
} llrt_cursor;

/* Whether the tokens of `pattern` follow the cursor, which then stands behind them; else it has not moved. See pattern.c. */
bool llrt_match(llrt_cursor *c, const char *pattern);
/* Skips white space and comments. */
void llrt_skip_gap(llrt_cursor *c);
/* Past a string literal whose quote the cursor stands on; false when it does not end. */
bool llrt_skip_string(llrt_cursor *c);
bool llrt_is_space(unsigned char c);
bool llrt_is_identifier_part(unsigned char c);

#endif
