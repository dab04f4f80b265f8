/* Folders as lists of names, and folders removed whole. */
#include <dirent.h>

#include "fs.h"

/* Names, each with its type character in front where wanted, each ended by NUL. */
typedef struct names {
    char *data;
    size_t used, room;
    size_t *start;
    size_t count, slots;
} names;

static void names_free(names *list)
{
    free(list->data);
    free(list->start);
}

static int names_add(names *list, char type, const char *name)
{
    size_t length = strlen(name) + 1 + (type != 0);

    if (list->used + length > list->room) {
        size_t room = (list->room + length) * 2 + 1024;
        char *data = realloc(list->data, room);
        if (!data)
            return -1;
        list->data = data;
        list->room = room;
    }
    if (list->count == list->slots) {
        size_t slots = list->slots * 2 + 64;
        size_t *start = realloc(list->start, slots * sizeof(*start));
        if (!start)
            return -1;
        list->start = start;
        list->slots = slots;
    }
    list->start[list->count++] = list->used;
    if (type)
        list->data[list->used++] = type;
    memcpy(list->data + list->used, name, strlen(name) + 1);
    list->used += strlen(name) + 1;
    return 0;
}

/* As libuv numbers them. */
static char type_of(const struct dirent *entry)
{
    switch (entry->d_type) {
    case DT_REG: return '1';
    case DT_DIR: return '2';
    case DT_LNK: return '3';
    case DT_FIFO: return '4';
    case DT_SOCK: return '5';
    case DT_CHR: return '6';
    case DT_BLK: return '7';
    default: return '0';
    }
}

static int names_read(const char *path, int typed, names *list)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    int error = 0;

    if (!folder)
        return -errno;
    for (;;) {
        errno = 0;
        entry = readdir(folder);
        if (!entry)
            break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (names_add(list, typed ? type_of(entry) : 0, entry->d_name) < 0) {
            error = -ENOMEM;
            break;
        }
    }
    if (!error && errno)
        error = -errno;
    closedir(folder);
    return error;
}

typedef struct sorted {
    const char *name;
    size_t length;
} sorted;

static int by_name(const void *a, const void *b)
{
    return strcmp(((const sorted *)a)->name, ((const sorted *)b)->name);
}

/* The list in order of bytes, as one text. */
static char *names_sorted(const names *list, int typed)
{
    sorted *order = malloc((list->count + 1) * sizeof(*order));
    char *out = malloc(list->used + 1), *at = out;

    if (order && out) {
        for (size_t i = 0; i < list->count; i++) {
            order[i].name = list->data + list->start[i] + typed;
            order[i].length = strlen(order[i].name) + 1;
        }
        qsort(order, list->count, sizeof(*order), by_name);
        for (size_t i = 0; i < list->count; i++) {
            memcpy(at, order[i].name - typed, order[i].length + typed);
            at += order[i].length + typed;
        }
    } else {
        free(out);
        out = NULL;
    }
    free(order);
    return out;
}

/* readdir(path, typed): "name\0name\0", or "<type>name\0...", sorted, as text; or the negative errno. */
FS_OP(readdir)
{
    fs_path path;
    names list = { 0 };
    int typed = args[1].kind == LLRT_BOOL && args[1].num != 0, error = fs_path_from(&args[0], &path);
    char *text = NULL;

    if (!error) {
        error = names_read(path.text, typed, &list);
        fs_path_done(&path);
    }
    if (!error) {
        text = names_sorted(&list, typed);
        error = text ? 0 : -ENOMEM;
    }
    if (error)
        fs_number(result, error);
    else
        fs_text(result, text, list.used);
    names_free(&list);
}

/* ---- Removing ------------------------------------------------------------------------------------------------------------- */

static int remove_any(char *path, size_t length);

/* Everything in the folder. The list is read and the folder closed before: no depth uses up descriptors. */
static int remove_inside(char *path, size_t length)
{
    names list = { 0 };
    int error = names_read(path, 0, &list);

    for (size_t i = 0; !error && i < list.count; i++) {
        const char *name = list.data + list.start[i];
        size_t whole = length + 1 + strlen(name);
        char *inner = malloc(whole + 1);
        if (!inner) {
            error = -ENOMEM;
            break;
        }
        memcpy(inner, path, length);
        inner[length] = '/';
        memcpy(inner + length + 1, name, strlen(name) + 1);
        error = remove_any(inner, whole);
        free(inner);
    }
    names_free(&list);
    return error;
}

static int remove_any(char *path, size_t length)
{
    struct stat st;
    int error;

    if (lstat(path, &st) < 0)
        return errno == ENOENT ? 0 : -errno;
    if (!S_ISDIR(st.st_mode))
        return unlink(path) < 0 && errno != ENOENT ? -errno : 0;
    if (rmdir(path) == 0)
        return 0;
    if (errno != ENOTEMPTY && errno != EEXIST)
        return errno == ENOENT ? 0 : -errno;
    error = remove_inside(path, length);
    if (error)
        return error;
    return rmdir(path) < 0 && errno != ENOENT ? -errno : 0;
}

/* rmTree(path): what is there, folders with all they hold; links are not followed. */
FS_OP(rmTree)
{
    fs_path path;
    int error = fs_path_from(&args[0], &path);

    if (!error) {
        error = remove_any(path.text, strlen(path.text));
        fs_path_done(&path);
    }
    fs_number(result, error);
}
