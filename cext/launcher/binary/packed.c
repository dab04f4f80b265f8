/* Python modules that few programs import: frozen and compressed (freeze.py), unpacked when start.py's finder is asked for one. */
#include <Python.h>
#include <string.h>
#include <zlib.h>

#include "packed.h"

static const llrt_packed *find(const char *name)
{
    for (const llrt_packed *row = llrt_packed_modules; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

/* packed() -> {name: is it a package} */
PyObject *llrt_packed_names(PyObject *self, PyObject *unused)
{
    PyObject *names = PyDict_New();

    for (const llrt_packed *row = llrt_packed_modules; names && row->name; row++)
        if (PyDict_SetItemString(names, row->name, row->package ? Py_True : Py_False))
            Py_CLEAR(names);
    return names;
}

/* unpack(name) -> the marshalled code */
PyObject *llrt_unpack(PyObject *self, PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);
    const llrt_packed *row = text ? find(text) : NULL;
    uLongf size;
    PyObject *code;

    if (!row)
        return text ? PyErr_Format(PyExc_ImportError, "no packed module %R", name) : NULL;
    size = row->size;
    code = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size);
    if (code && (uncompress((Bytef *)PyBytes_AS_STRING(code), &size, row->data, row->packed_size) != Z_OK || size != row->size)) {
        Py_CLEAR(code);
        PyErr_Format(PyExc_ImportError, "the packed module %R is damaged", name);
    }
    return code;
}
