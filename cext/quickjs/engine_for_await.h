/* A body of `for await` that throws: the iterator's return() is called and what it gives is awaited before the exception goes on;
 * what happens there is of no interest. The engine called it without waiting, and when next() failed, too, where it must not be.
 * https://tc39.es/ecma262/#sec-asynciteratorclose, #sec-runtime-semantics-forin-div-ofbodyevaluation-lhs-stmt-iterator-lhskind-labelset
 *
 * The loop keeps (iterator, next, catch offset) on the stack. Here the offset is a real one, of code behind the test of `done`;
 * a variable without a name tells that code whether the body was running, or asking for the next value. It holds the
 * iterator while that is closed. Included by the edited quickjs.c before js_parse_for_in_of. */
#ifndef LLRT_ENGINE_FOR_AWAIT_H
#define LLRT_ENGINE_FOR_AWAIT_H

static void emit_set_loc(JSParseState *s, int opcode, int index)
{
    emit_op(s, opcode);
    emit_op(s, OP_put_loc);
    emit_u16(s, index);
}

static void emit_get_loc(JSParseState *s, int index)
{
    emit_op(s, OP_get_loc);
    emit_u16(s, index);
}

/* Behind for_await_of_start: iterator next 0 -> iterator next catch. -1: no memory, too many variables. */
static int llrt_for_await_start(JSParseState *s, BlockEnv *loop)
{
    loop->llrt_state = add_var(s->ctx, s->cur_func, JS_ATOM__ret_);
    if (loop->llrt_state < 0)
        return -1;
    emit_op(s, OP_drop);
    loop->llrt_catch = emit_goto(s, OP_catch, -1);
    return 0;
}

/* Before next() is called. */
static void llrt_for_await_next(JSParseState *s, BlockEnv *loop)
{
    emit_set_loc(s, OP_push_false, loop->llrt_state);
}

/* iterator next exception -> exception: a generator's or a function's own try block would do the same. */
static void emit_close_after_throw(JSParseState *s, int state)
{
    int failed, missing, closed, out;

    emit_op(s, OP_nip);
    emit_op(s, OP_swap);
    emit_op(s, OP_put_loc);
    emit_u16(s, state);
    failed = emit_goto(s, OP_catch, -1);
    emit_get_loc(s, state);
    emit_op(s, OP_get_field2);
    emit_atom(s, JS_ATOM_return);
    /* exception catch iterator return */
    emit_op(s, OP_dup);
    emit_op(s, OP_is_undefined_or_null);
    missing = emit_goto(s, OP_if_true, -1);
    emit_op(s, OP_call_method);
    emit_u16(s, 0);
    emit_op(s, OP_await);
    closed = emit_goto(s, OP_goto, -1);
    emit_label(s, missing);
    emit_op(s, OP_drop);
    emit_label(s, closed);
    /* exception catch, and the iterator or what return() gave */
    emit_op(s, OP_drop);
    emit_op(s, OP_drop);
    out = emit_goto(s, OP_goto, -1);
    emit_label(s, failed);
    /* exception, and what return() threw */
    emit_op(s, OP_drop);
    emit_label(s, out);
    emit_set_loc(s, OP_undefined, state);
}

/* iterator next catch value done -> iterator next catch value, at `label_next` or, when done, behind this. */
static void llrt_for_await_body(JSParseState *s, BlockEnv *loop, int label_next)
{
    int done = emit_goto(s, OP_if_true, -1), passing;

    emit_set_loc(s, OP_push_true, loop->llrt_state);
    emit_goto(s, OP_goto, label_next);
    emit_label(s, loop->llrt_catch);
    emit_get_loc(s, loop->llrt_state);
    passing = emit_goto(s, OP_if_false, -1);
    emit_close_after_throw(s, loop->llrt_state);
    emit_op(s, OP_throw);
    emit_label(s, passing);
    emit_op(s, OP_throw);
    emit_label(s, done);
}

/* ---- Synchronous iterators: https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation ------------------------------------- */

static JSValue close_and_throw(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv, int magic, JSValueConst *data)
{
    JS_Throw(ctx, js_dup(argv[0]));
    JS_IteratorClose(ctx, data[0], true);
    return JS_EXCEPTION;
}

/* What is called when a value that a synchronous iterator gave rejects: closes the iterator; undefined: nothing is. */
static JSValue llrt_close_on_rejection(JSContext *ctx, JSValueConst iterator, bool is_over)
{
    return is_over ? JS_UNDEFINED : JS_NewCFunctionData(ctx, close_and_throw, 1, 0, 1, &iterator);
}

#endif
