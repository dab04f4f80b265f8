/* Internal interface of llrt._fs: system calls on files as fast ops. Every op gives a number: what the call gives, or the
 * negative errno; those that give text or bytes say so. Nothing here knows Node. */
#ifndef LLRT_FS_H
#define LLRT_FS_H

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "llrt_fastop.h"

#define FS_SMALL_PATH 512
#define FS_FIELDS 18                /* of a stat record */
#define FS_STATFS_FIELDS 8
#define FS_IO_LIMIT 0x7FFFFFFF      /* bytes of one read or write */

/* A path as the system wants it. `text` is NULL when there is no memory, or it is no path. */
typedef struct fs_path {
    char *text;
    char small[FS_SMALL_PATH];
} fs_path;

/* The argument as a path: a string (encoded as UTF-8) or bytes. 0, or a negative errno. Free with fs_path_done. */
int fs_path_from(const llrt_arg *arg, fs_path *path);
void fs_path_done(fs_path *path);

/* UTF-8 of a string argument in memory that the caller frees; NULL when there is none. */
char *fs_utf8(const llrt_arg *arg, size_t *length);

int64_t fs_integer(const llrt_arg *arg, int64_t missing);
static inline int fs_int(const llrt_arg *arg) { return (int)fs_integer(arg, 0); }

void fs_number(llrt_result *result, double value);
/* `value` of a system call: itself, or -errno when it is negative. */
void fs_answer(llrt_result *result, int64_t value);
/* Text of the system: a string when it is ASCII, else its bytes. Takes `text`, which is malloc()ed. */
void fs_text(llrt_result *result, char *text, size_t length);
void fs_bytes(llrt_result *result, void *data, size_t length);

int fs_is_ascii(const char *text, size_t length);
int fs_close(int fd);
int64_t fs_write_all(int fd, const char *data, size_t length);
int fs_known_missing(const llrt_arg *path);

#define FS_OP(name) void fs_op_##name(const llrt_arg *args, int argc, llrt_result *result)

/* name, number of arguments: the one list of what there is. */
#define FS_OPS(X) \
    X(open, 3) X(close, 1) X(read, 5) X(write, 5) X(writeText, 3) X(ftruncate, 2) X(fsync, 1) X(fdatasync, 1) \
    X(stat, 3) X(lstat, 3) X(fstat, 3) X(statfs, 3) X(access, 2) X(exists, 1) X(kind, 2) \
    X(mkdir, 2) X(mkdirs, 2) X(mkdtemp, 1) X(rmdir, 1) X(unlink, 1) X(rmTree, 1) X(rename, 2) X(link, 2) X(symlink, 2) \
    X(readlink, 1) X(realpath, 1) X(readdir, 2) X(chmod, 2) X(fchmod, 2) X(chown, 3) X(lchown, 3) X(fchown, 3) \
    X(utimes, 3) X(lutimes, 3) X(futimes, 3) X(copyFile, 3) X(readFile, 3) X(readText, 3) X(writeFile, 5) X(sleep, 1)

/* Those that may wait for somebody else: a pipe, another thread of ours. JS may still hold the GIL, lent by an op before. */
#define FS_WAITING_OPS(X) \
    X(open) X(read) X(write) X(writeText) X(fsync) X(fdatasync) X(copyFile) X(readFile) X(readText) X(writeFile) X(rmTree) X(sleep)

void *fs_release_gil(void);     /* NULL when this thread does not have it */
void fs_take_gil(void *released);

#define FS_DECLARE(name, length) FS_OP(name);
FS_OPS(FS_DECLARE)
#undef FS_DECLARE

extern llrt_fastop_def fs_fastops[];
void fs_prepare(void);          /* once, before the table is used */

#endif
