/* Ops on descriptors: open, read, write and what else takes one. */
#include <sys/types.h>
#include <time.h>

#include "fs.h"

FS_OP(open)
{
    fs_path path;
    int fd, error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    do
        fd = open(path.text, fs_int(&args[1]) | O_CLOEXEC, (mode_t)fs_int(&args[2]));
    while (fd < 0 && errno == EINTR);
    fs_answer(result, fd);
    fs_path_done(&path);
}

/* After EINTR the descriptor is gone on Linux: closing it again could hit another thread's. */
int fs_close(int fd)
{
    int done = close(fd);
    return done < 0 && (errno == EINTR || errno == EINPROGRESS) ? 0 : done;
}

FS_OP(close)
{
    fs_answer(result, fs_close(fs_int(&args[0])));
}

/* The part of a buffer that (offset, length) mean, as far as it is there. */
static char *window(const llrt_arg *args, size_t *length)
{
    int64_t offset = fs_integer(&args[1], 0), wanted = fs_integer(&args[2], 0);
    int64_t size = args[0].kind == LLRT_BYTES ? (int64_t)args[0].len : 0;

    if (offset < 0 || offset > size)
        offset = size;
    if (wanted < 0 || wanted > size - offset)
        wanted = size - offset;
    *length = (size_t)(wanted > FS_IO_LIMIT ? FS_IO_LIMIT : wanted);
    return args[0].kind == LLRT_BYTES ? (char *)args[0].ptr + offset : NULL;
}

/* Positions at the very end lose their last bits on the way here: still within what the system takes. */
static int64_t at_most(int64_t position, size_t length)
{
    return position > INT64_MAX - (int64_t)length ? INT64_MAX - (int64_t)length : position;
}

/* read(fd, bytes, offset, length, position): position below 0 or missing is where the descriptor stands. */
FS_OP(read)
{
    size_t length;
    char *data = window(args + 1, &length);
    int fd = fs_int(&args[0]);
    int64_t position = at_most(fs_integer(&args[4], -1), length);
    ssize_t got;

    do
        got = position < 0 ? read(fd, data, length) : pread(fd, data, length, position);
    while (got < 0 && errno == EINTR);
    fs_answer(result, got);
}

static void write_window(int fd, const char *data, size_t length, int64_t position, llrt_result *result)
{
    ssize_t put;

    do
        put = position < 0 ? write(fd, data, length) : pwrite(fd, data, length, position);
    while (put < 0 && errno == EINTR);
    fs_answer(result, put);
}

FS_OP(write)
{
    size_t length;
    char *data = window(args + 1, &length);

    write_window(fs_int(&args[0]), data, length, at_most(fs_integer(&args[4], -1), length), result);
}

/* writeText(fd, string, position), as UTF-8 */
FS_OP(writeText)
{
    size_t length = 0;
    char *text = fs_utf8(&args[1], &length);

    if (!text) {
        fs_number(result, -ENOMEM);
        return;
    }
    write_window(fs_int(&args[0]), text, length, fs_integer(&args[2], -1), result);
    free(text);
}

int64_t fs_write_all(int fd, const char *data, size_t length)
{
    size_t done = 0;

    while (done < length) {
        size_t part = length - done > FS_IO_LIMIT ? FS_IO_LIMIT : length - done;
        ssize_t put = write(fd, data + done, part);
        if (put < 0 && errno != EINTR)
            return -1;
        done += put > 0 ? (size_t)put : 0;
    }
    return 0;
}

FS_OP(ftruncate)
{
    int done;

    do
        done = ftruncate(fs_int(&args[0]), fs_integer(&args[1], 0));
    while (done < 0 && errno == EINTR);
    fs_answer(result, done);
}

FS_OP(fsync)
{
    fs_answer(result, fsync(fs_int(&args[0])));
}

FS_OP(fdatasync)
{
#ifdef __APPLE__
    fs_answer(result, fsync(fs_int(&args[0])));
#else
    fs_answer(result, fdatasync(fs_int(&args[0])));
#endif
}

FS_OP(fchmod)
{
    fs_answer(result, fchmod(fs_int(&args[0]), (mode_t)fs_int(&args[1])));
}

FS_OP(fchown)
{
    fs_answer(result, fchown(fs_int(&args[0]), (uid_t)fs_integer(&args[1], -1), (gid_t)fs_integer(&args[2], -1)));
}

/* sleep(milliseconds): for what has to be tried again, synchronously. */
FS_OP(sleep)
{
    int64_t ms = fs_integer(&args[0], 0);
    struct timespec rest = { ms / 1000, ms % 1000 * 1000000 };

    while (ms > 0 && nanosleep(&rest, &rest) < 0 && errno == EINTR)
        ;
    fs_number(result, 0);
}
