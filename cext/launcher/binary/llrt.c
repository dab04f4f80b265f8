/* The `llrt` command with its interpreter inside: boots CPython isolated (or goes on from the image, image_restore.c), hands
 * the command line to start.py and leaves. Everything Python is frozen (freeze.py) or built in: no file is opened.
 * Not here: options (llrt/cli). https://docs.python.org/3.11/c-api/init_config.html */
#define PY_SSIZE_T_CLEAN
#define Py_BUILD_CORE 1
#include <Python.h>
#include "internal/pycore_pystate.h"
#include "internal/pycore_runtime.h"
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "image.h"
#include "packed.h"

extern char **environ;
extern void llrt_register_modules(void);    /* written by binary.py: built-in and frozen modules */

static PyObject *start_function;    /* start.run, once booted */

/* ---- Phases, for LLRT_DEBUG_STARTUP=1 -------------------------------------------------------------------------------- */

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void phase(const char *name)
{
    int64_t now;
    if (!llrt_image.debug) {
        const char *wanted = getenv("LLRT_DEBUG_STARTUP");
        llrt_image.debug = 1 + (wanted && strcmp(wanted, "1") == 0);
    }
    if (llrt_image.debug != 2)
        return;
    now = now_us();
    fprintf(stderr, "llrt: %-24s %7lld us\n", name, (long long)(now - llrt_image.phase_us));
    llrt_image.phase_us = now_us();
}

static PyObject *phase_function(PyObject *self, PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);
    if (!text)
        return NULL;
    phase(text);
    Py_RETURN_NONE;
}

/* ---- Booting the interpreter --------------------------------------------------------------------------------------------- */

static void fail(const char *what, const char *detail)
{
    fprintf(stderr, "llrt: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
    fflush(stderr);
    _exit(127);
}

static void check(PyStatus status)
{
    if (PyStatus_Exception(status))
        fail("cannot start the interpreter", status.err_msg);
}

static void python_error(const char *what)
{
    fprintf(stderr, "llrt: %s\n", what);
    PyErr_Print();
    fflush(stderr);
    _exit(127);
}

/* Takes the place of libstdc++'s, which prints the exception's name and for that brings a decoder of C++ names (47 KB). */
void llrt_terminate(void) __asm__("_ZN9__gnu_cxx27__verbose_terminate_handlerEv");
void llrt_terminate(void)
{
    abort();
}

/* CPython's question whether a standard stream is open (slim.py): it would make objects of all three, which start.py does at first
 * touch. */
int llrt_no_stream(int fd, int command, ...)
{
    return -1;
}

/* Takes the place of CPython's, which looks for an installation around this executable, on PATH and in the working directory. */
PyStatus _PyConfig_InitPathConfig(PyConfig *config, int compute)
{
    return PyStatus_Ok();
}

/* Nothing is ever looked for on disk. */
static void set_paths(PyConfig *config)
{
    wchar_t **const places[] = {&config->program_name, &config->executable, &config->base_executable, &config->prefix,
                                &config->base_prefix, &config->exec_prefix, &config->base_exec_prefix, &config->stdlib_dir};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        check(PyConfig_SetString(config, places[i], i ? L"" : L"llrt"));
    config->module_search_paths_set = 1;
}

static PyObject *copy_pages(PyObject *self, PyObject *kind)
{
    long wanted = PyLong_AsLong(kind);
    if (wanted < 0 || wanted >= LLRT_PAGES_KINDS)
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_ValueError, "pages of kind %ld, expected 0 to %d", wanted, LLRT_PAGES_KINDS - 1);
    llrt_image_copy((enum llrt_pages)wanted);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"phase", phase_function, METH_O, NULL},
    {"build_info", (PyCFunction)llrt_build_info, METH_NOARGS, NULL},
    {"copy_pages", copy_pages, METH_O, NULL},
    {"packed", llrt_packed_names, METH_NOARGS, NULL},
    {"unpack", llrt_unpack, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef_Slot slots[] = {{0, NULL}};
static struct PyModuleDef binary_module = {PyModuleDef_HEAD_INIT, "_llrt_binary", NULL, 0, methods, slots, NULL, NULL, NULL};

static PyObject *init_binary_module(void)
{
    return PyModuleDef_Init(&binary_module);
}

/* CPython keeps what _PyRuntime is before anything happened, 0.17 MB, and reads of it what a new thread begins with. slim.py
 * takes it out of the file; the part is copied from _PyRuntime while nothing has happened. */
extern char llrt_python_initial[] __attribute__((weak));

static void keep_initial_thread(void)
{
    size_t place = offsetof(_PyRuntimeState, _main_interpreter._initial_thread);

    if (llrt_python_initial)
        memcpy(llrt_python_initial + place, (char *)&_PyRuntime + place, sizeof _PyRuntime._main_interpreter._initial_thread);
}

/* CPython does not start with a folder as stdin; for Node it is an end of input. */
static void replace_folder_as_stdin(void)
{
    struct stat found;
    int nothing;

    if (fstat(0, &found) != 0 || !S_ISDIR(found.st_mode))
        return;
    nothing = open("/dev/null", O_RDONLY);
    if (nothing > 0) {
        dup2(nothing, 0);
        close(nothing);
    }
}

static void boot_interpreter(void)
{
    PyPreConfig pre;
    PyConfig config;

    keep_initial_thread();
    llrt_register_modules();
    PyImport_AppendInittab("_llrt_binary", init_binary_module);
    llrt_image_take_objects();
    PyPreConfig_InitIsolatedConfig(&pre);
    pre.utf8_mode = 1;
    pre.configure_locale = 0;
    check(Py_PreInitialize(&pre));
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.install_signal_handlers = 0;
    config.pathconfig_warnings = 0;
    config.use_frozen_modules = 1;
    config.write_bytecode = 0;
    config.parse_argv = 0;
    set_paths(&config);
    llrt_image_configure(&config);
    replace_folder_as_stdin();
    check(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
}

static void boot(void)
{
    PyObject *module;

    boot_interpreter();
    phase("interpreter");
    module = PyImport_ImportModule("_llrt_start");
    start_function = module ? PyObject_GetAttrString(module, "run") : NULL;
    if (!start_function)
        python_error("cannot load the program");
    Py_DECREF(module);
}

/* ---- What the process gives --------------------------------------------------------------------------------------------- */

static int is_program(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static int find_on_path(char *out, const char *name)
{
    const char *path = getenv("PATH");
    while (path && *path) {
        size_t length = strcspn(path, ":");
        char candidate[PATH_MAX];
        int n = snprintf(candidate, sizeof candidate, "%.*s/%s", (int)length, path, name);
        if (n > 0 && n < (int)sizeof candidate && is_program(candidate))
            return realpath(candidate, out) != NULL;
        path += length + (path[length] == ':');
    }
    return 0;
}

/* The absolute path of this executable, also without /proc and after it was deleted. */
static void own_path(char *out, const char *argv0)
{
    static const char deleted[] = " (deleted)";
    ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (n > 0) {
        size_t tail = sizeof deleted - 1;
        out[n] = 0;
        if ((size_t)n > tail && strcmp(out + n - tail, deleted) == 0 && access(out, F_OK) != 0)
            out[n - tail] = 0;
        return;
    }
    if (strchr(argv0, '/') ? realpath(argv0, out) != NULL : find_on_path(out, argv0))
        return;
    snprintf(out, PATH_MAX, "%s", argv0);
}

static PyObject *command_line(int argc, char **argv)
{
    PyObject *list = PyList_New(argc);
    char path[PATH_MAX];

    if (!list)
        return NULL;
    own_path(path, argv[0]);
    for (int i = 0; i < argc; i++) {
        const char *word = i ? argv[i] : path;
        PyObject *text = PyUnicode_DecodeUTF8(word, (Py_ssize_t)strlen(word), "surrogateescape");
        if (!text)
            return NULL;
        PyList_SET_ITEM(list, i, text);
    }
    return list;
}

/* posix.environ is made when that module is: the image's has the build's variables. Its identity stays, os.environ shares it. */
static int renew_environment(void)
{
    PyObject *module = PyImport_ImportModule("posix");
    PyObject *dict = module ? PyObject_GetAttrString(module, "environ") : NULL;

    Py_XDECREF(module);
    if (!dict)
        return -1;
    PyDict_Clear(dict);
    for (char **entry = environ; entry && *entry; entry++) {
        const char *equals = strchr(*entry, '=');
        PyObject *name, *value;
        if (!equals)
            continue;
        name = PyBytes_FromStringAndSize(*entry, equals - *entry);
        value = PyBytes_FromString(equals + 1);
        if (!name || !value || !PyDict_SetDefault(dict, name, value))
            return -1;
        Py_DECREF(name);
        Py_DECREF(value);
    }
    Py_DECREF(dict);
    return 0;
}

/* CPython's idea of this thread, which is the process's and not the image's. */
static void renew_interpreter(void)
{
    PyThreadState *state = llrt_image_thread_state();

    _PyRuntime.gilstate.autoTSSkey._is_initialized = 0;
    if (PyThread_tss_create(&_PyRuntime.gilstate.autoTSSkey) || PyThread_tss_set(&_PyRuntime.gilstate.autoTSSkey, state))
        fail("cannot start", "no thread-specific storage");
    _PyRuntime.main_thread = state->thread_id = PyThread_get_thread_ident();
    state->native_thread_id = PyThread_get_thread_native_id();
    if (renew_environment())
        python_error("cannot read the environment");
}

int main(int argc, char **argv)
{
    static char *no_arguments[] = {"llrt", NULL};
    PyObject *arguments, *result;

    if (argc < 1) {
        argc = 1;
        argv = no_arguments;
    }
    /* as Node: writes to a closed pipe and over a size limit are errors of the call */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    if (llrt_image.restored) {
        phase("image mapped");
        renew_interpreter();
        phase("interpreter restored");
    } else {
        llrt_image_begin_dump();
        boot();
        llrt_image_dump();     /* does not return when an image was asked for */
    }
    arguments = command_line(argc, argv);
    result = arguments ? PyObject_CallFunction(start_function, "Oi", arguments, llrt_image.restored) : NULL;
    if (!result)
        python_error("internal error");
    fflush(NULL);
    _exit(0);
}
