/* The fast ops: a document as JSON, and text escaped for one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "xml.h"

static void fail(llrt_result *result, int kind, const char *message)
{
    result->kind = kind;
    snprintf(result->error, sizeof result->error, "%s", message);
}

static int is_string(const llrt_arg *arg)
{
    return arg->kind == LLRT_STR8 || arg->kind == LLRT_STR16;
}

static uint32_t unit_at(const llrt_arg *arg, size_t i)
{
    return arg->kind == LLRT_STR8 ? ((const uint8_t *)arg->ptr)[i] : ((const uint16_t *)arg->ptr)[i];
}

static void fail_at(const xml_document *d, const llrt_arg *text, llrt_result *result)
{
    uint32_t line = 1, column = 1;
    for (size_t i = 0; i < d->place && i < text->len; i++) {
        uint32_t c = unit_at(text, i);
        int ends = c == '\n' || (c == '\r' && (i + 1 == text->len || unit_at(text, i + 1) != '\n'));
        line += (uint32_t)ends;
        column = ends ? 1 : column + 1;
    }
    result->kind = LLRT_ERROR;
    snprintf(result->error, sizeof result->error, "Invalid XML, line %u, column %u: %s", line, column, d->problem);
}

static uint64_t new_seed(const void *somewhere)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t mixed = ((uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)somewhere) * 0xD1342543DE82EF95u;
    return mixed ^ mixed >> 31;
}

/* xmlParse(text, flags, prefix of attributes, name of texts, "entity NUL value NUL ...", most nested elements) -> JSON */
void xml_parse(const llrt_arg *args, int argc, llrt_result *result)
{
    const llrt_arg *text = &args[0];
    (void)argc;
    if (!is_string(text) || args[1].kind != LLRT_NUMBER || !is_string(&args[2]) || !is_string(&args[3]) || !is_string(&args[4])
        || args[5].kind != LLRT_NUMBER || (args[4].len && unit_at(&args[4], args[4].len - 1))) {
        fail(result, LLRT_TYPE_ERROR, "expected (string, number, string, string, string, number)");
        return;
    }
    if (text->len > XML_MOST_UNITS) {
        fail(result, LLRT_RANGE_ERROR, "The document is too long");
        return;
    }
    xml_document d = { .text = text->ptr, .length = (uint32_t)text->len, .flags = (unsigned)args[1].num };
    d.prefix = &args[2];
    d.text_name = &args[3];
    d.entities = &args[4];
    d.most_depth = (uint32_t)args[5].num;
    d.seed = new_seed(&d);
    int narrow = text->kind == LLRT_STR8;
    if ((narrow ? xml_scan_narrow : xml_scan_wide)(&d) && (narrow ? xml_write_narrow : xml_write_wide)(&d)) {
        result->kind = text->kind;
        result->ptr = d.out;
        result->len = d.written;
        d.out = NULL;
    } else if (d.too_long) {
        fail(result, LLRT_RANGE_ERROR, "What the document says is too long");
    } else if (d.out_of_memory) {
        result->kind = LLRT_OUT_OF_MEMORY;
    } else {
        fail_at(&d, text, result);
    }
    xml_free(&d);
}

static const char *escape_of(uint32_t c, int attribute)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return attribute ? NULL : "&apos;";
    case '\r': return "&#x0D;";
    case '\n': return "&#x0A;";
    case 0x85: return attribute ? NULL : "&#x85;";
    case 0x2028: return attribute ? NULL : "&#x2028;";
    case '\t': return attribute ? "&#x09;" : NULL;
    }
    return NULL;
}

/* xmlEscape(text, whether it is the value of an attribute) -> text */
void xml_escape(const llrt_arg *args, int argc, llrt_result *result)
{
    const llrt_arg *text = &args[0];
    int attribute = args[1].kind == LLRT_BOOL && args[1].num != 0;
    size_t longer = 0, width = text->kind == LLRT_STR8 ? 1 : 2, at = 0;
    (void)argc;
    if (!is_string(text)) {
        fail(result, LLRT_TYPE_ERROR, "expected a string");
        return;
    }
    for (size_t i = 0; i < text->len; i++) {
        const char *escape = escape_of(unit_at(text, i), attribute);
        longer += escape ? strlen(escape) - 1 : 0;
    }
    result->kind = text->kind;
    result->len = text->len + longer;
    if (!longer) {
        result->ptr = text->ptr;
        result->borrowed = 1;
        return;
    }
    uint8_t *narrow = result->len <= XML_MOST_UNITS ? malloc(result->len * width) : NULL;
    uint16_t *wide = (uint16_t *)narrow;
    if (!narrow) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return;
    }
    result->ptr = narrow;
    for (size_t i = 0; i < text->len; i++) {
        uint32_t c = unit_at(text, i);
        const char *escape = escape_of(c, attribute);
        for (size_t n = escape ? strlen(escape) : 1, k = 0; k < n; k++, at++) {
            uint32_t unit = escape ? (uint8_t)escape[k] : c;
            if (width == 1)
                narrow[at] = (uint8_t)unit;
            else
                wide[at] = (uint16_t)unit;
        }
    }
}

const llrt_fastop_def xml_fastops[] = {
    {"xmlParse", xml_parse, 6},
    {"xmlEscape", xml_escape, 2},
    {0},
};
