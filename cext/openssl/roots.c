/* Looks built-in roots, and those of bundles, up by subject when a chain asks for an issuer: nothing is parsed before. */
#include <string.h>

#include <openssl/x509.h>

#include "roots.h"

int llrt_compare_subject(const llrt_root *root, const unsigned char *bytes, size_t size)
{
    size_t shorter = root->subject_size < size ? root->subject_size : size;
    int order = memcmp(root->subject, bytes, shorter);
    if (order)
        return order;
    return root->subject_size < size ? -1 : root->subject_size > size;
}

/* The first root with this subject, or where it would be. */
static int find(const llrt_bundle *in, const unsigned char *bytes, size_t size)
{
    int low = 0, high = in->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (llrt_compare_subject(&in->roots[middle], bytes, size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int add(X509_STORE *store, const llrt_root *root)
{
    const unsigned char *p = root->der;
    X509 *certificate = d2i_X509(NULL, &p, (long)root->size);
    int added = certificate && X509_STORE_add_cert(store, certificate);
    X509_free(certificate);
    return added;
}

static int add_by_bytes(X509_STORE *store, const llrt_bundle *in, const unsigned char *bytes, size_t size)
{
    int added = 0;
    for (int i = find(in, bytes, size); i < in->count && !llrt_compare_subject(&in->roots[i], bytes, size); i++)
        added |= add(store, &in->roots[i]);
    return added;
}

/* An issuer may spell a name in another string type than the root does: then the names are compared as X.509 says. */
static int add_by_name(X509_STORE *store, const llrt_bundle *in, const X509_NAME *name)
{
    int added = 0;
    for (int i = 0; i < in->count; i++) {
        const unsigned char *p = in->roots[i].subject;
        X509_NAME *subject = d2i_X509_NAME(NULL, &p, (long)in->roots[i].subject_size);
        if (subject && X509_NAME_cmp(subject, name) == 0)
            added |= add(store, &in->roots[i]);
        X509_NAME_free(subject);
    }
    return added;
}

/* All with this subject come into the store, whichever list has them, the built-in one or a bundle: keys may differ. */
static int add_all(X509_LOOKUP *lookup, const X509_NAME *name, const unsigned char *bytes, size_t size)
{
    X509_STORE *store = X509_LOOKUP_get_store(lookup);
    const llrt_bundle lists = {X509_LOOKUP_get_method_data(lookup), llrt_root_count, (llrt_root *)llrt_roots, NULL};
    int added = 0;
    for (const llrt_bundle *in = &lists; in; in = in->next)
        added |= add_by_bytes(store, in, bytes, size);
    if (added)
        return 1;
    for (const llrt_bundle *in = &lists; in; in = in->next)
        added |= add_by_name(store, in, name);
    return added;
}

static int get_by_subject(X509_LOOKUP *lookup, X509_LOOKUP_TYPE type, const X509_NAME *name, X509_OBJECT *found)
{
    X509_STORE *store = X509_LOOKUP_get_store(lookup);
    unsigned char *bytes = NULL;
    int size = type == X509_LU_X509 ? i2d_X509_NAME(name, &bytes) : 0, added = size > 0 && add_all(lookup, name, bytes, (size_t)size);
    OPENSSL_free(bytes);
    if (!added)
        return 0;
    X509_STORE_lock(store);
    X509_OBJECT *object = X509_OBJECT_retrieve_by_subject(X509_STORE_get0_objects(store), X509_LU_X509, name);
    X509 *certificate = object ? X509_OBJECT_get0_X509(object) : NULL;
    X509_STORE_unlock(store);
    return certificate && X509_OBJECT_set1_X509(found, certificate);
}

static void free_bundles(X509_LOOKUP *lookup)
{
    for (llrt_bundle *next, *b = X509_LOOKUP_get_method_data(lookup); b; b = next) {
        next = b->next;
        llrt_free_bundle(b);
    }
}

static X509_LOOKUP_METHOD *method(void)
{
    static X509_LOOKUP_METHOD *made;
    X509_LOOKUP_METHOD *mine = __atomic_load_n(&made, __ATOMIC_ACQUIRE), *before = NULL;
    if (mine || !(mine = X509_LOOKUP_meth_new("llrt roots")))
        return mine;
    X509_LOOKUP_meth_set_get_by_subject(mine, get_by_subject);
    X509_LOOKUP_meth_set_free(mine, free_bundles);
    if (__atomic_compare_exchange_n(&made, &before, mine, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return mine;
    X509_LOOKUP_meth_free(mine);
    return before;
}

int llrt_use_builtin_roots(X509_STORE *store)
{
    return method() && X509_STORE_add_lookup(store, method()) != NULL;
}

int llrt_use_bundle(X509_STORE *store, const char *pem, size_t size)
{
    /* A store has one lookup of a method: this is the one that is there. */
    X509_LOOKUP *lookup = method() ? X509_STORE_add_lookup(store, method()) : NULL;
    llrt_bundle *bundle = lookup ? llrt_read_bundle(pem, size) : NULL;
    if (!bundle)
        return 0;
    bundle->next = X509_LOOKUP_get_method_data(lookup);
    X509_LOOKUP_set_method_data(lookup, bundle);
    return bundle->count;
}
