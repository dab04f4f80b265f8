/* The built-in modules of the interpreter: what llrt/ and the standard modules that freeze.py lists import. It takes the place
 * of the archive's own table, so that nothing else is linked. Not here: our extensions (frozen.c registers them). */
#include <Python.h>

#define CORE(X) \
    X(posix) X(errno) X(_sre) X(_codecs) X(_weakref) X(_functools) X(_operator) X(_collections) X(_abc) X(itertools) \
    X(_signal) X(_stat) X(time) X(_thread) X(_io) X(atexit) X(_tracemalloc) X(faulthandler)
#define OTHERS(X) \
    X(math) X(array) X(_struct) X(binascii) X(select) X(fcntl) X(pwd) X(grp) X(_socket) X(_posixsubprocess) X(_heapq)

#define DECLARE(name) extern PyObject *PyInit_##name(void);
CORE(DECLARE) OTHERS(DECLARE)
extern PyObject *PyMarshal_Init(void), *PyInit__imp(void), *PyInit_gc(void), *_PyWarnings_Init(void), *PyInit__string(void);

#define ROW(name) {#name, PyInit_##name},
struct _inittab _PyImport_Inittab[] = {
    CORE(ROW) OTHERS(ROW)
    {"marshal", PyMarshal_Init}, {"_imp", PyInit__imp},
    {"builtins", NULL}, {"sys", NULL}, {"gc", PyInit_gc}, {"_warnings", _PyWarnings_Init}, {"_string", PyInit__string},
    {NULL, NULL},
};
