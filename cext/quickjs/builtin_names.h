/* Names of builtins: file path <-> canonical name, and what a specifier in a builtin means. Shared by jsc (build time) and
 * engine_builtins.c (run time); the rule is the one of docs/architecture.md, "Names of builtins". No engine types. */
#ifndef LLRT_BUILTIN_NAMES_H
#define LLRT_BUILTIN_NAMES_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LLRT_NAME_MAX 256

/* "_web/abort.js" -> "node:internal/web/abort". `path` is relative to the folder of builtins. False: too long or no .js. Node's
 * few public names with an underscore are in a folder of their own: "underscored/stream_duplex.js" -> "node:_stream_duplex"; packages of
 * the AWS SDK (sdk/README.md) too: "sdk/@aws-sdk/client-s3.js" -> "sdk:@aws-sdk/client-s3". */
static inline bool llrt_canonical_name(const char *path, char out[LLRT_NAME_MAX])
{
    char body[LLRT_NAME_MAX - 16];
    size_t length = strlen(path), used = 0;
    bool internal = path[0] == '_';

    if (length < 4 || length >= LLRT_NAME_MAX - 16 || strcmp(path + length - 3, ".js") != 0)
        return false;
    length -= 3;
    if (length > 6 && memcmp(path + length - 6, "/index", 6) == 0)
        length -= 6;
    for (size_t i = 0; i < length; i++) {
        bool starts_segment = i == 0 || path[i - 1] == '/';
        if (starts_segment && path[i] == '_') {
            internal = true;
            continue;
        }
        body[used++] = path[i];
    }
    body[used] = '\0';
    if (internal)
        snprintf(out, LLRT_NAME_MAX, "node:internal/%s", body);
    else if (strncmp(body, "underscored/", 12) == 0)
        snprintf(out, LLRT_NAME_MAX, "node:_%s", body + 12);
    else if (strncmp(body, "llrt/", 5) == 0)
        snprintf(out, LLRT_NAME_MAX, "llrt:%s", body + 5);
    else if (strncmp(body, "sdk/", 4) == 0)
        snprintf(out, LLRT_NAME_MAX, "sdk:%s", body + 4);
    else
        snprintf(out, LLRT_NAME_MAX, "node:%s", body);
    return true;
}

/* The same for a buffer of `size` bytes: 0, or -1. */
static inline int llrt_builtin_name_from_path(const char *path, char *out, size_t size)
{
    char name[LLRT_NAME_MAX];

    if (!llrt_canonical_name(path, name) || strlen(name) >= size)
        return -1;
    strcpy(out, name);
    return 0;
}

/* Is it one of Node's or ours that a user imports by name? Packages of the SDK are found by the resolver as packages. */
static inline int llrt_builtin_name_is_public(const char *name)
{
    return strncmp(name, "node:internal/", 14) != 0 && strncmp(name, "native:", 7) != 0 && strncmp(name, "sdk:", 4) != 0;
}

/* Does it belong to the SDK, which may be a file beside the program instead of a part of it? */
static inline bool llrt_builtin_name_is_sdk(const char *name)
{
    return strncmp(name, "sdk:", 4) == 0 || strncmp(name, "node:internal/sdk/", 18) == 0;
}

/* "./x.js", "../y/z.js" against the path of the importing file -> a path. False: it leaves the folder or is too long. */
static inline bool llrt_join_path(const char *base, const char *specifier, char out[LLRT_NAME_MAX])
{
    const char *slash = strrchr(base, '/');
    size_t used = slash ? (size_t)(slash - base) : 0;

    if (used >= LLRT_NAME_MAX)
        return false;
    memcpy(out, base, used);
    for (const char *at = specifier; *at;) {
        size_t part = strcspn(at, "/");
        if (part == 2 && at[0] == '.' && at[1] == '.') {
            if (used == 0)
                return false;
            while (used > 0 && out[used - 1] != '/')
                used--;
            used -= used > 0;
        } else if (part > 0 && !(part == 1 && at[0] == '.')) {
            if (used + part + 2 > LLRT_NAME_MAX)
                return false;
            if (used > 0)
                out[used++] = '/';
            memcpy(out + used, at, part);
            used += part;
        }
        at += part + (at[part] == '/');
    }
    out[used] = '\0';
    return used > 0;
}

/* The canonical name that `specifier` means in the builtin whose file is `path`. Names with a scheme are canonical. */
static inline bool llrt_resolve_builtin(const char *path, const char *specifier, char out[LLRT_NAME_MAX])
{
    char joined[LLRT_NAME_MAX];

    if (specifier[0] == '.')
        return llrt_join_path(path, specifier, joined) && llrt_canonical_name(joined, out);
    if (!strchr(specifier, ':') || strlen(specifier) >= LLRT_NAME_MAX)
        return false;
    strcpy(out, specifier);
    return true;
}

/* The `variant`th path that could carry a canonical name: which segments had an underscore, and .js or /index.js, is not
 * told by the name. False: no more variants. For reading builtins from a folder during development. */
static inline bool llrt_candidate_path(const char *name, unsigned variant, char out[LLRT_NAME_MAX])
{
    bool internal = strncmp(name, "node:internal/", 14) == 0;
    const char *body = internal ? name + 14 : strchr(name, ':');
    unsigned segments = 1, mask = variant >> 1, segment = 0;
    size_t used = 0;

    if (!body || strlen(name) > LLRT_NAME_MAX - 32)
        return false;
    body += internal ? 0 : 1;
    for (const char *at = body; *at; at++)
        segments += *at == '/';
    if (segments > 8 || mask >= (internal ? 1u << segments : 1u))
        return false;
    if (!internal && body[0] == '_') {
        used = (size_t)snprintf(out, LLRT_NAME_MAX, "underscored/");
        body++;
    }
    if (strncmp(name, "llrt:", 5) == 0)
        used = (size_t)snprintf(out, LLRT_NAME_MAX, "llrt/");
    for (const char *at = body; *at; at++) {
        if ((at == body || at[-1] == '/') && (mask >> segment++ & 1))
            out[used++] = '_';
        out[used++] = *at;
    }
    snprintf(out + used, LLRT_NAME_MAX - used, variant & 1 ? ".js" : "/index.js");
    return true;
}

#endif
