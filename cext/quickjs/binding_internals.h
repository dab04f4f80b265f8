/* What only the Cython binding needs of the engine's insides; included by engine.h. Not an API for others. */
#ifndef LLRT_BINDING_INTERNALS_H
#define LLRT_BINDING_INTERNALS_H

/* The interrupt handler is called after at most `polls` more polls of this context (loop edges and calls). */
void llrt_poll_within(JSContext *ctx, int polls);

/* The entries of a Map (key, value, key, value, ...) or Set as an array, in order, without running JS. */
JSValue llrt_map_entries(JSContext *ctx, JSValueConst map_or_set);

/* Sets an own data property of an object from JS_NewObject that no JS has seen yet. `value` is owned. -1: out of memory. */
int llrt_define_fresh(JSContext *ctx, JSValueConst object, JSAtom key, JSValue value);

/* The data of a function made by JS_NewCClosure with `target`; NULL for any other value. */
void *llrt_closure_opaque(JSValueConst function, JSCClosure *target);

/* The function of a fast op (an llrt_fastop_def of llrt_fastop.h, which must outlive it). */
JSValue llrt_new_fast_function(JSContext *ctx, void *definition);

/* A property key that JS code can neither name nor list. JS_ATOM_NULL: exception. */
JSAtom llrt_private_atom(JSContext *ctx, const char *description);

/* A termination has reached a border to Python inside other JS: what is around may run on, unless it is stopped again. */
void llrt_end_termination(JSRuntime *rt);

/* Changes with whatever bytecode depends on: its version, the predefined atoms, the opcodes. */
uint32_t llrt_bytecode_edition(void);

#endif
