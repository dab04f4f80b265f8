/* What few programs load, compressed: builtins, and Python modules that are unpacked when start.py's finder is asked for one
 * (freeze.py). */
#include <Python.h>
#include <string.h>
#include <zlib.h>

#include "packed.h"

/* Raw deflate against a dictionary: the bytecode of builtins (packed_builtins.py). 0 on success. */
int llrt_inflate(uint8_t *out, size_t size, const uint8_t *packed, size_t packed_size, const uint8_t *dictionary, size_t length)
{
    z_stream stream = {.next_in = (Bytef *)packed, .avail_in = (uInt)packed_size, .next_out = out, .avail_out = (uInt)size};
    int done;

    if (inflateInit2(&stream, -15) != Z_OK)
        return -1;
    done = inflateSetDictionary(&stream, dictionary, (uInt)length) == Z_OK && inflate(&stream, Z_FINISH) == Z_STREAM_END &&
           stream.total_out == size;
    inflateEnd(&stream);
    return done ? 0 : -1;
}

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
