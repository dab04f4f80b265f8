/* The table of packed modules, written by freeze.py, read by packed.c. */
#ifndef LLRT_PACKED_H
#define LLRT_PACKED_H

typedef struct llrt_packed {
    const char *name;
    const unsigned char *data;
    unsigned long packed_size, size;
    int package;
} llrt_packed;
extern const llrt_packed llrt_packed_modules[];
/* The modules that are not packed. */
extern const unsigned char *const llrt_packed_dictionary;
extern const unsigned long llrt_packed_dictionary_size;

#ifdef Py_PYTHON_H
PyObject *llrt_packed_names(PyObject *self, PyObject *unused);
PyObject *llrt_unpack(PyObject *self, PyObject *name);
#endif

#endif
