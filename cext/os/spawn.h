#ifndef LLRT_SPAWN_H
#define LLRT_SPAWN_H

typedef struct {
    const char *file;     /* looked up on the PATH of envp */
    char **argv, **envp;
    const char *cwd;      /* NULL: the parent's */
    int *fds, fd_count;   /* descriptor i of the child; -1: /dev/null for 0 to 2, closed above */
    int uid, gid;         /* -1: the parent's */
    int detached;         /* in a session of its own */
} llrt_program;

/* The process id, or a negative errno. */
int llrt_spawn(const llrt_program *program);

#endif
