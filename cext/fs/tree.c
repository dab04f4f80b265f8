/* Ops that change the tree of files: names, links, owners, times. Not here: directories as lists, contents. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "fs.h"

/* FS_ON_PATH(name) { ... } : an op on one path, whose value is `done`. */
#define FS_ON_PATH(name, call) \
    FS_OP(name) \
    { \
        fs_path path; \
        int done, error = fs_path_from(&args[0], &path); \
        if (error) { \
            fs_number(result, error); \
            return; \
        } \
        done = call; \
        fs_answer(result, done); \
        fs_path_done(&path); \
    }

#define FS_ON_TWO_PATHS(name, call) \
    FS_OP(name) \
    { \
        fs_path path, other; \
        int done = -1, error = fs_path_from(&args[0], &path); \
        if (!error) { \
            error = fs_path_from(&args[1], &other); \
            if (!error) { \
                done = call; \
                fs_answer(result, done); \
                fs_path_done(&other); \
            } \
            fs_path_done(&path); \
        } \
        if (error) \
            fs_number(result, error); \
    }

FS_ON_PATH(mkdir, mkdir(path.text, (mode_t)fs_int(&args[1])))
FS_ON_PATH(rmdir, rmdir(path.text))
FS_ON_PATH(unlink, unlink(path.text))
FS_ON_PATH(chmod, chmod(path.text, (mode_t)fs_int(&args[1])))
FS_ON_PATH(chown, chown(path.text, (uid_t)fs_integer(&args[1], -1), (gid_t)fs_integer(&args[2], -1)))
FS_ON_PATH(lchown, lchown(path.text, (uid_t)fs_integer(&args[1], -1), (gid_t)fs_integer(&args[2], -1)))
FS_ON_TWO_PATHS(rename, rename(path.text, other.text))
FS_ON_TWO_PATHS(link, link(path.text, other.text))
FS_ON_TWO_PATHS(symlink, symlink(path.text, other.text))

/* Seconds as a double; infinity is now. */
static struct timespec moment(const llrt_arg *arg)
{
    struct timespec time = { 0, 0 };

    if (arg->kind == LLRT_NUMBER && isinf(arg->num)) {
        time.tv_nsec = UTIME_NOW;
    } else if (arg->kind == LLRT_NUMBER && arg->num == arg->num) {
        /* As libuv, whose nanoseconds end where the double does. */
        time.tv_sec = (time_t)arg->num;
        time.tv_nsec = (long)((arg->num - (double)time.tv_sec) * 1e9);
        if (time.tv_nsec < 0) {
            time.tv_sec -= 1;
            time.tv_nsec += 1000000000;
        }
    }
    return time;
}

static int set_times(const char *path, const llrt_arg *args, int flags)
{
    struct timespec times[2] = { moment(&args[1]), moment(&args[2]) };
    return utimensat(AT_FDCWD, path, times, flags);
}

FS_ON_PATH(utimes, set_times(path.text, args, 0))
FS_ON_PATH(lutimes, set_times(path.text, args, AT_SYMLINK_NOFOLLOW))

FS_OP(futimes)
{
    struct timespec times[2] = { moment(&args[1]), moment(&args[2]) };
    fs_answer(result, futimens(fs_int(&args[0]), times));
}

/* mkdirs(path, mode): the first folder made, as text; undefined when all were there; else the negative errno. */
static size_t parent_of(const char *path, size_t end)
{
    while (end > 0 && path[end - 1] != '/')
        end--;
    while (end > 1 && path[end - 1] == '/')
        end--;
    return end;
}

static int is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* mkdir of the first `end` characters. 0: made; 1: it is there; else the negative errno. */
static int make_part(char *path, size_t end, mode_t mode)
{
    char kept = path[end];
    int error;

    path[end] = '\0';
    error = mkdir(path, mode) < 0 ? errno : 0;
    if (error && error != ENOENT)
        error = is_directory(path) ? -1 : error;
    path[end] = kept;
    return -error;
}

static int make_all(char *path, mode_t mode, size_t *first)
{
    size_t length = strlen(path), end;
    int done;

    while (length > 1 && path[length - 1] == '/')
        length--;
    /* Back to the deepest folder that is there or can be made, then forward again. */
    for (end = length; (done = make_part(path, end, mode)) == -ENOENT; ) {
        end = parent_of(path, end);
        if (end == 0)
            return -ENOENT;
    }
    if (done == -EEXIST && end < length)
        return -ENOTDIR;
    if (done < 0)
        return done;
    *first = done == 0 ? end : 0;
    while (end < length) {
        while (path[end] == '/')
            end++;
        while (end < length && path[end] != '/')
            end++;
        done = make_part(path, end, mode);
        if (done < 0)
            return done;
        if (done == 0 && !*first)
            *first = end;
    }
    return 0;
}

FS_OP(mkdirs)
{
    fs_path path;
    char *copy;
    size_t first = 0;
    int64_t done = fs_path_from(&args[0], &path);

    if (done == 0) {
        done = make_all(path.text, (mode_t)fs_int(&args[1]), &first);
        copy = done == 0 && first ? malloc(first + 1) : NULL;
        if (copy) {
            memcpy(copy, path.text, first);
            fs_text(result, copy, first);
        }
        fs_path_done(&path);
    }
    if (done < 0)
        fs_number(result, (double)done);
}

/* The name, as text, or the negative errno. */
FS_OP(mkdtemp)
{
    fs_path path;
    char *name;
    size_t length;
    int error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    length = strlen(path.text);
    name = malloc(length + 7);
    if (!name) {
        fs_number(result, -ENOMEM);
    } else {
        memcpy(name, path.text, length);
        memcpy(name + length, "XXXXXX", 7);
        if (mkdtemp(name)) {
            fs_text(result, name, length + 6);
        } else {
            fs_answer(result, -1);
            free(name);
        }
    }
    fs_path_done(&path);
}

/* What a link points to, as text, or the negative errno. */
FS_OP(readlink)
{
    fs_path path;
    char *target = NULL;
    ssize_t length = -1;
    int error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    for (size_t size = 256; size <= 1 << 20; size *= 4) {
        free(target);
        target = malloc(size);
        length = target ? readlink(path.text, target, size) : -1;
        if (!target || length < (ssize_t)size)
            break;
    }
    if (length < 0) {
        fs_answer(result, -1);
        free(target);
    } else {
        fs_text(result, target, (size_t)length);
    }
    fs_path_done(&path);
}

FS_OP(realpath)
{
    fs_path path;
    char *real;
    int error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    real = realpath(path.text, NULL);
    if (real)
        fs_text(result, real, strlen(real));
    else
        fs_answer(result, -1);
    fs_path_done(&path);
}
