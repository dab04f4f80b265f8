/* What the system knows of a file: stat in its three forms, statfs, access. */
#ifdef __linux__
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif

#include "fs.h"

/* A record: dev mode nlink uid gid rdev blksize ino size blocks, then seconds and nanoseconds of access, change of content,
 * change of status, birth. */
typedef struct record {
    int64_t field[FS_FIELDS];
} record;

#define TIMES 10

static void put_time(record *out, int which, int64_t seconds, int64_t nanoseconds)
{
    out->field[TIMES + which * 2] = seconds;
    out->field[TIMES + which * 2 + 1] = nanoseconds;
}

static void from_stat(const struct stat *st, record *out)
{
    int64_t head[TIMES] = {
        (int64_t)st->st_dev, st->st_mode, (int64_t)st->st_nlink, st->st_uid, st->st_gid, (int64_t)st->st_rdev,
        st->st_blksize, (int64_t)st->st_ino, st->st_size, st->st_blocks,
    };

    memcpy(out->field, head, sizeof(head));
#ifdef __APPLE__
    put_time(out, 0, st->st_atimespec.tv_sec, st->st_atimespec.tv_nsec);
    put_time(out, 1, st->st_mtimespec.tv_sec, st->st_mtimespec.tv_nsec);
    put_time(out, 2, st->st_ctimespec.tv_sec, st->st_ctimespec.tv_nsec);
    put_time(out, 3, st->st_birthtimespec.tv_sec, st->st_birthtimespec.tv_nsec);
#else
    put_time(out, 0, st->st_atim.tv_sec, st->st_atim.tv_nsec);
    put_time(out, 1, st->st_mtim.tv_sec, st->st_mtim.tv_nsec);
    put_time(out, 2, st->st_ctim.tv_sec, st->st_ctim.tv_nsec);
    put_time(out, 3, st->st_ctim.tv_sec, st->st_ctim.tv_nsec);
#endif
}

#ifdef STATX_BASIC_STATS
static void from_statx(const struct statx *st, record *out)
{
    int64_t head[TIMES] = {
        (int64_t)makedev(st->stx_dev_major, st->stx_dev_minor), st->stx_mode, st->stx_nlink, st->stx_uid, st->stx_gid,
        (int64_t)makedev(st->stx_rdev_major, st->stx_rdev_minor), st->stx_blksize, (int64_t)st->stx_ino,
        (int64_t)st->stx_size, (int64_t)st->stx_blocks,
    };

    memcpy(out->field, head, sizeof(head));
    put_time(out, 0, st->stx_atime.tv_sec, st->stx_atime.tv_nsec);
    put_time(out, 1, st->stx_mtime.tv_sec, st->stx_mtime.tv_nsec);
    put_time(out, 2, st->stx_ctime.tv_sec, st->stx_ctime.tv_nsec);
    put_time(out, 3, st->stx_btime.tv_sec, st->stx_btime.tv_nsec);
}
#endif

/* Of `path`, or of `fd` when that is NULL. statx alone knows the time of birth; old kernels and sandboxes refuse it. */
static int take(const char *path, int fd, int follow, record *out)
{
    struct stat st;
    int done;

#ifdef STATX_BASIC_STATS
    struct statx stx;
    int flags = path ? (follow ? 0 : AT_SYMLINK_NOFOLLOW) : AT_EMPTY_PATH;
    if (statx(path ? AT_FDCWD : fd, path ? path : "", flags, STATX_BASIC_STATS | STATX_BTIME, &stx) == 0) {
        from_statx(&stx, out);
        return 0;
    }
    if (errno != ENOSYS && errno != EPERM && errno != EINVAL && errno != EOPNOTSUPP)
        return -1;
#endif
    done = !path ? fstat(fd, &st) : follow ? stat(path, &st) : lstat(path, &st);
    if (done == 0)
        from_stat(&st, out);
    return done;
}

/* Into `args`: a buffer, and whether it takes int64 (else doubles). */
static void give(const llrt_arg *args, const int64_t *field, int count)
{
    int wide = args[1].kind == LLRT_BOOL && args[1].num != 0;

    if (args[0].kind != LLRT_BYTES || args[0].len < (size_t)count * 8)
        return;
    for (int i = 0; i < count; i++) {
        double number = (double)field[i];
        memcpy((char *)args[0].ptr + i * 8, wide ? (const void *)&field[i] : (const void *)&number, 8);
    }
}

static void status(const llrt_arg *args, int follow, llrt_result *result)
{
    fs_path path;
    record found;
    int done, error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    done = take(path.text, -1, follow, &found);
    fs_answer(result, done);
    fs_path_done(&path);
    if (done == 0)
        give(args + 1, found.field, FS_FIELDS);
}

/* stat(path, record, wide) */
FS_OP(stat)
{
    status(args, 1, result);
}

FS_OP(lstat)
{
    status(args, 0, result);
}

FS_OP(fstat)
{
    record found;
    int done = take(NULL, fs_int(&args[0]), 1, &found);

    fs_answer(result, done);
    if (done == 0)
        give(args + 1, found.field, FS_FIELDS);
}

/* The type bits of a path's mode (kind(path, follow)), or the negative errno. */
FS_OP(kind)
{
    fs_path path;
    struct stat st;
    int follow = args[1].kind == LLRT_BOOL && args[1].num != 0, done, error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    done = follow ? stat(path.text, &st) : lstat(path.text, &st);
    fs_answer(result, done < 0 ? done : (int64_t)(st.st_mode & S_IFMT));
    fs_path_done(&path);
}

/* statfs(path, record, wide): type bsize frsize blocks bfree bavail files ffree */
FS_OP(statfs)
{
    fs_path path;
    struct statfs st;
    int done, error = fs_path_from(&args[0], &path);

    if (error) {
        fs_number(result, error);
        return;
    }
    done = statfs(path.text, &st);
    fs_answer(result, done);
    fs_path_done(&path);
    if (done == 0) {
#ifdef __linux__
        int64_t fragment = st.f_frsize;
#else
        int64_t fragment = st.f_bsize;
#endif
        int64_t fields[FS_STATFS_FIELDS] = {
            st.f_type, st.f_bsize, fragment, (int64_t)st.f_blocks, (int64_t)st.f_bfree, (int64_t)st.f_bavail,
            (int64_t)st.f_files, (int64_t)st.f_ffree,
        };
        give(args + 1, fields, FS_STATFS_FIELDS);
    }
}

static int accessible(const llrt_arg *arg, int mode)
{
    fs_path path;
    int done, error = fs_path_from(arg, &path);

    if (error)
        return error;
    done = access(path.text, mode) < 0 ? -errno : 0;
    fs_path_done(&path);
    return done;
}

FS_OP(access)
{
    fs_number(result, accessible(&args[0], fs_int(&args[1])));
}

/* A boolean */
FS_OP(exists)
{
    result->kind = LLRT_BOOL;
    result->num = accessible(&args[0], F_OK) == 0;
}
