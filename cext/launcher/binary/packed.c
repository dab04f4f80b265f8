/* What few programs load, compressed: builtins, and Python modules that are unpacked when start.py's finder is asked for one
 * (freeze.py). */
#include <Python.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include "image.h"
#include "packed.h"

static void *_Atomic spare;     /* one context that nobody uses, or NULL */

/* The context is larger than what is unpacked, and the kernel's: neither the heap nor an image keeps it. A process does, for the next
 * of some fifty frames: mapping it anew for each is more work than most of them. */
static void *take_context(size_t room)
{
    void *memory = llrt_image.dumping ? NULL : atomic_exchange(&spare, NULL);

    return memory ? memory : mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void leave_context(void *memory, size_t room)
{
    if (!llrt_image.dumping)
        memory = atomic_exchange(&spare, memory);
    if (memory)
        munmap(memory, room);
}

/* A frame as launcher/pack.c makes it. 0 on success. */
int llrt_unzstd(uint8_t *out, size_t size, const uint8_t *packed, size_t packed_size, const uint8_t *dictionary, size_t length)
{
    size_t room = ZSTD_estimateDCtxSize(), done;
    void *memory = take_context(room);
    ZSTD_DCtx *context;

    if (memory == MAP_FAILED)
        return -1;
    context = ZSTD_initStaticDCtx(memory, room);
    ZSTD_DCtx_setParameter(context, ZSTD_d_format, ZSTD_f_zstd1_magicless);
    done = ZSTD_decompress_usingDict(context, out, size, packed, packed_size, dictionary, length);
    leave_context(memory, room);
    return done == size ? 0 : -1;
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
    PyObject *code;

    if (!row)
        return text ? PyErr_Format(PyExc_ImportError, "no packed module %R", name) : NULL;
    code = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)row->size);
    if (code && llrt_unzstd((uint8_t *)PyBytes_AS_STRING(code), row->size, row->data, row->packed_size, llrt_packed_dictionary,
                            llrt_packed_dictionary_size)) {
        Py_CLEAR(code);
        PyErr_Format(PyExc_ImportError, "the packed module %R is damaged", name);
    }
    return code;
}
