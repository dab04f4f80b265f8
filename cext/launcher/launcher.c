/* The `llrt` command where the interpreter is not inside it: finds the package and the Python beside this file and
 * executes it isolated (-I) and without site (-S). Layouts: venv, pipx (a link to a venv), --user, --target, system
 * prefixes, editable checkouts (their place is compiled in). Not here: any option of llrt; they pass through untouched. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#define MINOR_FIRST 10
#define MINOR_LAST 14

#define HEADER "8192" /* bundle.HEADER */

/* Every start compiles this text, so it is short. The words after it: the descriptor of the start bundle (-1: an editable
 * install has none), the folder of the package, LC_CTYPE or "-", this executable, the user's words. */
static const char BOOT_BUNDLE[] = "import sys,marshal,posix;exec(*marshal.loads(posix.read(int(sys.argv[1])," HEADER ")))";
static const char BOOT_SOURCES[] =
    "import sys;a=sys.argv;del a[:2];sys.path.append(a.pop(0))\n"
    "from llrt.cli.main import launch;launch(a.pop(0))";

struct place {
    char folder[PATH_MAX];  /* what goes onto sys.path: the folder that holds the package llrt */
    char python[PATH_MAX];
    int minor;
};

static void fail(const char *what, const char *detail)
{
    fprintf(stderr, "llrt: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
    exit(127);
}

static int is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* a/b, refused rather than cut when too long */
static int join(char *out, const char *a, const char *b)
{
    int n = snprintf(out, PATH_MAX, "%s/%s", a, b);
    return n > 0 && n < PATH_MAX;
}

static int own_path(char *out, const char *argv0)
{
#ifdef __APPLE__
    char raw[PATH_MAX];
    uint32_t size = sizeof raw;
    if (_NSGetExecutablePath(raw, &size) == 0 && realpath(raw, out))
        return 1;
#else
    ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (n > 0) {
        out[n] = 0;
        return 1;
    }
#endif
    if (strchr(argv0, '/'))
        return realpath(argv0, out) != NULL;
    const char *path = getenv("PATH");
    char copy[4 * PATH_MAX], candidate[PATH_MAX];
    if (!path || strlen(path) >= sizeof copy)
        return 0;
    strcpy(copy, path);
    for (char *folder = strtok(copy, ":"); folder; folder = strtok(NULL, ":"))
        if (join(candidate, folder, argv0) && access(candidate, X_OK) == 0)
            return realpath(candidate, out) != NULL;
    return 0;
}

/* The minor version of the extension modules in `folder`/llrt, from the tag cpython-3NN in their names; 0 if none.
 * With several (--target run by several Pythons) the one asked for, if it is there, else the newest. */
static int package_minor(const char *folder, int wanted)
{
    char path[PATH_MAX];
    int best = 0;
    DIR *dir;
    struct dirent *entry;
    if (!join(path, folder, "llrt") || !(dir = opendir(path)))
        return 0;
    while ((entry = readdir(dir))) {
        int minor = 0;
        if (sscanf(entry->d_name, "_quickjs.cpython-3%d", &minor) == 1 && minor >= MINOR_FIRST && minor <= MINOR_LAST) {
            if (minor == wanted || (minor > best && (!wanted || best != wanted)))
                best = minor;
        }
    }
    closedir(dir);
    return best;
}

static int find_python(char *out, const char *bin, int minor)
{
    char name[32], copy[4 * PATH_MAX];
    const char *path = getenv("PATH");
    snprintf(name, sizeof name, "python3.%d", minor);
    if (join(out, bin, name) && access(out, X_OK) == 0)
        return 1;
    if (!path || strlen(path) >= sizeof copy - 32)
        path = "";
    snprintf(copy, sizeof copy, "%s:/usr/local/bin:/usr/bin", path);
    for (char *folder = strtok(copy, ":"); folder; folder = strtok(NULL, ":"))
        if (join(out, folder, name) && access(out, X_OK) == 0)
            return 1;
    return 0;
}

static int try_folder(struct place *place, const char *folder, const char *bin, int wanted)
{
    int minor = package_minor(folder, wanted);
    if (!minor || (wanted && minor != wanted))
        return 0;
    if (!find_python(place->python, bin, minor))
        return 0;
    place->minor = minor;
    return snprintf(place->folder, PATH_MAX, "%s", folder) < PATH_MAX;
}

static int locate(struct place *place, const char *executable)
{
    static const char *const layouts[] = {"%s/lib/python3.%d/site-packages", "%s/lib64/python3.%d/site-packages",
                                          "%s/lib/python3.%d/dist-packages", "%s/local/lib/python3.%d/dist-packages"};
    char bin[PATH_MAX], prefix[PATH_MAX], folder[PATH_MAX];
#ifdef LLRT_EDITABLE_ROOT
    snprintf(place->folder, PATH_MAX, "%s", LLRT_EDITABLE_ROOT);
    snprintf(place->python, PATH_MAX, "%s", LLRT_EDITABLE_PYTHON);
    if (is_file(place->python))
        return 1;
#endif
    snprintf(bin, sizeof bin, "%s", executable);
    *strrchr(bin, '/') = 0;
    snprintf(prefix, sizeof prefix, "%s", bin);
    char *slash = strrchr(prefix, '/');
    if (slash)
        *slash = 0;
    for (int minor = MINOR_LAST; minor >= MINOR_FIRST; minor--)
        for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
            int n = snprintf(folder, sizeof folder, layouts[i], prefix, minor);
            if (n > 0 && n < PATH_MAX && try_folder(place, folder, bin, minor))
                return 1;
        }
    return try_folder(place, prefix, bin, 0); /* pip install --target DIR: DIR/bin/llrt and DIR/llrt/ */
}

/* The descriptor of the start bundle (bundle.py), above the standard three; -1: there is none. */
static int open_bundle(const struct place *place)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/llrt/_start.cpython-3%d.bin", place->folder, place->minor);
    int low = open(path, O_RDONLY | O_CLOEXEC);
    if (low < 0)
        return -1;
    int fd = fcntl(low, F_DUPFD, 3);
    close(low);
    return fd;
}

int main(int argc, char **argv)
{
    static struct place place;
    static char executable[PATH_MAX];
    if (argc < 1 || !own_path(executable, argv[0]))
        fail("cannot tell where this executable is", NULL);
    if (!locate(&place, executable))
        fail("cannot find the Python package 'llrt' and its interpreter beside this executable", executable);
    char **next = calloc((size_t)argc + 11, sizeof *next);
    if (!next)
        fail("out of memory", NULL);
    char bundle[16];
    int fd = open_bundle(&place);
    snprintf(bundle, sizeof bundle, "%d", fd);
    char *locale = getenv("LC_CTYPE");
    int n = 0;
    next[n++] = place.python;
    next[n++] = "-I";
    next[n++] = "-S";
    next[n++] = "-X";
    next[n++] = "utf8";
    next[n++] = "-c";
    next[n++] = (char *)(fd < 0 ? BOOT_SOURCES : BOOT_BUNDLE);
    next[n++] = bundle;
    next[n++] = place.folder;
    next[n++] = locale ? locale : "-";
    next[n++] = executable;
    for (int i = 1; i < argc; i++)
        next[n++] = argv[i];
    execv(place.python, next);
    fail(place.python, strerror(errno));
    return 127;
}
