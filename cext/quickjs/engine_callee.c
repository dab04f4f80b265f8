/* The text of an expression, from the bytecode that computed it: "a.b.c" for "a.b.c is not a function". The code of the
 * function is read once from its start with a stack of texts in place of values; what has no name is "(intermediate
 * value)", as V8 prints it. Included by engine.c; only engine_wording.c uses it. */

#define TEXT_DEPTH 48

typedef struct {
    char items[TEXT_DEPTH][64];
    int depth;      /* of the value stack; texts above TEXT_DEPTH are not kept */
} TextStack;

static void text_push(TextStack *s, const char *text)
{
    if (s->depth < TEXT_DEPTH)
        snprintf(s->items[s->depth], sizeof(s->items[0]), "%s", text);
    s->depth++;
}

/* `down` from the top: 0 is the last pushed. */
static const char *text_at(TextStack *s, int down)
{
    int at = s->depth - 1 - down;

    return at >= 0 && at < TEXT_DEPTH ? s->items[at] : "(intermediate value)";
}

static void text_pop(TextStack *s, int count)
{
    s->depth = max_int(s->depth - count, 0);
}

static void push_atom_text(JSContext *ctx, TextStack *s, JSAtom atom)
{
    char name[64];

    if (atom == JS_ATOM_this_active_func || atom == JS_ATOM_NULL)
        text_push(s, "(intermediate value)");
    else
        text_push(s, JS_AtomGetStr(ctx, name, sizeof(name), atom));
}

/* obj -> obj.name */
static void append_property(JSContext *ctx, TextStack *s, JSAtom atom, bool keep)
{
    char name[64], whole[64];

    snprintf(whole, sizeof(whole), "%.30s.%.30s", text_at(s, 0), JS_AtomGetStr(ctx, name, sizeof(name), atom));
    text_pop(s, keep ? 0 : 1);
    text_push(s, whole);
}

/* obj key -> obj[key], or obj.key if the key is a string */
static void append_element(TextStack *s, bool keep)
{
    const char *key = text_at(s, 0);
    size_t length = strlen(key);
    char whole[64];

    if (key[0] == '"' && length > 2)
        snprintf(whole, sizeof(whole), "%.30s.%.*s", text_at(s, 1), (int)min_int(length - 2, 30), key + 1);
    else
        snprintf(whole, sizeof(whole), "%.30s[%.30s]", text_at(s, 1), key[0] == '(' ? "..." : key);
    text_pop(s, keep ? 1 : 2);
    text_push(s, whole);
}

/* The variable that an instruction pushes, JS_ATOM_NULL if it pushes none. */
static JSAtom pushed_variable(JSFunctionBytecode *b, const uint8_t *pc, int op)
{
    int index;

    switch (op) {
    case OP_get_var: case OP_get_var_undef: return get_u32(pc + 1);
    case OP_get_loc8: index = b->arg_count + pc[1]; break;
    case OP_get_loc0: case OP_get_loc1: case OP_get_loc2: case OP_get_loc3: index = b->arg_count + op - OP_get_loc0; break;
    case OP_get_loc: case OP_get_loc_check: index = b->arg_count + get_u16(pc + 1); break;
    case OP_get_arg: index = get_u16(pc + 1); break;
    case OP_get_arg0: case OP_get_arg1: case OP_get_arg2: case OP_get_arg3: index = op - OP_get_arg0; break;
    case OP_get_var_ref: case OP_get_var_ref_check:
        index = get_u16(pc + 1);
        return index < b->closure_var_count ? b->closure_var[index].var_name : JS_ATOM_NULL;
    case OP_get_var_ref0: case OP_get_var_ref1: case OP_get_var_ref2: case OP_get_var_ref3:
        index = op - OP_get_var_ref0;
        return index < b->closure_var_count ? b->closure_var[index].var_name : JS_ATOM_NULL;
    default: return JS_ATOM_NULL;
    }
    return b->vardefs && index < b->arg_count + b->var_count ? b->vardefs[index].var_name : JS_ATOM_NULL;
}

/* Literals and names; false: not one of them. */
static bool push_leaf(JSContext *ctx, TextStack *s, JSFunctionBytecode *b, const uint8_t *pc, int op)
{
    JSAtom variable = pushed_variable(b, pc, op);
    char text[64], name[40];

    if (variable != JS_ATOM_NULL) {
        push_atom_text(ctx, s, variable);
        return true;
    }
    switch (op) {
    case OP_undefined: text_push(s, "undefined"); return true;
    case OP_null: text_push(s, "null"); return true;
    case OP_push_true: text_push(s, "true"); return true;
    case OP_push_false: text_push(s, "false"); return true;
    case OP_push_this: text_push(s, "this"); return true;
    case OP_push_empty_string: text_push(s, "\"\""); return true;
    case OP_object: text_push(s, "{}"); return true;
    case OP_push_atom_value:
        snprintf(text, sizeof(text), "\"%s\"", JS_AtomGetStr(ctx, name, sizeof(name), get_u32(pc + 1)));
        break;
    case OP_push_i32: snprintf(text, sizeof(text), "%d", (int)get_u32(pc + 1)); break;
    case OP_push_i8: snprintf(text, sizeof(text), "%d", (int8_t)pc[1]); break;
    case OP_push_i16: snprintf(text, sizeof(text), "%d", (int16_t)get_u16(pc + 1)); break;
    default:
        if (op < OP_push_minus1 || op > OP_push_7)
            return false;
        snprintf(text, sizeof(text), "%d", op - OP_push_0);
    }
    text_push(s, text);
    return true;
}

/* dup, swap and the like, as far as calls are compiled to them; false: another instruction. */
static bool shuffle(TextStack *s, int op)
{
    char a[64], b[64];

    snprintf(a, sizeof(a), "%s", text_at(s, 0));
    snprintf(b, sizeof(b), "%s", text_at(s, 1));
    switch (op) {
    case OP_dup: text_push(s, a); return true;
    case OP_dup2: text_push(s, b); text_push(s, a); return true;
    case OP_swap: text_pop(s, 2); text_push(s, a); text_push(s, b); return true;
    case OP_nip: text_pop(s, 2); text_push(s, a); return true;
    case OP_to_object: case OP_to_propkey: case OP_check_object: case OP_set_loc: case OP_set_loc8: case OP_set_loc0:
    case OP_set_loc1: case OP_set_loc2: case OP_set_loc3: case OP_set_arg: case OP_set_var_ref: case OP_to_propkey2:
    case OP_set_name: return true;
    default: return false;
    }
}

static int argument_count(const uint8_t *pc, int op, int format)
{
    if (format == OP_FMT_npopx)
        return op - OP_call0;
    return format == OP_FMT_npop || format == OP_FMT_npop_u16 ? get_u16(pc + 1) : 0;
}

static void step(JSContext *ctx, TextStack *s, JSFunctionBytecode *b, const uint8_t *pc)
{
    int op = *pc, format = short_opcode_info(op).fmt, pops, pushes;
    char result[64] = "(intermediate value)";

    if (push_leaf(ctx, s, b, pc, op) || shuffle(s, op))
        return;
    switch (op) {
    case OP_get_field: append_property(ctx, s, get_u32(pc + 1), false); return;
    case OP_get_field2: append_property(ctx, s, get_u32(pc + 1), true); return;
    case OP_get_length: append_property(ctx, s, JS_ATOM_length, false); return;
    case OP_get_array_el: append_element(s, false); return;
    case OP_get_array_el2: append_element(s, true); return;
    case OP_get_loc0_loc1:
        push_atom_text(ctx, s, b->vardefs ? b->vardefs[b->arg_count].var_name : JS_ATOM_NULL);
        push_atom_text(ctx, s, b->vardefs ? b->vardefs[b->arg_count + 1].var_name : JS_ATOM_NULL);
        return;
    }
    pops = short_opcode_info(op).n_pop + argument_count(pc, op, format);
    pushes = short_opcode_info(op).n_push;
    if (op == OP_call || op == OP_call_method || format == OP_FMT_npopx)
        snprintf(result, sizeof(result), "%.58s(...)", text_at(s, argument_count(pc, op, format)));
    text_pop(s, pops);
    for (int i = 0; i < pushes; i++)
        text_push(s, result);
}

/* Where an instruction may jump to, 0 if it does not jump. */
static int jump_target(const uint8_t *code, int at)
{
    switch (code[at]) {
    case OP_if_false: case OP_if_true: case OP_goto: case OP_catch: case OP_gosub:
        return at + 1 + (int)get_u32(code + at + 1);
    case OP_if_false8: case OP_if_true8: case OP_goto8: return at + 1 + (int8_t)code[at + 1];
    case OP_goto16: return at + 1 + (int16_t)get_u16(code + at + 1);
    default: return 0;
    }
}

/* Depths of the value stack at the targets of forward jumps that are still ahead. */
typedef struct {
    struct { int target, depth; } items[64];
    int count;
} Joins;

static void add_join(Joins *joins, int at, int target, int depth)
{
    int kept = 0;

    for (int i = 0; i < joins->count; i++) {
        if (joins->items[i].target > at)
            joins->items[kept++] = joins->items[i];
    }
    joins->count = kept;
    if (target > at && kept < (int)countof(joins->items)) {
        joins->items[kept].target = target;
        joins->items[joins->count++].depth = depth;
    }
}

static void join(Joins *joins, TextStack *s, int at)
{
    for (int i = 0; i < joins->count; i++) {
        if (joins->items[i].target == at)
            s->depth = joins->items[i].depth;
    }
}

/* The value stack as texts before the instruction at `end`. Ways that meet have the depth of the first. */
static void texts_before(JSContext *ctx, TextStack *s, JSFunctionBytecode *b, int end)
{
    const uint8_t *code = b->byte_code_buf;
    Joins joins = { .count = 0 };

    s->depth = 0;
    for (int at = 0; at < end; at += short_opcode_info(code[at]).size) {
        int target = jump_target(code, at);
        join(&joins, s, at);
        step(ctx, s, b, code + at);
        if (target)
            add_join(&joins, at, target, s->depth + (code[at] == OP_gosub));
    }
    join(&joins, s, end);
}

/* The instruction that the innermost frame is at: its start (the saved pc is after its opcode byte), or -1. */
static int current_instruction(JSStackFrame *sf, JSFunctionBytecode **b)
{
    *b = sf ? function_bytecode(sf->cur_func) : NULL;
    if (!*b || !sf->cur_pc)
        return -1;
    return (int)(sf->cur_pc - (*b)->byte_code_buf);
}

/* The start of the instruction that `within` lies in or directly behind. */
static int instruction_start(JSFunctionBytecode *b, int within)
{
    int at = 0;

    while (at + short_opcode_info(b->byte_code_buf[at]).size < within)
        at += short_opcode_info(b->byte_code_buf[at]).size;
    return at;
}

/* A declaration with a pattern is compiled pattern first; its initializer comes behind and jumps back to it. The place of
 * that jump if the instruction at `at` starts a pattern, else `at` itself. */
static int initializer_end(JSFunctionBytecode *b, int at)
{
    const uint8_t *code = b->byte_code_buf;

    for (int later = at; later < b->byte_code_len; later += short_opcode_info(code[later]).size) {
        int target = jump_target(code, later);
        bool jumps = code[later] == OP_goto || code[later] == OP_goto8 || code[later] == OP_goto16;
        if (jumps && target > 0 && target <= at && target > at - 8)
            return later;
    }
    return at;
}

/* The text of what the current instruction calls, constructs or iterates; false: it does nothing of that. */
static bool callee_text(JSContext *ctx, char *out, size_t size)
{
    JSFunctionBytecode *b;
    int within = current_instruction(ctx->rt->current_stack_frame, &b), at, op, down;
    TextStack texts;

    if (within < 0 || js_check_stack_overflow(ctx->rt, sizeof(texts) + 4096))
        return false;
    at = instruction_start(b, within);
    op = b->byte_code_buf[at];
    switch (op) {
    case OP_call: case OP_call0: case OP_call1: case OP_call2: case OP_call3: case OP_tail_call: case OP_call_method:
    case OP_tail_call_method: case OP_eval:
        down = argument_count(b->byte_code_buf + at, op, short_opcode_info(op).fmt);
        break;
    case OP_call_constructor:
        down = argument_count(b->byte_code_buf + at, op, short_opcode_info(op).fmt) + 1;
        break;
    case OP_apply: down = 2; break;
    case OP_for_of_start: case OP_for_await_of_start: case OP_append: case OP_to_object:
        down = 0;
        at = initializer_end(b, at);
        break;
    default: return false;
    }
    texts_before(ctx, &texts, b, at);
    snprintf(out, size, "%s", text_at(&texts, down));
    return true;
}
