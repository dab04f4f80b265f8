/* Fast ops: C functions that JS calls without passing through Python (law 7 of docs/architecture.md).
 *
 * An extension fills a table of llrt_fastop_def and exposes each entry as a capsule named "llrt.fastop"; the engine room
 * turns a capsule into a JS function. Strings and buffers arrive as borrowed memory, valid during the call only. A fast
 * op runs without the GIL, must not call Python, and keeps nothing. */
#ifndef LLRT_FASTOP_H
#define LLRT_FASTOP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LLRT_FASTOP_CAPSULE "llrt.fastop"
#define LLRT_FASTOP_MAX_ARGS 8
/* A capsule becomes a function of its arguments. nativeMethod(op, name, length, otherwise, prototype) of native:engine makes a method of
 * one, whose `this` comes first: JS that is called often needs no frame of its own for what is common. */

enum llrt_kind {
    LLRT_UNDEFINED = 0,
    LLRT_NULL,
    LLRT_BOOL,          /* num: 0 or 1 */
    LLRT_NUMBER,        /* num */
    LLRT_STR8,          /* ptr: Latin-1 code units, len: their number */
    LLRT_STR16,         /* ptr: uint16_t UTF-16 code units (lone surrogates possible), len: their number */
    LLRT_BYTES,         /* ptr: bytes of an ArrayBuffer or of a view's window, len: their number; writable, never NULL. num: see llrt_view */
    LLRT_OTHER,         /* any other JS value: only its presence is told */
    LLRT_UTF8,          /* results only: ptr is UTF-8 */
    LLRT_TYPE_ERROR,    /* results only: throws; `error` is the message, `code` (may be NULL) its .code */
    LLRT_RANGE_ERROR,
    LLRT_ERROR,
    LLRT_OUT_OF_MEMORY,
    LLRT_HANDLE,        /* ptr: an llrt_handle. Result: a new object of which ops alone see the inside */
    LLRT_FIRST,         /* results only: the first argument itself, which for a method is `this` */
    LLRT_DECLINED       /* results only: not for me; a method calls its JS function instead, anything else is a TypeError */
};

/* What the memory behind an object begins with. `sort` tells one room's from another's: take nothing for what it is not. `release`
 * frees it when the engine collects the object. */
typedef struct llrt_handle {
    void (*release)(struct llrt_handle *handle);
    uint32_t sort;
} llrt_handle;

/* What LLRT_BYTES are: typed arrays in the engine's order, those of floats last. */
enum llrt_view { LLRT_VIEW_NONE, LLRT_VIEW_DATAVIEW, LLRT_VIEW_TYPED, LLRT_VIEW_FLOATS = LLRT_VIEW_TYPED + 9 };

typedef struct llrt_arg {
    int kind;
    double num;
    void *ptr;
    size_t len;
} llrt_arg;

/* The caller zeroes the head (kind .. code) before the call. For LLRT_STR8, LLRT_STR16 and LLRT_UTF8 `ptr` is either
 * `small` or malloc()ed memory that the caller frees, or, with `borrowed` set, memory that outlives the call (a
 * constant, or an argument's); for LLRT_BYTES `small`, which is copied, or malloc()ed memory that becomes an ArrayBuffer's
 * (JS receives a Uint8Array over it), freed by `release(NULL, ptr)` when that is set. */
typedef struct llrt_result {
    int kind;
    int borrowed;
    double num;
    void *ptr;
    size_t len;
    const char *code;
    void (*release)(void *opaque, void *data);
    char error[200];
    uint16_t small[128];
} llrt_result;

typedef void (*llrt_fastop)(const llrt_arg *args, int argc, llrt_result *result);

typedef struct llrt_fastop_def {
    const char *name;
    llrt_fastop function;
    int length;         /* missing arguments up to `length` arrive as LLRT_UNDEFINED */
} llrt_fastop_def;

#ifdef __cplusplus
}
#endif
#endif
