/* A large text is looked at by a thread of its own, from its start to its end, while the compiler compiles what has to be compiled at
 * once: the look at a function (engine_lazy.c) is then found done. The thread touches nothing of the engine's: it has its own
 * PreParser, whose memory is the system's, and leaves patterns of regular expressions to the compiler to check.
 *
 * What it finds out about a function is what a look would find out at that place (LLRT_LAZY_VERIFY compares both): where the thread
 * has not been yet, has given up or is not to be had, the compiler looks itself. It never waits but for the thread to come out of the
 * very function that is asked for, and then not for long. */
#ifndef LLRT_ENGINE_PRE_AHEAD_H
#define LLRT_ENGINE_PRE_AHEAD_H

#ifdef __linux__
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#endif

struct PrePattern {
    uint32_t body, end, flags_end;
};

enum {
    AHEAD_LEAST = 64 << 10, AHEAD_MOST = 16 << 20,  /* bytes of text */
    AHEAD_SHARE = 64,       /* of a memory limit, which does not count the thread's memory: 24 bytes a byte at most */
    AHEAD_PART = 3,         /* of the text that the compiler looks at itself: it compiles the top level hardly slower than the thread looks at
                             * the functions there, and where it comes up with the thread it waits (16: a put takes 1.03 to 1.05 as long) */
    AHEAD_OPEN = 4096,      /* scopes, declarations and references that are open at once; more are rare */
    AHEAD_STACK = 256 << 10, AHEAD_RESERVE = 64 << 10,
    AHEAD_PATIENCE = 4000,  /* looks at whether the thread has come out of a function: some 0.1 ms */
};

typedef struct PreAhead {
    PreParser parser;       /* the thread's */
    uint8_t *memory;        /* what the compiler reads meanwhile, so it does not move: inners, inner_names and patterns of the parser; then */
    uint8_t *tables;        /* the other tables of the parser, which are rarely too small: each change of a mapping interrupts the compiler */
    size_t memory_size;
    uint32_t published;     /* functions that are in the list for good */
    uint32_t at;            /* where the thread was last */
    const uint8_t *from;    /* where it begins: the compiler has looked at what is before when the thread has got some way */
    bool done, patient;
    bool has_thread, is_strict;
#ifdef __linux__
    pthread_t thread;
#endif
} PreAhead;

#ifdef __linux__
static void *ahead_map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

static void *ahead_realloc(PreParser *s, void *old, size_t old_size, size_t size)
{
    PreAhead *ahead = s->ahead;
    uint8_t *place = old;
    void *grown;

    if (place >= ahead->memory && place < ahead->memory + ahead->memory_size) {
        grown = size && place >= ahead->tables ? ahead_map(size) : NULL;
        return grown ? memcpy(grown, old, old_size) : NULL;
    }
    if (!size)
        return old ? munmap(old, old_size), NULL : NULL;
    if (!old)
        return ahead_map(size);
    grown = mremap(old, old_size, size, MREMAP_MAYMOVE);
    return grown == MAP_FAILED ? NULL : grown;
}
#else
static void *ahead_realloc(PreParser *s, void *old, size_t old_size, size_t size)
{
    return NULL;
}
#endif

/* Nothing that is in the list now will be read again. */
static void ahead_publish(PreParser *s)
{
    __atomic_store_n(&s->ahead->at, (uint32_t)(s->start - s->base), __ATOMIC_RELAXED);
    if (!s->tentative)
        __atomic_store_n(&s->ahead->published, s->inner_count, __ATOMIC_RELEASE);
}

static bool ahead_note_pattern(PreParser *s, const uint8_t *body, const uint8_t *end, const uint8_t *flags_end)
{
    if (s->pattern_count == s->pattern_size)
        return false;
    s->patterns[s->pattern_count++] = (PrePattern){ body - s->base, end - s->base, flags_end - s->base };
    return true;
}

/* Whoever waits for a function that the thread was in, from the index-th on, need not any more. */
static void ahead_give_up(PreParser *s, uint32_t index)
{
    for (; index < s->inner_count; index++) {
        if (s->inners[index].end == INNER_OPEN)
            __atomic_store_n(&s->inners[index].end, INNER_UNKNOWN, __ATOMIC_RELEASE);
    }
    ahead_publish(s);
}

/* Where a statement may begin behind `p`. What is no statement is soon given up, and what the thread takes for a function there only
 * counts if the compiler comes to the same place and takes it for the same kind of function. */
static const uint8_t *ahead_next_start(PreParser *s, const uint8_t *p)
{
    while (p < s->end && *p != ';' && *p != '}' && *p != '\n')
        p++;
    return p < s->end ? p + 1 : p;
}

/* Looks at the statements from `p` to the end of the text; false: stopped, or there is no memory. What is around them is not known: all is
 * allowed that may be. */
static bool ahead_look_from(PreParser *s, const uint8_t *p)
{
    PreFunction root = { .is_async = s->is_module, .is_strict = s->ahead->is_strict, .super_property = true };
    uint32_t index = s->inner_count;

    s->function = &root;
    s->p = s->last = s->start = p;
    s->tentative = s->covers = 0;
    if (pre_next(s) && pre_push(s, true)) {
        while (s->tok != PRE_EOF && pre_top_item(s))
            index = s->inner_count;
    }
    ahead_give_up(s, index);
    pre_drop_scopes(s);
    return __atomic_load_n(&s->stack_limit, __ATOMIC_RELAXED) != UINTPTR_MAX;
}

static void ahead_look(PreAhead *ahead)
{
    PreParser *s = &ahead->parser;
    const uint8_t *p = ahead->from;

    memset(s->table, 0xff, s->table_size * sizeof(*s->table));
    if (pre_add_keywords(s)) {
        while (p < s->end && ahead_look_from(s, p)) {
            if (s->start >= s->end)
                break;
            p = ahead_next_start(s, s->start);
        }
    }
    ahead_realloc(s, s->names, s->name_size * sizeof(*s->names), 0);
    ahead_realloc(s, s->table, s->table_size * sizeof(*s->table), 0);
    ahead_realloc(s, s->scopes, s->scope_size * sizeof(*s->scopes), 0);
    ahead_realloc(s, s->decls, s->decl_size * sizeof(*s->decls), 0);
    ahead_realloc(s, s->refs, s->ref_size * sizeof(*s->refs), 0);
    __atomic_store_n(&ahead->done, true, __ATOMIC_RELEASE);
}

#ifdef __linux__
static void *ahead_work(void *opaque)
{
    PreAhead *ahead = opaque;
    uintptr_t none = 0, limit = js_get_stack_pointer() - (AHEAD_STACK - AHEAD_RESERVE);

    /* Unless it is to stop already (ahead_end). */
    __atomic_compare_exchange_n(&ahead->parser.stack_limit, &none, limit, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    ahead_look(ahead);
    return NULL;
}

/* Every signal but faults is for the threads of the program. */
static bool ahead_start(PreAhead *ahead)
{
    static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS };
    pthread_attr_t attributes;
    sigset_t all, before;
    bool started;

    if (pthread_attr_init(&attributes))
        return false;
    pthread_attr_setstacksize(&attributes, AHEAD_STACK);
    sigfillset(&all);
    for (size_t i = 0; i < countof(faults); i++)
        sigdelset(&all, faults[i]);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&ahead->thread, &attributes, ahead_work, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return started;
}

static bool ahead_is_worth_it(PreParser *s)
{
    size_t length = s->end - s->base, limit = s->ctx->rt->malloc_state.malloc_limit;
    cpu_set_t processors;

    if (s->off || s->has_with || length > AHEAD_MOST || (limit && limit / AHEAD_SHARE < length))
        return false;
    if (llrt_lazy_mode == LLRT_LAZY_VERIFY || llrt_lazy_mode == LLRT_LAZY_AHEAD)
        return true;
    return length >= AHEAD_LEAST && sched_getaffinity(0, sizeof(processors), &processors) == 0 && CPU_COUNT(&processors) > 1;
}

static void ahead_free(PreAhead *ahead)
{
    munmap(ahead->memory, ahead->memory_size);
}

/* A text is being parsed: `s` is the compiler's, which is at `p`, in code that is strict or not. Without memory or leave for a thread nothing is looked at ahead. */
static void ahead_begin(PreParser *s, const uint8_t *p, bool is_strict)
{
    /* The shortest function is ()=>{}, the shortest name from outside one letter, but it counts in each function around it. */
    size_t length = s->end - s->base + 64, inners = length / 6, names = length * 2, patterns = length / 8;
    size_t fixed = sizeof(PreAhead) + inners * sizeof(PreInner) + names * sizeof(PreInnerName) + patterns * sizeof(PrePattern);
    size_t first = (fixed + 7) / 8 * 8, table = 1024, size;
    PreAhead *ahead;
    PreParser *own;

    while (table < length / 32)
        table *= 2;
    size = first + table / 2 * sizeof(PreName) + AHEAD_OPEN * (sizeof(PreScope) + sizeof(PreDecl) + sizeof(uint32_t)) + table * sizeof(uint32_t);
    if (!ahead_is_worth_it(s) || !(ahead = ahead_map(size)))
        return;
    ahead->memory = (uint8_t *)ahead;
    ahead->memory_size = size;
    own = &ahead->parser;
    own->ahead = ahead;
    ahead->is_strict = is_strict;
    /* For tests: some begin at the start. */
    if (llrt_lazy_mode == LLRT_LAZY_ON || llrt_lazy_mode == LLRT_LAZY_TWICE || (s->end - s->base) % 2)
        p = ahead_next_start(s, p + (s->end - p) / AHEAD_PART);
    ahead->from = p;
    own->base = s->base, own->end = s->end, own->is_module = s->is_module, own->key = s->key, own->allowed = s->allowed;
    own->inners = (PreInner *)(ahead + 1);
    own->inner_names = (PreInnerName *)(own->inners + inners);
    own->patterns = (PrePattern *)(own->inner_names + names);
    own->inner_size = inners, own->inner_name_size = names, own->pattern_size = patterns;
    ahead->tables = ahead->memory + first;
    own->names = (PreName *)ahead->tables;
    own->scopes = (PreScope *)(own->names + table / 2);
    own->decls = (PreDecl *)(own->scopes + AHEAD_OPEN);
    own->refs = (uint32_t *)(own->decls + AHEAD_OPEN);
    own->table = own->refs + AHEAD_OPEN;
    own->name_size = table / 2, own->scope_size = own->decl_size = own->ref_size = AHEAD_OPEN, own->table_size = table;
    if (llrt_lazy_mode == LLRT_LAZY_VERIFY) {
        own->stack_limit = s->stack_limit;
        ahead_look(ahead);
    } else if (!ahead_start(ahead)) {
        ahead_free(ahead);
        return;
    } else {
        ahead->has_thread = true;
        ahead->patient = llrt_lazy_mode == LLRT_LAZY_AHEAD;
    }
    s->ahead = ahead;
}

/* The text has been parsed, or not: the thread stops at the next expression or statement. */
static void ahead_end(PreParser *s)
{
    PreAhead *ahead = s->ahead;

    if (!ahead)
        return;
    s->ahead = NULL;
    if (ahead->has_thread) {
        __atomic_store_n(&ahead->parser.stack_limit, UINTPTR_MAX, __ATOMIC_RELAXED);
        pthread_join(ahead->thread, NULL);
    }
    ahead_free(ahead);
}
#else
static void ahead_begin(PreParser *s, const uint8_t *p, bool is_strict)
{
}

static void ahead_end(PreParser *s)
{
}
#endif

static inline void ahead_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/* What the thread knows of the function whose parameters begin at `p`. */
static const PreInner *ahead_known(PreParser *s, const uint8_t *p, PreKnown *all)
{
    PreAhead *ahead = s->ahead;
    PreParser *own = &ahead->parser;
    uint32_t start = p - s->base;

    for (uint32_t waited = 0; waited < AHEAD_PATIENCE || ahead->patient; waited++) {
        bool done = __atomic_load_n(&ahead->done, __ATOMIC_ACQUIRE);
        uint32_t count = __atomic_load_n(&ahead->published, __ATOMIC_ACQUIRE), end;
        const PreInner *inner = find_inner(own->inners, count, start);
        end = inner ? __atomic_load_n(&inner->end, __ATOMIC_ACQUIRE) : INNER_OPEN;
        if (end != INNER_OPEN) {
            /* Those inside of it are published by now. */
            *all = (PreKnown){ own->inners, own->inner_names, __atomic_load_n(&ahead->published, __ATOMIC_ACQUIRE) };
            return end == INNER_UNKNOWN ? NULL : inner;
        }
        if (done || (!inner && !(ahead->patient && __atomic_load_n(&ahead->at, __ATOMIC_RELAXED) <= start)))
            return NULL;
        ahead_pause();
    }
    return NULL;
}

/* Whether the patterns in a function that the thread has accepted are right; then nobody asks again. */
static bool ahead_patterns_hold(PreParser *s, const PreInner *inner)
{
    const PrePattern *patterns = s->ahead->parser.patterns;
    uint32_t low = 0, high = inner->pattern_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (patterns[middle].body < inner->start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < inner->pattern_count; low++) {
        const PrePattern *pattern = &patterns[low];
        if (!pre_pattern(s, s->base + pattern->body, s->base + pattern->end, s->base + pattern->flags_end))
            return false;
    }
    return true;
}

#endif
