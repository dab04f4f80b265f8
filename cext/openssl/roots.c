/* Looks built-in roots up by subject when a chain asks for an issuer: nothing is parsed before. */
#include <string.h>

#include <openssl/x509.h>

#include "roots.h"

/* -1, 0, 1 as the subject of `root` is before, equal to or after these bytes. */
static int compare(const llrt_root *root, const unsigned char *bytes, size_t size)
{
    size_t shorter = root->subject_size < size ? root->subject_size : size;
    int order = memcmp(root->subject, bytes, shorter);
    if (order)
        return order;
    return root->subject_size < size ? -1 : root->subject_size > size;
}

/* The first root with this subject, or the count. */
static int find(const unsigned char *bytes, size_t size)
{
    int low = 0, high = llrt_root_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (compare(&llrt_roots[middle], bytes, size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < llrt_root_count && compare(&llrt_roots[low], bytes, size) == 0 ? low : llrt_root_count;
}

static int add(X509_STORE *store, const llrt_root *root)
{
    const unsigned char *p = root->der;
    X509 *certificate = d2i_X509(NULL, &p, (long)root->size);
    int added = certificate && X509_STORE_add_cert(store, certificate);
    X509_free(certificate);
    return added;
}

/* An issuer may spell a name in another string type than the root does: then the names are compared as X.509 says. */
static int add_by_name(X509_STORE *store, const X509_NAME *name)
{
    int added = 0;
    for (int i = 0; i < llrt_root_count; i++) {
        const unsigned char *p = llrt_roots[i].subject;
        X509_NAME *subject = d2i_X509_NAME(NULL, &p, (long)llrt_roots[i].subject_size);
        if (subject && X509_NAME_cmp(subject, name) == 0)
            added |= add(store, &llrt_roots[i]);
        X509_NAME_free(subject);
    }
    return added;
}

static int get_by_subject(X509_LOOKUP *lookup, X509_LOOKUP_TYPE type, const X509_NAME *name, X509_OBJECT *found)
{
    X509_STORE *store = X509_LOOKUP_get_store(lookup);
    unsigned char *bytes = NULL;
    int added = 0, size = type == X509_LU_X509 ? i2d_X509_NAME(name, &bytes) : 0;
    if (size <= 0)
        return 0;
    for (int i = find(bytes, (size_t)size); i < llrt_root_count && compare(&llrt_roots[i], bytes, (size_t)size) == 0; i++)
        added |= add(store, &llrt_roots[i]);
    OPENSSL_free(bytes);
    if (!added && !add_by_name(store, name))
        return 0;
    X509_STORE_lock(store);
    X509_OBJECT *object = X509_OBJECT_retrieve_by_subject(X509_STORE_get0_objects(store), X509_LU_X509, name);
    X509 *certificate = object ? X509_OBJECT_get0_X509(object) : NULL;
    X509_STORE_unlock(store);
    return certificate && X509_OBJECT_set1_X509(found, certificate);
}

int llrt_use_builtin_roots(X509_STORE *store)
{
    static X509_LOOKUP_METHOD *method;
    if (!method) {
        X509_LOOKUP_METHOD *made = X509_LOOKUP_meth_new("llrt roots");
        if (!made || !X509_LOOKUP_meth_set_get_by_subject(made, get_by_subject))
            return 0;
        method = made;
    }
    return X509_STORE_add_lookup(store, method) != NULL;
}
