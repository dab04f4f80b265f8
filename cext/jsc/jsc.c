/* jsc OUT.c ROOT FILE... [--root ROOT FILE...]: the build's host compiler. Compiles each builtin (a path below the ROOT before it)
 * to bytecode and writes OUT.c, a table sorted by canonical name over one blob OUT.bin (beside it) that the assembler includes as read-only data.
 * Fails on a syntax error, a top-level await, two files of one name, and an import of a builtin that is not there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "builtin_names.h"

const llrt_builtin llrt_builtin_table[1];
const uint32_t llrt_builtin_count = 0;
const int llrt_builtins_development = 0;

struct entry {
    char name[256];
    const char *root, *path;
    uint8_t *code;
    size_t length, offset;
    int public;
};

struct check {
    const struct entry *entries;
    int count, missing;
    const char *importer;
};

static void die(const char *what, const char *detail)
{
    fprintf(stderr, "jsc: %s: %s\n", what, detail);
    exit(1);
}

static char *read_file(const char *root, const char *relative, size_t *length)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root, relative);
    FILE *file = fopen(path, "rb");
    if (!file)
        die("cannot read", path);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
        die("cannot read", path);
    fclose(file);
    text[size] = 0;
    *length = (size_t)size;
    return text;
}

static void die_of_exception(JSContext *ctx, const char *path)
{
    JSValue error = JS_GetException(ctx);
    JSValue stack = JS_GetPropertyStr(ctx, error, "stack");
    const char *message = JS_ToCString(ctx, error), *where = JS_ToCString(ctx, stack);
    fprintf(stderr, "jsc: %s: %s\n%s\n", path, message ? message : "?", where ? where : "");
    exit(1);
}

static void compile_one(JSContext *ctx, struct entry *entry)
{
    const char *path = entry->path;
    size_t length;
    int has_tla = 0;
    if (llrt_builtin_name_from_path(path, entry->name, sizeof entry->name) < 0)
        die("not a path of a builtin", path);
    entry->public = llrt_builtin_name_is_public(entry->name);
    char *source = read_file(entry->root, path, &length);
    entry->code = llrt_compile_builtin(ctx, source, length, path, &entry->length, &has_tla);
    if (!entry->code)
        die_of_exception(ctx, path);
    if (has_tla)
        die("a builtin cannot await at its top level", path);
    free(source);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static void check_request(void *opaque, const char *request)
{
    struct check *check = opaque;
    if (strncmp(request, "native:", 7) == 0)
        return;
    for (int i = 0; i < check->count; i++)
        if (strcmp(check->entries[i].name, request) == 0)
            return;
    fprintf(stderr, "jsc: %s imports %s, which is no builtin\n", check->importer, request);
    check->missing++;
}

/* A second pass, when all names are known: imports are few, so compiling again is simpler than keeping the lists. */
static int missing_imports(JSContext *ctx, const struct entry *entries, int count)
{
    struct check check = {entries, count, 0, NULL};
    for (int i = 0; i < count; i++) {
        size_t length, out;
        int has_tla;
        const char *path = entries[i].path;
        char *source = read_file(entries[i].root, path, &length);
        check.importer = path;
        free(llrt_compile_builtin(ctx, source, length, path, &out, &has_tla));
        llrt_compiled_requests(ctx, check_request, &check);
        free(source);
    }
    return check.missing;
}

static void write_blob(const char *path, struct entry *entries, int count)
{
    static const char zeros[16];
    size_t offset = 0;
    FILE *file = fopen(path, "wb");
    if (!file)
        die("cannot write", path);
    for (int i = 0; i < count; i++) {
        size_t padding = (16 - offset % 16) % 16;
        fwrite(zeros, 1, padding, file);
        entries[i].offset = offset += padding;
        fwrite(entries[i].code, 1, entries[i].length, file);
        offset += entries[i].length;
    }
    if (fclose(file))
        die("cannot write", path);
}

static void write_table(const char *path, const char *blob, const struct entry *entries, int count)
{
    FILE *file = fopen(path, "w");
    if (!file)
        die("cannot write", path);
    fprintf(file, "/* Written by jsc. */\n#include <stdint.h>\n#include \"engine.h\"\n"
                  "#ifdef __APPLE__\n#define SECTION \".section __TEXT,__const\\n\"\n#define SYMBOL \"_llrt_builtin_blob\"\n"
                  "#define END \".text\\n\"\n#else\n#define SECTION \".pushsection .rodata.llrt,\\\"a\\\"\\n\"\n"
                  "#define SYMBOL \"llrt_builtin_blob\"\n#define END \".popsection\\n\"\n#endif\n"
                  "__asm__(SECTION \".p2align 4\\n.globl \" SYMBOL \"\\n\" \n"
                  "#ifndef __APPLE__\n\".hidden \" SYMBOL \"\\n\"\n#endif\n"
                  "SYMBOL \":\\n.incbin \\\"%s\\\"\\n.byte 0\\n\" END);\n"
                  "extern const uint8_t llrt_builtin_blob[] __attribute__((visibility(\"hidden\")));\n"
                  "const llrt_builtin llrt_builtin_table[] = {\n", blob);
    for (int i = 0; i < count; i++)
        fprintf(file, "    {\"%s\", llrt_builtin_blob + %zu, %zu, %d},\n", entries[i].name, entries[i].offset,
                entries[i].length, entries[i].public ? LLRT_BUILTIN_PUBLIC : 0);
    fprintf(file, "    {0, 0, 0, 0},\n};\nconst uint32_t llrt_builtin_count = %d;\n"
                  "const int llrt_builtins_development = LLRT_DEVELOPMENT;\n", count);
    if (fclose(file))
        die("cannot write", path);
}

/* Fills the entries' roots and paths from the command line; returns how many there are. */
static int list_files(struct entry *entries, int argc, char **argv)
{
    const char *root = argv[2];
    int count = 0;
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--root") == 0 && i + 1 < argc) {
            root = argv[++i];
            continue;
        }
        entries[count].root = root;
        entries[count++].path = argv[i];
    }
    return count;
}

int main(int argc, char **argv)
{
    char blob[4096];
    if (argc < 3)
        die("usage", "jsc OUT.c ROOT FILE... [--root ROOT FILE...]");
    struct entry *entries = calloc((size_t)argc, sizeof *entries);
    llrt_lazy_mode = LLRT_LAZY_OFF;     /* bytecode has no functions that are not compiled */
    JSRuntime *rt = llrt_new_runtime();
    JSContext *ctx = rt ? llrt_new_context(rt) : NULL;
    if (!entries || !ctx)
        die("out of memory", "start");
    llrt_enter(rt, 0, 0);
    int count = list_files(entries, argc, argv);
    for (int i = 0; i < count; i++)
        compile_one(ctx, &entries[i]);
    qsort(entries, (size_t)count, sizeof *entries, by_name);
    for (int i = 1; i < count; i++)
        if (strcmp(entries[i].name, entries[i - 1].name) == 0)
            die("two files give the builtin", entries[i].name);
    if (missing_imports(ctx, entries, count))
        return 1;
    size_t length = strlen(argv[1]);
    if (length < 3 || length >= sizeof blob - 4)
        die("not a path", argv[1]);
    snprintf(blob, sizeof blob, "%.*s.bin", (int)(length - 2), argv[1]);
    write_blob(blob, entries, count);
    write_table(argv[1], blob, entries, count);
    return 0;
}
