/* Columns as V8 counts them: from 1, in UTF-16 code units, at the start of a token. Included by the edited quickjs.c after
 * JSParseState, which edits give the fields llrt_line, llrt_mark and llrt_column. */
#ifndef LLRT_ENGINE_PARSE_H
#define LLRT_ENGINE_PARSE_H

/* Column of `at` in the line of the current token. The last answer is kept and walked from, forward or back, so that a
 * 10 MB line costs one pass. */
static int llrt_column_at(JSParseState *s, const uint8_t *at)
{
    const uint8_t *line = s->token.line_start, *p = s->llrt_mark;
    int column = s->llrt_column;

    if (at < line)
        return 1;
    if (s->llrt_line != line || p - at > at - line) {
        p = line;
        column = 1;
    }
    for (; p < at; p++)
        column += (*p & 0xc0) == 0x80 ? 0 : *p >= 0xf0 ? 2 : 1;
    while (p > at) {
        p--;
        column -= (*p & 0xc0) == 0x80 ? 0 : *p >= 0xf0 ? 2 : 1;
    }
    s->llrt_line = line;
    s->llrt_mark = at;
    s->llrt_column = column;
    return column;
}

/* Where a call is said to happen: at the name before the parenthesis (f(), a.f(), super()), else at the parenthesis (also
 * for a.#f()). Called when the parenthesis is the current token. */
static void llrt_call_place(JSParseState *s, int is_private, int *line, int *column)
{
    int before = s->last_ptr > s->buf_start ? s->last_ptr[-1] : 0;
    bool is_name = !is_private && (lre_js_is_ident_next(before) || before >= 0x80);

    *line = is_name ? s->last_line_num : s->token.line_num;
    *column = is_name ? s->last_col_num : s->token.col_num;
}

#endif
