/* A PEM text of many certificates, as systems keep them: decoded and sorted by subject, while no certificate is parsed before a chain asks
 * for it (roots.c). Parsing 140 of them takes as long as all the rest of a cold request. */
#include <stdlib.h>
#include <string.h>

#include "roots.h"

/* What is left of a DER or PEM text. */
typedef struct span {
    const unsigned char *p, *end;
} span;

/* ---- DER: as far as to the subject ------------------------------------------------------------------------------------------------ */

/* The next value: its content, and with `whole` the value itself. Returns its tag, -1 where there is none. */
static int next_value(span *from, span *content, span *whole)
{
    const unsigned char *start = from->p, *p = start;
    size_t length;
    if (from->end - p < 2)
        return -1;
    length = p[1];
    p += 2;
    if (length & 0x80) {
        int count = (int)(length & 0x7F);
        if (count < 1 || count > 4 || from->end - p < count)
            return -1;
        for (length = 0; count; count--)
            length = length << 8 | *p++;
    }
    if ((size_t)(from->end - p) < length)
        return -1;
    *content = (span){p, p + length};
    if (whole)
        *whole = (span){start, p + length};
    from->p = p + length;
    return start[0];
}

#define SEQUENCE 0x30
#define VERSION 0xA0

/* version (if there), serial, algorithm, issuer, validity, subject */
static int find_subject(span der, llrt_root *root)
{
    span certificate, fields, field, whole = der;
    int tag;
    if (next_value(&der, &certificate, &whole) != SEQUENCE || next_value(&certificate, &fields, NULL) != SEQUENCE)
        return 0;
    root->der = whole.p;
    root->size = (size_t)(whole.end - whole.p);
    tag = next_value(&fields, &field, &whole);
    for (int left = tag == VERSION ? 5 : 4; left; left--)
        tag = next_value(&fields, &field, &whole);
    root->subject = whole.p;
    root->subject_size = (size_t)(whole.end - whole.p);
    return tag == SEQUENCE;
}

/* ---- PEM -------------------------------------------------------------------------------------------------------------------------- */

static const unsigned char *find(span text, const char *what)
{
    size_t n = strlen(what);
    while ((size_t)(text.end - text.p) >= n) {
        const unsigned char *first = memchr(text.p, what[0], (size_t)(text.end - text.p) - n + 1);
        if (!first || !memcmp(first, what, n))
            return first;
        text.p = first + 1;
    }
    return NULL;
}

static int digit(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static int is_space(unsigned char c)
{
    return c == '\n' || c == '\r' || c == ' ' || c == '\t';
}

/* The end of what was decoded to `out`, NULL when it is no base64. */
static unsigned char *decode(span text, unsigned char *out)
{
    uint32_t bits = 0;
    int count = 0, padding = 0;
    for (; text.p < text.end; text.p++) {
        int value = digit(*text.p);
        if (value < 0 && *text.p == '=')
            padding++;
        else if (value < 0 ? !is_space(*text.p) : padding != 0)
            return NULL;
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        if (++count % 4 == 0) {
            *out++ = (unsigned char)(bits >> 16);
            *out++ = (unsigned char)(bits >> 8);
            *out++ = (unsigned char)bits;
        }
    }
    if (padding > 2 || (count + padding) % 4)
        return NULL;
    if (count % 4 >= 2)
        *out++ = (unsigned char)(bits >> (count % 4 == 3 ? 10 : 4));
    if (count % 4 == 3)
        *out++ = (unsigned char)(bits >> 2);
    return out;
}

#define BEGIN "-----BEGIN "
#define END "-----END "
#define LABEL "CERTIFICATE-----"
#define OLD_LABEL "X509 CERTIFICATE-----"

static int starts(span text, const char *what)
{
    return (size_t)(text.end - text.p) >= strlen(what) && !memcmp(text.p, what, strlen(what));
}

/* What follows the next "-----BEGIN " of a certificate, up to its "-----END "; 0: there is none any more. `*unusual`: a certificate with
 * rules of its own, which only OpenSSL reads. */
static int next_body(span *text, span *body, int *unusual)
{
    for (const unsigned char *at; (at = find(*text, BEGIN)); ) {
        text->p = at + strlen(BEGIN);
        *unusual |= starts(*text, "TRUSTED ");
        if (!starts(*text, LABEL) && !starts(*text, OLD_LABEL))
            continue;
        body->p = text->p + (starts(*text, LABEL) ? strlen(LABEL) : strlen(OLD_LABEL));
        text->p = body->p;
        body->end = find(*text, END);
        return body->end != NULL;
    }
    return 0;
}

/* ---- The bundle ------------------------------------------------------------------------------------------------------------------- */

static int by_subject(const void *a, const void *b)
{
    const llrt_root *other = b;
    return llrt_compare_subject(a, other->subject, other->subject_size);
}

void llrt_free_bundle(llrt_bundle *bundle)
{
    if (!bundle)
        return;
    free(bundle->roots);
    free(bundle->der);
    free(bundle);
}

static int grow(llrt_bundle *bundle, int *room)
{
    llrt_root *larger;
    if (bundle->count < *room)
        return 1;
    *room = *room ? 2 * *room : 16;
    if (!(larger = realloc(bundle->roots, (size_t)*room * sizeof *larger)))
        return 0;
    bundle->roots = larger;
    return 1;
}

llrt_bundle *llrt_read_bundle(const char *pem, size_t size)
{
    llrt_bundle *bundle = calloc(1, sizeof *bundle);
    span text = {(const unsigned char *)pem, (const unsigned char *)pem + size}, body;
    unsigned char *out = bundle ? bundle->der = malloc(size / 4 * 3 + 4) : NULL;
    int room = 0, unusual = 0;
    while (out && next_body(&text, &body, &unusual) && !unusual) {
        unsigned char *end = decode(body, out);
        if (!end || !grow(bundle, &room) || !find_subject((span){out, end}, &bundle->roots[bundle->count]))
            break;      /* as OpenSSL stops at the first that it cannot read */
        bundle->count++;
        out = end;
    }
    if (!out || unusual || !bundle->count) {
        llrt_free_bundle(bundle);
        return NULL;
    }
    qsort(bundle->roots, (size_t)bundle->count, sizeof *bundle->roots, by_subject);
    return bundle;
}
