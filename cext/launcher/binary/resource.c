/* The module `resource` of the native binary, as far as llrt asks for it: Debian's static library has none.
 * https://docs.python.org/3.11/library/resource.html#resource-usage */
#include <Python.h>
#include <structseq.h>
#include <sys/resource.h>

static PyStructSequence_Field fields[] = {
    {"ru_utime", NULL}, {"ru_stime", NULL}, {"ru_maxrss", NULL}, {"ru_ixrss", NULL}, {"ru_idrss", NULL}, {"ru_isrss", NULL},
    {"ru_minflt", NULL}, {"ru_majflt", NULL}, {"ru_nswap", NULL}, {"ru_inblock", NULL}, {"ru_oublock", NULL},
    {"ru_msgsnd", NULL}, {"ru_msgrcv", NULL}, {"ru_nsignals", NULL}, {"ru_nvcsw", NULL}, {"ru_nivcsw", NULL}, {NULL, NULL},
};
static PyStructSequence_Desc usage_type_desc = {"resource.struct_rusage", NULL, fields, 16};
static PyTypeObject *usage_type;

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static PyObject *get_usage(PyObject *self, PyObject *who)
{
    struct rusage u;
    long number = PyLong_AsLong(who);
    PyObject *result;

    if (number == -1 && PyErr_Occurred())
        return NULL;
    if (getrusage((int)number, &u))
        return PyErr_SetFromErrno(PyExc_OSError);
    const long counts[] = {u.ru_maxrss, u.ru_ixrss, u.ru_idrss, u.ru_isrss, u.ru_minflt, u.ru_majflt, u.ru_nswap,
                           u.ru_inblock, u.ru_oublock, u.ru_msgsnd, u.ru_msgrcv, u.ru_nsignals, u.ru_nvcsw, u.ru_nivcsw};
    result = PyStructSequence_New(usage_type);
    if (!result)
        return NULL;
    PyStructSequence_SetItem(result, 0, PyFloat_FromDouble(seconds(u.ru_utime)));
    PyStructSequence_SetItem(result, 1, PyFloat_FromDouble(seconds(u.ru_stime)));
    for (int i = 0; i < 14; i++)
        PyStructSequence_SetItem(result, i + 2, PyLong_FromLong(counts[i]));
    if (PyErr_Occurred())
        Py_CLEAR(result);
    return result;
}

static int exec_module(PyObject *module)
{
    usage_type = PyStructSequence_NewType(&usage_type_desc);
    if (!usage_type || PyModule_AddObjectRef(module, "struct_rusage", (PyObject *)usage_type))
        return -1;
    if (PyModule_AddIntConstant(module, "RUSAGE_SELF", RUSAGE_SELF) || PyModule_AddIntConstant(module, "RUSAGE_CHILDREN", RUSAGE_CHILDREN))
        return -1;
    return PyModule_AddIntConstant(module, "RUSAGE_THREAD", RUSAGE_THREAD);
}

static PyMethodDef methods[] = {{"getrusage", get_usage, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyModuleDef_Slot slots[] = {{Py_mod_exec, exec_module}, {0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "resource", NULL, 0, methods, slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_resource(void)
{
    return PyModuleDef_Init(&definition);
}
