/* Fields of certificates in the words of Node's getPeerCertificate(). */
#include <arpa/inet.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/x509v3.h>

#include "certificate.h"

int llrt_write_name(BIO *out, const X509_NAME *name)
{
    for (int i = 0; i < X509_NAME_entry_count(name); i++) {
        X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
        ASN1_OBJECT *object = X509_NAME_ENTRY_get_object(entry);
        int nid = OBJ_obj2nid(object);
        char oid[80];
        unsigned char *value = NULL;
        int size = ASN1_STRING_to_UTF8(&value, X509_NAME_ENTRY_get_data(entry));
        if (nid == NID_undef)
            OBJ_obj2txt(oid, sizeof oid, object, 1);
        if (size >= 0) {
            BIO_printf(out, "%s", nid == NID_undef ? oid : OBJ_nid2sn(nid));
            BIO_write(out, "", 1);
            BIO_write(out, value, size);
            BIO_write(out, "", 1);
        }
        OPENSSL_free(value);
    }
    return 1;
}

/* A name that a careless reader could take for several is put into quotes, as JSON does. */
static int is_plain(const unsigned char *p, int n)
{
    for (int i = 0; i < n; i++)
        if (p[i] < ' ' || p[i] == '"' || p[i] == '\\' || p[i] == ',' || p[i] == '\'' || p[i] > '~')
            return 0;
    return 1;
}

static void write_quoted(BIO *out, const char *label, const ASN1_STRING *text)
{
    const unsigned char *p = ASN1_STRING_get0_data(text);
    int n = ASN1_STRING_length(text);
    if (is_plain(p, n)) {
        BIO_printf(out, "%s:%.*s", label, n, (const char *)p);
        return;
    }
    BIO_printf(out, "%s:\"", label);
    for (int i = 0; i < n; i++) {
        if (p[i] == '"' || p[i] == '\\')
            BIO_printf(out, "\\%c", p[i]);
        else if (p[i] >= ' ' && p[i] <= '~')
            BIO_write(out, p + i, 1);
        else
            BIO_printf(out, "\\u%04x", p[i]);
    }
    BIO_write(out, "\"", 1);
}

static void write_address(BIO *out, const ASN1_STRING *address)
{
    char text[INET6_ADDRSTRLEN] = "<invalid>";
    int n = ASN1_STRING_length(address);
    if (n == 4 || n == 16)
        inet_ntop(n == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(address), text, sizeof text);
    BIO_printf(out, "IP Address:%s", text);
}

static void write_general_name(BIO *out, GENERAL_NAME *name)
{
    switch (name->type) {
    case GEN_DNS: write_quoted(out, "DNS", name->d.dNSName); break;
    case GEN_URI: write_quoted(out, "URI", name->d.uniformResourceIdentifier); break;
    case GEN_EMAIL: write_quoted(out, "email", name->d.rfc822Name); break;
    case GEN_IPADD: write_address(out, name->d.iPAddress); break;
    default: GENERAL_NAME_print(out, name); break;
    }
}

int llrt_write_altnames(BIO *out, X509 *certificate)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    if (!names)
        return 0;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        if (i)
            BIO_puts(out, ", ");
        write_general_name(out, sk_GENERAL_NAME_value(names, i));
    }
    GENERAL_NAMES_free(names);
    return 1;
}

int llrt_write_access(BIO *out, X509 *certificate)
{
    AUTHORITY_INFO_ACCESS *list = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
    if (!list)
        return 0;
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(list); i++) {
        ACCESS_DESCRIPTION *one = sk_ACCESS_DESCRIPTION_value(list, i);
        char method[80];
        OBJ_obj2txt(method, sizeof method, one->method, 0);
        BIO_printf(out, "%s%s - ", i ? "\n" : "", method);
        write_general_name(out, one->location);
    }
    AUTHORITY_INFO_ACCESS_free(list);
    return 1;
}

int llrt_write_time(BIO *out, const ASN1_TIME *time)
{
    return ASN1_TIME_print(out, time);
}

int llrt_write_serial(BIO *out, X509 *certificate)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = number ? BN_bn2hex(number) : NULL;
    int done = hex && BIO_puts(out, hex) > 0;
    OPENSSL_free(hex);
    BN_free(number);
    return done;
}

int llrt_write_usages(BIO *out, X509 *certificate)
{
    EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(certificate, NID_ext_key_usage, NULL, NULL);
    if (!usages)
        return 0;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages); i++) {
        char oid[80];
        OBJ_obj2txt(oid, sizeof oid, sk_ASN1_OBJECT_value(usages, i), 1);
        BIO_printf(out, "%s%s", i ? "\n" : "", oid);
    }
    EXTENDED_KEY_USAGE_free(usages);
    return 1;
}
