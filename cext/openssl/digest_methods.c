/* The digests that were asked for, each fetched once: fetching walks OpenSSL's providers under locks. */
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "openssl_room.h"

#define MOST_ENTRIES 192        /* more than the names that the default provider knows */

/* Only ever added to: what lies below `count` is read without the lock. */
static digest_entry entries[MOST_ENTRIES];
static int count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static EVP_MD *fetch(const char *name)
{
    const EVP_MD *known = EVP_get_digestbyname(name);
    return EVP_MD_fetch(NULL, known ? EVP_MD_get0_name(known) : name, NULL);
}

/* With the lock. Another spelling of a name that is there gets no entry of its own, so that nobody can fill the table. */
static digest_entry *find_or_add(const char *name, size_t length)
{
    digest_entry *entry;
    for (int i = 0; i < count; i++)
        if (entries[i].length == length && !strcasecmp(entries[i].name, name))
            return &entries[i];
    if (count == MOST_ENTRIES)
        return NULL;
    entry = &entries[count];
    if (!(entry->method = fetch(name)))
        return NULL;
    memcpy(entry->name, name, length + 1);
    entry->length = length;
    __atomic_store_n(&count, count + 1, __ATOMIC_RELEASE);
    return entry;
}

static digest_entry *of_text(const char *text, size_t length)
{
    char name[sizeof entries->name];
    digest_entry *entry;
    int known = __atomic_load_n(&count, __ATOMIC_ACQUIRE);
    for (int i = 0; i < known; i++)
        if (entries[i].length == length && !memcmp(entries[i].name, text, length))
            return &entries[i];
    if (length >= sizeof name || memchr(text, 0, length) || !llrt_openssl_ready())
        return NULL;
    memcpy(name, text, length);
    name[length] = 0;
    pthread_mutex_lock(&lock);
    entry = find_or_add(name, length);
    pthread_mutex_unlock(&lock);
    return entry;
}

digest_entry *digest_of(const llrt_arg *name)
{
    return name->kind == LLRT_STR8 ? of_text(name->ptr, name->len) : NULL;
}

const EVP_MD *digest_method(const char *name)
{
    const digest_entry *entry = of_text(name, strlen(name));
    return entry ? entry->method : NULL;
}

EVP_MD_CTX *digest_begin(digest_entry *entry)
{
    EVP_MD_CTX *context = __atomic_exchange_n(&entry->spare, NULL, __ATOMIC_ACQ_REL);
    if (!context)
        context = EVP_MD_CTX_new();
    if (context && EVP_DigestInit_ex2(context, entry->method, NULL) == 1)
        return context;
    EVP_MD_CTX_free(context);
    return NULL;
}

void digest_leave(digest_entry *entry, EVP_MD_CTX *context)
{
    EVP_MD_CTX_free(__atomic_exchange_n(&entry->spare, context, __ATOMIC_ACQ_REL));
}
