/* The two ends of a fast op: reading its arguments and making its result. */
#include <stdio.h>
#include <stdlib.h>

#include "buffer.h"

void result_error(llrt_result *result, int kind, const char *code, const char *message) {
    result->kind = kind;
    result->code = code;
    snprintf(result->error, sizeof result->error, "%s", message);
}

int arg_bytes(const llrt_arg *arg, uint8_t **p, size_t *n, llrt_result *result) {
    if (arg->kind != LLRT_BYTES) {
        result_error(result, LLRT_TYPE_ERROR, "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
        return 0;
    }
    *p = arg->ptr;
    *n = arg->len;
    return 1;
}

int arg_text(const llrt_arg *arg, text *t, llrt_result *result) {
    if (arg->kind != LLRT_STR8 && arg->kind != LLRT_STR16) {
        result_error(result, LLRT_TYPE_ERROR, "ERR_INVALID_ARG_TYPE", "argument must be a string");
        return 0;
    }
    t->units = arg->ptr;
    t->length = arg->len;
    t->wide = arg->kind == LLRT_STR16;
    return 1;
}

/* A number as an index: truncated, 0 for what is below 0 or NaN, at most `limit`. `missing` when it is no number. */
size_t arg_index(const llrt_arg *arg, size_t missing, size_t limit) {
    if (arg->kind != LLRT_NUMBER)
        return missing < limit ? missing : limit;
    if (!(arg->num > 0))
        return 0;
    return arg->num >= (double)limit ? limit : (size_t)arg->num;
}

int arg_int(const llrt_arg *arg) {
    if (arg->kind != LLRT_NUMBER && arg->kind != LLRT_BOOL)
        return 0;
    return arg->num > -1e9 && arg->num < 1e9 ? (int)arg->num : 0;
}

void result_number(llrt_result *result, double value) {
    result->kind = LLRT_NUMBER;
    result->num = value;
}

void result_bool(llrt_result *result, int value) {
    result->kind = LLRT_BOOL;
    result->num = value != 0;
}

/* Room for n units of a string of `kind` (LLRT_STR8 or LLRT_STR16), or NULL with the error set. */
void *result_units(llrt_result *result, int kind, size_t n) {
    size_t size = kind == LLRT_STR16 ? n * 2 : n;
    if (n > MAX_STRING_LENGTH) {
        result_error(result, LLRT_ERROR, "ERR_STRING_TOO_LONG",
                     "Cannot create a string longer than 0x1fffffe8 characters");
        return NULL;
    }
    result->ptr = size <= sizeof result->small ? (void *)result->small : malloc(size);
    if (!result->ptr) {
        result->kind = LLRT_OUT_OF_MEMORY;
        return NULL;
    }
    result->kind = kind;
    result->len = n;
    return result->ptr;
}

void result_borrow(llrt_result *result, int kind, const void *p, size_t n) {
    if (n > MAX_STRING_LENGTH) {
        result_error(result, LLRT_ERROR, "ERR_STRING_TOO_LONG",
                     "Cannot create a string longer than 0x1fffffe8 characters");
        return;
    }
    result->kind = kind;
    result->ptr = (void *)p;
    result->len = n;
    result->borrowed = 1;
}

/* Units written into result_units(): they were room for at least n, and fit Latin-1 when `latin1`. */
void result_utf16(llrt_result *result, uint16_t *units, size_t n, int latin1) {
    if (latin1)
        units_narrow(units, n, (uint8_t *)units);
    result->kind = latin1 ? LLRT_STR8 : LLRT_STR16;
    result->len = n;
}
