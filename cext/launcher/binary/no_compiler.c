/* The binary runs frozen code only, so Python's parser and compiler are not linked (0.7 MB): these are the few functions of them
 * that the rest of CPython 3.11 refers to. compile(), eval() and exec() of a text raise SystemError; of code they work.
 * freeze.py takes care of the one place of the standard library that compiles, collections.namedtuple. */
#include <Python.h>

#if PY_VERSION_HEX >> 16 == 0x030b
#define Py_BUILD_CORE 1
#define NEED_OPCODE_TABLES
#include "internal/pycore_opcode.h"

static void *refuse(void)
{
    PyErr_SetString(PyExc_SystemError, "this executable runs compiled Python only");
    return NULL;
}

/* Parser/peg_api.c, pegen.c, tokenizer.c */
void *_PyParser_ASTFromString(const char *text, PyObject *filename, int mode, PyCompilerFlags *flags, void *arena)
{
    return refuse();
}

void *_PyParser_ASTFromFile(FILE *file, PyObject *filename, const char *encoding, int mode, const char *ps1, const char *ps2,
                            PyCompilerFlags *flags, int *error, void *arena)
{
    return refuse();
}

/* For the marks under a line of a traceback: frozen code has neither columns nor text. */
Py_ssize_t _PyPegen_byte_offset_to_character_offset(PyObject *line, Py_ssize_t offset)
{
    return -1;
}

char *_PyTokenizer_FindEncodingFilename(int fd, PyObject *filename)
{
    return NULL;
}

/* Python/ast.c, ast_opt.c, Python-ast.c, compile.c, symtable.c */
int _PyAST_Optimize(void *module, void *arena, void *state)
{
    return 1;
}

int _PyAST_Validate(void *module)
{
    return 1;
}

int PyAST_Check(PyObject *object)
{
    return 0;
}

PyObject *PyAST_mod2obj(void *module)
{
    return refuse();
}

void *PyAST_obj2mod(PyObject *tree, void *arena, int mode)
{
    return refuse();
}

void _PyAST_Fini(PyInterpreterState *interpreter)
{
}

PyCodeObject *_PyAST_Compile(void *module, PyObject *filename, PyCompilerFlags *flags, int optimize, void *arena)
{
    return refuse();
}

int PyCompile_OpcodeStackEffect(int opcode, int argument)
{
    return PY_INVALID_STACK_EFFECT;
}

PyTypeObject PySTEntry_Type = {PyVarObject_HEAD_INIT(&PyType_Type, 0).tp_name = "symtable entry", .tp_basicsize = sizeof(PyObject)};

/* Parser/myreadline.c: input() at a terminal. */
char *PyOS_Readline(FILE *in, FILE *out, const char *prompt)
{
    return refuse();
}

/* __slots__ with private names: "__x" of class "_C" is "_C__x". https://docs.python.org/3.11/reference/expressions.html#atom-identifiers */
PyObject *_Py_Mangle(PyObject *class_name, PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name), *owner = class_name && PyUnicode_Check(class_name) ? PyUnicode_AsUTF8(class_name) : NULL;
    size_t length = text ? strlen(text) : 0;

    if (!text || (class_name && PyUnicode_Check(class_name) && !owner))
        return NULL;
    while (owner && *owner == '_')
        owner++;
    if (!owner || !*owner || strncmp(text, "__", 2) != 0 || (length > 3 && strcmp(text + length - 2, "__") == 0) || strchr(text, '.'))
        return Py_NewRef(name);
    return PyUnicode_FromFormat("_%s%s", owner, text);
}
#endif
