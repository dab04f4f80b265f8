/* Whole files: read, written, copied, in one op each. */
#include <stdio.h>
#ifdef __linux__
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#endif

#include "fs.h"

#define EXCLUSIVE 1                 /* copyFile's mode, libuv's numbers */
#define CLONE 2
#define CLONE_ONLY 4
#define TOO_LARGE -100000           /* no errno: the file is larger than FS_IO_LIMIT */
#define LARGE -100001               /* no errno: more than the caller wants at once; nothing was read */
#define LATER -10000                /* added to the errno of a call behind open() */
#define FIRST_ROOM 8192

typedef struct content {
    char *data;
    size_t length;
} content;

/* All that is left of a descriptor. A size known beforehand is a hint only: /proc has files of size 0 with text in them. */
static int read_rest(int fd, int64_t most, content *out)
{
    struct stat st;
    size_t room = FIRST_ROOM;

    if (fstat(fd, &st) < 0)
        return LATER - errno;
    if (S_ISREG(st.st_mode)) {
        if (st.st_size > FS_IO_LIMIT)
            return TOO_LARGE;
        if (st.st_size > most)
            return LARGE;
        if (st.st_size > 0)
            room = (size_t)st.st_size + 1;
    }
    out->data = malloc(room);
    out->length = 0;
    while (out->data) {
        ssize_t got = read(fd, out->data + out->length, room - out->length);
        if (got == 0)
            return 0;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return LATER - errno;
        out->length += (size_t)got;
        if (out->length == room) {
            char *more = room > FS_IO_LIMIT ? NULL : realloc(out->data, room * 2);
            if (!more)
                return room > FS_IO_LIMIT ? TOO_LARGE : -ENOMEM;
            out->data = more;
            room *= 2;
        }
    }
    return -ENOMEM;
}

/* The first argument is a path to open or a descriptor to read on. */
static int read_whole(const llrt_arg *args, content *out)
{
    fs_path path;
    int fd, error;

    int64_t most = fs_integer(&args[2], FS_IO_LIMIT);

    out->data = NULL;
    if (args[0].kind == LLRT_NUMBER)
        return read_rest(fs_int(&args[0]), most, out);
    error = fs_path_from(&args[0], &path);
    if (error)
        return error;
    do
        fd = open(path.text, fs_int(&args[1]) | O_CLOEXEC, 0666);
    while (fd < 0 && errno == EINTR);
    error = fd < 0 ? -errno : 0;
    fs_path_done(&path);
    if (fd >= 0) {
        error = read_rest(fd, most, out);
        fs_close(fd);
    }
    return error;
}

static void give_content(int error, content *found, llrt_result *result, int as_text)
{
    char *fitting;

    if (error) {
        free(found->data);
        fs_number(result, error);
        return;
    }
    if (as_text && fs_is_ascii(found->data, found->length)) {
        fs_bytes(result, found->data, found->length);
        result->kind = LLRT_STR8;
        return;
    }
    fitting = realloc(found->data, found->length ? found->length : 1);
    fs_bytes(result, fitting ? fitting : found->data, found->length);
}

/* readFile(path or descriptor, flags, most bytes): bytes. Negative: the errno of open(), LATER and the errno of another call, TOO_LARGE, or LARGE. */
FS_OP(readFile)
{
    content found;
    give_content(read_whole(args, &found), &found, result, 0);
}

/* The same, as text where it is ASCII. */
FS_OP(readText)
{
    content found;
    give_content(read_whole(args, &found), &found, result, 1);
}

/* writeFile(path or descriptor, text or bytes, flags, mode, whether to flush) */
FS_OP(writeFile)
{
    fs_path path;
    size_t length = args[1].len;
    char *text = args[1].kind == LLRT_BYTES ? NULL : fs_utf8(&args[1], &length);
    const char *data = text ? text : args[1].ptr;
    int fd, error = args[1].kind != LLRT_BYTES && !text ? -ENOMEM : 0, own = args[0].kind != LLRT_NUMBER;

    if (!error && own)
        error = fs_path_from(&args[0], &path);
    if (error) {
        free(text);
        fs_number(result, error);
        return;
    }
    fd = fs_int(&args[0]);
    if (own) {
        do
            fd = open(path.text, fs_int(&args[2]) | O_CLOEXEC, (mode_t)fs_int(&args[3]));
        while (fd < 0 && errno == EINTR);
        error = fd < 0 ? -errno : 0;
        fs_path_done(&path);
    }
    if (!error && fs_write_all(fd, data, length) < 0)
        error = LATER - errno;
    if (!error && args[4].kind == LLRT_BOOL && args[4].num != 0 && fsync(fd) < 0)
        error = LATER - errno;
    if (own && fd >= 0)
        fs_close(fd);
    free(text);
    fs_number(result, error);
}

/* ---- Copying ------------------------------------------------------------------------------------------------------------------ */

/* EINTR or a shorter write are nothing; 0 or a negative errno. */
static int copy_by_hand(int from, int to)
{
    char *buffer = malloc(1 << 17);
    int error = buffer ? 0 : -ENOMEM;

    while (!error) {
        ssize_t got = read(from, buffer, 1 << 17);
        if (got == 0)
            break;
        if (got < 0)
            error = errno == EINTR ? 0 : -errno;
        else if (fs_write_all(to, buffer, (size_t)got) < 0)
            error = -errno;
    }
    free(buffer);
    return error;
}

static int copy_descriptors(int from, int to, int mode, off_t size)
{
#ifdef __linux__
    off_t left = size;

    if (mode & (CLONE | CLONE_ONLY)) {
        if (ioctl(to, FICLONE, from) == 0)
            return 0;
        if (mode & CLONE_ONLY)
            return errno == EOPNOTSUPP || errno == EXDEV || errno == EINVAL ? -ENOTSUP : -errno;
    }
    while (left > 0) {
        ssize_t sent = sendfile(to, from, NULL, left > FS_IO_LIMIT ? FS_IO_LIMIT : (size_t)left);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            break;
        left -= sent;
    }
    if (left < size && left > 0 && errno != EINVAL && errno != ENOSYS)
        return -errno;
#else
    if (mode & CLONE_ONLY)
        return -ENOSYS;
#endif
    /* What sendfile did not take, and what grew meanwhile. */
    return copy_by_hand(from, to);
}

static int copy_file(const char *from_path, const char *to_path, int mode)
{
    struct stat source, target;
    int from = open(from_path, O_RDONLY | O_CLOEXEC), to, error = 0;

    if (from < 0)
        return -errno;
    if (fstat(from, &source) < 0) {
        error = -errno;
        fs_close(from);
        return error;
    }
    to = open(to_path, O_WRONLY | O_CREAT | O_CLOEXEC | (mode & EXCLUSIVE ? O_EXCL : 0), source.st_mode & 07777);
    if (to < 0 || fstat(to, &target) < 0) {
        error = -errno;
    } else if (source.st_dev != target.st_dev || source.st_ino != target.st_ino) {
        /* Not the file itself: emptied only now, so that copying onto itself loses nothing. */
        if (ftruncate(to, 0) < 0 && errno != EINVAL)
            error = -errno;
        else if (fchmod(to, source.st_mode & 07777) < 0 && errno != EPERM)
            error = -errno;
        if (!error)
            error = copy_descriptors(from, to, mode, source.st_size);
        if (error)
            unlink(to_path);
    }
    if (to >= 0)
        fs_close(to);
    fs_close(from);
    return error;
}

/* copyFile(from, to, mode) */
FS_OP(copyFile)
{
    fs_path from, to;
    int error = fs_path_from(&args[0], &from);

    if (!error) {
        error = fs_path_from(&args[1], &to);
        if (!error) {
            error = copy_file(from.text, to.text, fs_int(&args[2]));
            fs_path_done(&to);
        }
        fs_path_done(&from);
    }
    fs_number(result, error);
}
