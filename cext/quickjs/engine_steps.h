/* Steps that the interpreter makes thousands of times where a program does anything, without a call for each. Included by the edited
 * quickjs.c, before the interpreter. */

static inline __attribute__((always_inline)) void llrt_drop(JSContext *ctx, JSValue value)
{
    if (JS_VALUE_HAS_REF_COUNT(value) && --JS_REF_COUNT(JS_VALUE_GET_PTR(value)) <= 0)
        js_free_value_rt(ctx->rt, value);
}

/* A function in C; most are given all the arguments that they want, and are no constructors. */
static JSValue llrt_call_c(JSContext *ctx, JSValueConst function, JSValueConst receiver, int count, JSValueConst *arguments, int flags)
{
    JSObject *p = JS_VALUE_GET_OBJ(function);
    int kind = p->u.cfunc.cproto;
    JSRuntime *rt = ctx->rt;
    JSStackFrame frame;
    JSValue result;

    if (count < p->u.cfunc.length || (kind != JS_CFUNC_generic && kind != JS_CFUNC_generic_magic) || js_check_stack_overflow(rt, 0))
        return js_call_c_function(ctx, function, receiver, count, arguments, flags);
    frame.prev_frame = rt->current_stack_frame;
    frame.cur_func = unsafe_unconst(function);
    frame.llrt_this = unsafe_unconst(receiver);
    frame.arg_buf = (JSValue *)arguments;
    frame.arg_count = count;
    frame.is_strict_mode = false;
    frame.is_constructor = false;
    rt->current_stack_frame = &frame;
    if (kind == JS_CFUNC_generic)
        result = p->u.cfunc.c_function.generic(p->u.cfunc.realm, receiver, count, arguments);
    else
        result = p->u.cfunc.c_function.generic_magic(p->u.cfunc.realm, receiver, count, arguments, p->u.cfunc.magic);
    rt->current_stack_frame = frame.prev_frame;
    return result;
}

static inline __attribute__((always_inline)) JSValue llrt_call_with(JSContext *ctx, JSValueConst function, JSValueConst receiver,
                                                                    int count, JSValueConst *arguments, int flags)
{
    if (JS_VALUE_GET_TAG(function) != JS_TAG_OBJECT || JS_VALUE_GET_OBJ(function)->class_id != JS_CLASS_C_FUNCTION)
        return JS_CallInternal(ctx, function, receiver, JS_UNDEFINED, count, arguments, flags);
    if (unlikely(--ctx->interrupt_counter <= 0) && __js_poll_interrupts(ctx))
        return JS_EXCEPTION;
    return llrt_call_c(ctx, function, receiver, count, arguments, flags);
}

/* A call by the interpreter, whose arguments are the function's. */
static inline __attribute__((always_inline)) JSValue llrt_call(JSContext *ctx, JSValueConst function, JSValueConst receiver, int count,
                                                               JSValueConst *arguments)
{
    return llrt_call_with(ctx, function, receiver, count, arguments, 0);
}

/* A variable gets a value, which is the variable's from now on. */
static inline __attribute__((always_inline)) void llrt_put(JSContext *ctx, JSValue *variable, JSValue value)
{
    JSValue old = *variable;

    *variable = value;
    llrt_drop(ctx, old);
}

/* Names of code are texts, but for the small numbers among them. */
static inline __attribute__((always_inline)) JSValue llrt_name_value(JSContext *ctx, JSAtom atom)
{
    JSAtomStruct *p;

    if (likely(!__JS_AtomIsTaggedInt(atom))) {
        p = ctx->rt->atom_array[atom];
        if (likely(p->atom_type == JS_ATOM_TYPE_STRING))
            return js_dup(JS_MKPTR(JS_TAG_STRING, p));
    }
    return JS_AtomToValue(ctx, atom);
}

/* A jump by `distance` from the place of its operand: what goes on for long jumps back or calls. */
#define LLRT_JUMP(distance) \
    { \
        int llrt_distance = (distance); \
        pc += llrt_distance; \
        if (llrt_distance < 0 && unlikely(--ctx->interrupt_counter <= 0) && __js_poll_interrupts(ctx)) \
            goto exception; \
    }

/* A conditional jump: the operand has `size` bytes, read as `distance`; `negated`: it is made when the value is falsy. */
#define LLRT_JUMP_IF(negated, size, distance) \
    { \
        int llrt_truth; \
        if (likely((uint32_t)JS_VALUE_GET_TAG(sp[-1]) <= JS_TAG_UNDEFINED)) \
            llrt_truth = JS_VALUE_GET_INT(sp[-1]); \
        else \
            llrt_truth = llrt_truth_of(ctx, sp[-1]); \
        sp--; \
        if (negated ? !llrt_truth : llrt_truth) \
            LLRT_JUMP(distance) \
        else \
            pc += (size); \
    }

/* Whether a value is truthy; it is the step's to drop. */
static inline __attribute__((always_inline)) int llrt_truth_of(JSContext *ctx, JSValue value)
{
    if (JS_VALUE_GET_TAG(value) == JS_TAG_OBJECT && likely(!JS_VALUE_GET_OBJ(value)->is_HTMLDDA)) {
        llrt_drop(ctx, value);
        return true;
    }
    return JS_ToBoolFree(ctx, value);
}

/* Is the kind of a value one that has nothing like it but itself? */
static inline bool llrt_is_simple(int tag)
{
    return tag == JS_TAG_UNDEFINED || tag == JS_TAG_NULL || tag == JS_TAG_OBJECT || tag == JS_TAG_BOOL;
}

/* ===, where one of the two is such a value, or both are texts that have one place or not one length; -1: anything else. */
static inline __attribute__((always_inline)) int llrt_same_kind(JSValueConst a, JSValueConst b)
{
    int tag = JS_VALUE_GET_TAG(a), other = JS_VALUE_GET_TAG(b);

    if (tag == JS_TAG_STRING && other == JS_TAG_STRING) {
        if (JS_VALUE_GET_PTR(a) == JS_VALUE_GET_PTR(b))
            return true;
        return JS_VALUE_GET_STRING(a)->len != JS_VALUE_GET_STRING(b)->len ? false : -1;
    }
    if (!llrt_is_simple(tag) && !llrt_is_simple(other))
        return -1;
    if (tag != other)
        return false;
    if (tag == JS_TAG_OBJECT)
        return JS_VALUE_GET_OBJ(a) == JS_VALUE_GET_OBJ(b);
    return tag != JS_TAG_BOOL || JS_VALUE_GET_BOOL(a) == JS_VALUE_GET_BOOL(b);
}

/* === and !==: the step as the engine has it for numbers and what llrt_same_kind() does not tell. */
#define LLRT_COMPARE_SAME(step, operator, differs) \
    CASE(step): \
    { \
        JSValue one = sp[-2], other = sp[-1]; \
        int llrt_same; \
        if (JS_VALUE_IS_BOTH_INT(one, other)) { \
            sp[-2] = js_bool(JS_VALUE_GET_INT(one) operator JS_VALUE_GET_INT(other)); \
        } else if (likely((llrt_same = llrt_same_kind(one, other)) >= 0)) { \
            sp[-2] = js_bool(llrt_same ^ differs); \
            llrt_drop(ctx, one); \
            llrt_drop(ctx, other); \
        } else { \
            sf->cur_pc = pc; \
            if (js_strict_eq_slow(ctx, sp, differs)) \
                goto exception; \
        } \
        sp--; \
    } \
    BREAK
