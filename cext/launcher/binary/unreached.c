/* Stand-ins for functions that libraries refer to and nothing here reaches, or that bring much more than they do: the wide half
 * of stdio, glibc's resolver, an HTTP client. 0.2 MB. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

static void say(const char *text)
{
    ssize_t ignored = write(2, text, strlen(text));
    (void)ignored;
}

/* glibc's can also write to a wide stream. */
void __assert_fail(const char *assertion, const char *file, unsigned line, const char *function)
{
    char text[512];
    snprintf(text, sizeof text, "llrt: %s:%u: %s: assertion failed: %s\n", file, line, function ? function : "", assertion);
    say(text);
    abort();
}

void perror(const char *what)
{
    char text[512];
    snprintf(text, sizeof text, "%s: %s\n", what ? what : "llrt", strerror(errno));
    say(text);
}

/* Messages of glibc in other languages than C's. */
char *__dcgettext(const char *domain, const char *text, int category)
{
    return (char *)text;
}

void *_nl_find_msg(void)
{
    return NULL;
}

/* glibc's messages on stderr about a bad /etc/host.conf, which may be wide; nothing reads that file. */
int __fxprintf(void *stream, const char *format, ...)
{
    return 0;
}

/* Text in the encoding of the locale, which is always C's: ASCII. glibc's know all encodings. (CPython's strftime asks.) */
size_t mbrtowc(wchar_t *out, const char *text, size_t size, mbstate_t *state)
{
    wchar_t ignored;

    if (!text || !size)
        return text ? (size_t)-2 : 0;
    if (*text & 0x80) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    *(out ? out : &ignored) = *text;
    return *text != 0;
}

size_t mbstowcs(wchar_t *out, const char *text, size_t size)
{
    size_t count = 0;

    for (; !out || count < size; count++) {
        wchar_t ignored;
        size_t done = mbrtowc(out ? out + count : &ignored, text + count, 1, NULL);
        if (done == (size_t)-1)
            return done;
        if (!done)
            break;
    }
    return count;
}

/* OpenSSL's BIO_gethostbyname, which nobody calls; names are c-ares's business. */
struct hostent *gethostbyname(const char *name)
{
    h_errno = HOST_NOT_FOUND;
    return NULL;
}

/* X509_load_http(): certificates by HTTP. */
void *OSSL_HTTP_get(void)
{
    return NULL;
}

/* Engines of OpenSSL, which would be loaded by name, and the texts of errors of protocols that are not there. */
#define NOTHING(name) void name(void) { }
NOTHING(engine_load_openssl_int)
NOTHING(engine_load_rdrand_int)
NOTHING(engine_load_dynamic_int)
NOTHING(engine_load_padlock_int)
NOTHING(engine_load_afalg_int)
#define NO_TEXTS(of) int ossl_err_load_##of##_strings(void) { return 1; }
NO_TEXTS(CMP)
NO_TEXTS(CMS)
NO_TEXTS(CRMF)
NO_TEXTS(ESS)
NO_TEXTS(TS)
NO_TEXTS(HTTP)
