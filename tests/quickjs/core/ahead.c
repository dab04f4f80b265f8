/* The thread that looks at the functions of a text ahead (engine_pre_ahead.h): no page and no thread that the system refuses it may
 * change what a program does, nor keep it waiting. Every n-th request is refused, alone and with all that follow. And several
 * runtimes at a time, each with such a thread: for a build with -fsanitize=thread, too. A memory limit is none against it, unless it
 * is a small one. */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "check.h"

static long countdown = -1, burst;      /* countdown 0: refuse, `burst` times */

static int refused(void)
{
    if (__atomic_load_n(&countdown, __ATOMIC_RELAXED) < 0 || __atomic_fetch_sub(&countdown, 1, __ATOMIC_RELAXED) > 0)
        return 0;
    __atomic_store_n(&countdown, __atomic_sub_fetch(&burst, 1, __ATOMIC_RELAXED) > 0 ? 0 : -1, __ATOMIC_RELAXED);
    errno = ENOMEM;
    return 1;
}

/* What the engine asks the system for by itself; malloc does not come through here. Sanitizers must hear of it. */
void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    void *(*map)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, "mmap");

    return refused() ? MAP_FAILED : map(address, size, protection, flags, fd, offset);
}

void *mremap(void *old, size_t old_size, size_t size, int flags, ...)
{
#ifdef __SANITIZE_THREAD__
    /* It does not know mremap: what another thread did where the pages go now would count. */
    void *(*map)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, "mmap");
    void *moved = refused() ? MAP_FAILED : map(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (moved != MAP_FAILED) {
        memcpy(moved, old, old_size < size ? old_size : size);
        munmap(old, old_size);
    }
    return moved;
#else
    return refused() ? MAP_FAILED : (void *)syscall(SYS_mremap, old, old_size, size, flags);
#endif
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *opaque)
{
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = dlsym(RTLD_NEXT, "pthread_create");

    return refused() ? EAGAIN : create(thread, attributes, work, opaque);
}

#define PAD "/* .................................................................................... */"
enum { FUNCTIONS = 700, OPEN = 9000 };

/* So many names, scopes and references that each of the thread's tables but that of scopes is too small; an odd or even number of bytes. */
static char *make_text(int spaces)
{
    char *text = malloc(FUNCTIONS * 600 + 64000 + OPEN * 16), *p = text;

    p += sprintf(p, "'use strict'; let sum = 0;\n");
    for (int i = 0; i < FUNCTIONS; i++)
        p += sprintf(p, "function f%d(x%d, { y%d = 1 } = {}) { " PAD " const z%d = (v%d) => { " PAD " return v%d + y%d + /a+(b|c)/u.exec('ab').length; };"
                     " return z%d(x%d); }\nsum += f%d(%d);\n", i, i, i, i, i, i, i, i, i, i, i);
    p += sprintf(p, "function many() { " PAD " ");
    p += sprintf(p, "if (sum < 0) { let d");
    for (int i = 0; i < OPEN; i++)
        p += sprintf(p, ", d%d", i);
    p += sprintf(p, "; d");
    for (int i = 0; i < OPEN; i++)
        p += sprintf(p, ", g%d", i);
    p += sprintf(p, "; } ");
    for (int i = 0; i < 600; i++)
        p += sprintf(p, "{ let m%d = sum; sum = m%d; }", i, i);
    for (int i = 0; i < 300; i++)
        p += sprintf(p, "{ let n%d;", i);
    for (int i = 0; i < 300; i++)
        *p++ = '}';
    p += sprintf(p, " return sum; }\nmany();%*s", spaces, "");
    return text;
}

static void check_sum(const char *text, const char *expected, long n)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    char *got = check_eval(ctx, text);

    if (strcmp(got, expected) != 0) {
        fprintf(stderr, "request %ld refused: %s, expected %s\n", n, got, expected);
        check_failures++;
    }
    free(got);
    check_done(ctx, rt);
}

/* 0 + 1 + ... and y and the two of a match, for each function. */
static void sweep(const char *text, const char *expected)
{
    long total;

    countdown = 1L << 40;
    check_sum(text, expected, -1);
    total = (1L << 40) - countdown;
    CHECK(total > 7);
    for (long n = 0; n < total; n++) {
        for (int forever = 0; forever < 2; forever++) {
            burst = forever ? 1L << 40 : 1;
            countdown = n;
            check_sum(text, expected, n);
        }
    }
    countdown = -1;
}

/* How often the system is asked for something with a limit, which a program from the command line always has. */
static long requests_with_limit(const char *text, const char *expected, size_t limit)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);
    char *got;

    JS_SetMemoryLimit(rt, limit);
    countdown = 1L << 40;
    got = check_eval(ctx, text);
    CHECK(strcmp(got, expected) == 0);
    free(got);
    check_done(ctx, rt);
    return (1L << 40) - countdown;
}

static void limits(const char *text, const char *expected)
{
    size_t length = strlen(text);

    CHECK(requests_with_limit(text, expected, 64 * length) > 7);
    CHECK(requests_with_limit(text, expected, 64 * length - 1) == 0);
    countdown = -1;
}

static const char *shared_text, *shared_expected;

static void *work(void *opaque)
{
    for (int i = 0; i < 3; i++)
        check_sum(shared_text, shared_expected, -1);
    return NULL;
}

static void several_at_a_time(void)
{
    pthread_t threads[4];

    for (size_t i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    char *texts[] = { make_text(0), make_text(1) }, expected[32];

    sprintf(expected, "%d", FUNCTIONS * (FUNCTIONS - 1) / 2 + 3 * FUNCTIONS);
    llrt_lazy_mode = LLRT_LAZY_OFF;
    check_sum(texts[0], expected, -1);
    for (int i = 0; i < 2; i++) {
        llrt_lazy_mode = LLRT_LAZY_AHEAD;
        sweep(texts[i], expected);
        limits(texts[i], expected);
        shared_text = texts[i], shared_expected = expected;
        several_at_a_time();
        llrt_lazy_mode = LLRT_LAZY_ON;
        several_at_a_time();
        free(texts[i]);
    }
    return check_failures != 0;
}
