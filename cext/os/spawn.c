/* Starts a program for child_process: fork, then descriptors, directory, identity, and exec. What fails in the child comes back as an
 * errno through a pipe that exec closes. No waiting and no streams here: llrt/builtins/child_process/native.py. */
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#else
extern char **environ;
#endif

static void fail(int report, int error)
{
    ssize_t done;

    do
        done = write(report, &error, sizeof(error));
    while (done < 0 && errno == EINTR);
    _exit(127);
}

/* Descriptor i of the child is fds[i] of the parent, /dev/null for -1. Those in the way of another are moved up first. */
static int take_descriptors(int *fds, int count, int *report)
{
    for (int i = 0; i < count; i++) {
        if (fds[i] >= 0 && fds[i] < count && fds[i] != i && (fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, count)) < 0)
            return errno;
    }
    if (*report < count && (*report = fcntl(*report, F_DUPFD_CLOEXEC, count)) < 0)
        return errno;
    for (int i = 0; i < count; i++) {
        int fd = fds[i], flags;
        if (fd < 0) {
            if (i >= 3)
                continue;
            if ((fd = open("/dev/null", i == 0 ? O_RDONLY : O_RDWR)) < 0)
                return errno;
        }
        if (fd == i) {
            if ((flags = fcntl(fd, F_GETFD)) < 0 || fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) < 0)
                return errno;
        } else if (dup2(fd, i) < 0) {
            return errno;
        } else if (fds[i] < 0) {
            close(fd);
        }
        /* a standard stream that blocks is what programs expect; the flag is shared with whoever has the other copy */
        if (i < 3 && fds[i] >= 0 && (flags = fcntl(i, F_GETFL)) >= 0 && (flags & O_NONBLOCK))
            fcntl(i, F_SETFL, flags & ~O_NONBLOCK);
    }
    return 0;
}

static void reset_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++) {
        if (number != SIGKILL && number != SIGSTOP)
            signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void run_child(const llrt_program *p, int report)
{
    int error;

    if (p->detached)
        setsid();
    if ((error = take_descriptors(p->fds, p->fd_count, &report)) != 0)
        fail(report, error);
    if (p->cwd && chdir(p->cwd) != 0)
        fail(report, errno);
    if (p->uid >= 0 || p->gid >= 0)
        (void)!setgroups(0, NULL);
    if (p->gid >= 0 && setgid((gid_t)p->gid) != 0)
        fail(report, errno);
    if (p->uid >= 0 && setuid((uid_t)p->uid) != 0)
        fail(report, errno);
    environ = p->envp;
    reset_signals();
    execvp(p->file, p->argv);
    fail(report, errno);
}

int llrt_spawn(const llrt_program *p)
{
    int pipes[2], error = 0;
    sigset_t all, before;
    ssize_t got;
    pid_t pid;

    if (pipe(pipes) != 0)
        return -errno;
    fcntl(pipes[0], F_SETFD, FD_CLOEXEC);
    fcntl(pipes[1], F_SETFD, FD_CLOEXEC);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid = fork();
    if (pid == 0)
        run_child(p, pipes[1]);
    error = pid < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(pipes[1]);
    if (pid > 0) {
        do
            got = read(pipes[0], &error, sizeof(error));
        while (got < 0 && errno == EINTR);
        if (got != sizeof(error))
            error = 0;
        else
            while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
                ;
    }
    close(pipes[0]);
    return error ? -error : (int)pid;
}
