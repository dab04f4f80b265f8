# Modules: compiling without resolving, binding requests, linking, evaluating; synthetic modules; the hooks that the
# engine calls for import(), import.meta, native:<room>. Which module a specifier means is the loader's business
# (llrt/modules), not ours.

cdef struct ModuleCell:
    JSModuleDef *module     # NULL once the engine has freed it
    PyObject *handle        # the Module object, not counted; NULL once it is gone. The cell is freed when both are
    llrt_held *init         # of a synthetic module that was not evaluated
    ModuleCell *next        # in Context.orphans


@cython.no_gc_clear
cdef class Module:
    """A module of a Context: source text, bytecode, synthetic or builtin."""

    cdef readonly Context context
    cdef ModuleCell *cell
    cdef object __weakref__

    def __init__(self, *args, **kwargs):
        raise TypeError("Module objects are made by a Context")

    def __dealloc__(self):
        cdef ModuleCell *cell = self.cell
        if cell == NULL:
            return
        live[LIVE_MODULE] -= 1
        cell.handle = NULL
        if cell.module == NULL:
            free_cell(cell)
        elif not self.context.closed and self.context.host.owner == PyThread_get_thread_ident():
            forget_module(self.context, cell)
        else:
            cell.next = self.context.orphans if self.context.orphans != NULL else cell      # not NULL: it is in the list
            self.context.orphans = cell

    cdef JSModuleDef *get(self) except NULL:
        if self.cell == NULL or self.cell.module == NULL:
            raise RuntimeError("this Module is closed")
        self.context.check()
        return self.cell.module

    @property
    def name(self):
        return take_from_js(self.context, llrt_module_name(self.context.ctx, self.get()), OPS)

    def rename(self, str name, /):
        """Set the name of an unlinked module (after reading it from bytecode)."""
        if llrt_module_set_name(self.context.ctx, self.get(), name.encode("utf-8", "surrogatepass")) < 0:
            raise_pending(self.context)

    @property
    def requests(self):
        """[(specifier, attributes as a dict)] in source order, each once."""
        cdef Context c = self.context
        cdef JSModuleDef *m = self.get()
        cdef int i
        cdef list result = []
        for i in range(llrt_module_request_count(m)):
            specifier = take_from_js(c, llrt_module_request_specifier(c.ctx, m, i), OPS)
            attributes = take_from_js(c, llrt_module_request_attributes(c.ctx, m, i), OPS)
            result.append((specifier, {} if attributes is None else attributes))
        return result

    def link(self, modules, /):
        """Bind each request, in the order of `requests`. The graph is instantiated by instantiate() or evaluate()."""
        cdef JSModuleDef *m = self.get()
        cdef int i = 0
        cdef int count = llrt_module_request_count(m)
        modules = list(modules)
        if len(modules) != count:
            raise ValueError(f"{self.name} has {count} requests, but {len(modules)} modules were given")
        for dependency in modules:
            if not isinstance(dependency, Module) or (<Module>dependency).context is not self.context:
                raise TypeError(f"link() takes Modules of the same Context, not {dependency!r}")
            if llrt_module_set_request(self.context.ctx, m, i, (<Module>dependency).get()) < 0:
                raise_pending(self.context)
            i += 1

    def instantiate(self):
        """Link the whole graph, whose requests must all be bound. JSSyntaxError for a missing or ambiguous export."""
        cdef Context c = self.context
        cdef JSModuleDef *m = self.get()
        cdef int done
        enter_js(c.host)
        try:
            gil_drop(c.host)
            done = llrt_module_link(c.ctx, m)
            gil_take(c.host)
            if done < 0:
                raise_pending(c)
        finally:
            leave_js(c.host)

    def evaluate(self, *, timeout=None):
        """Instantiate if needed and evaluate; returns the promise, the same each time. Does not drain."""
        return run_module(self, 0, timeout)

    def evaluate_sync(self, *, timeout=None):
        """Evaluate a graph without top-level await; returns the namespace."""
        return run_module(self, 1, timeout)

    def namespace(self):
        cdef JSModuleDef *m = self.get()
        enter_js(self.context.host)
        try:
            return take_from_js(self.context, llrt_module_namespace(self.context.ctx, m), HANDLE)
        finally:
            leave_js(self.context.host)

    @property
    def status(self):
        """"unlinked", "linked", "evaluating" (also: waiting for a top-level await), "evaluated" or "errored"."""
        return ("unlinked", "linked", "evaluating", "evaluated", "errored")[llrt_module_status(self.get())]

    @property
    def error(self):
        """What an errored module threw, else None."""
        return take_from_js(self.context, llrt_module_error(self.context.ctx, self.get()), HANDLE_OR_NONE)

    @property
    def has_tla(self):
        """The module itself has a top-level await."""
        return bool(llrt_module_has_tla(self.get()))

    @property
    def graph_has_tla(self):
        """It or a module it reaches has a top-level await."""
        cdef int found = llrt_module_graph_has_tla(self.context.ctx, self.get())
        if found < 0:
            raise_pending(self.context)
        return bool(found)

    def set_export(self, str name, value, /):
        """Give an export of a synthetic module its value (converted as call() arguments are)."""
        cdef Context c = self.context
        cdef JSModuleDef *m = self.get()
        cdef JSValue v
        encoded = name.encode("utf-8", "surrogatepass")
        enter_js(c.host)
        try:
            to_js(c, value, COPY, &v)
            if llrt_module_set_export(c.ctx, m, encoded, v) < 0:
                raise_pending(c)
        finally:
            leave_js(c.host)

    def bytecode(self, bytes text=None):
        """The compiled module: to be read by the same engine version (Context.read_bytecode). With the `text` it was compiled
        from it does not hold the sources of its functions, and is read together with the text."""
        cdef size_t length
        cdef const char *p = NULL if text is None else PyBytes_AS_STRING(text)
        cdef uint8_t *data = llrt_module_bytecode(self.context.ctx, self.get(), p, 0 if text is None else len(text), &length)
        if data == NULL:
            raise_pending(self.context)
        return seal_bytecode(data, length, BYTECODE_MODULE, text is not None)

    def __repr__(self):
        if self.cell == NULL or self.cell.module == NULL:
            return "<llrt Module, closed>"
        return f"<llrt Module {self.name!r}, {self.status}>"


cdef Module wrap_module(Context c, JSModuleDef *m):
    """The Module of an engine module, one for each. NULL raises what is pending."""
    cdef ModuleCell *cell
    cdef Module module
    if m == NULL:
        raise_pending(c)
    cell = <ModuleCell*>llrt_module_opaque(m)
    if cell != NULL and cell.handle != NULL:
        return <Module>cell.handle
    if cell == NULL:
        cell = <ModuleCell*>calloc(1, sizeof(ModuleCell))
        if cell == NULL:
            raise MemoryError
        cell.module = m
        llrt_module_set_opaque(m, cell)
    module = Module.__new__(Module)
    module.context = c
    module.cell = cell
    cell.handle = <PyObject*>module
    live[LIVE_MODULE] += 1
    return module


cdef void forget_module(Context c, ModuleCell *cell) noexcept:
    """The Module object is gone: free what the engine does not need."""
    cdef JSModuleDef *m = cell.module
    cell.next = cell        # keeps on_module_free from freeing the cell under us
    if m != NULL:
        llrt_module_release(c.ctx, m)
    cell.next = NULL
    if cell.module == NULL:
        free_cell(cell)


cdef void free_cell(ModuleCell *cell) noexcept nogil:
    if cell.init != NULL:
        llrt_bury(cell.init)
    free(cell)


cdef void on_module_free(JSModuleDef *m, void *opaque) noexcept nogil:
    cdef ModuleCell *cell = <ModuleCell*>opaque
    if cell == NULL:
        return
    cell.module = NULL
    if cell.handle == NULL and cell.next == NULL:
        free_cell(cell)


cdef object run_module(Module module, bint sync, object timeout):
    cdef Context c = module.context
    cdef JSModuleDef *m = module.get()
    cdef JSValue result
    cdef int64_t before = push_timeout(c.host, timeout)
    try:
        enter_js(c.host)
        try:
            gil_drop(c.host)
            result = llrt_module_evaluate_sync(c.ctx, m) if sync else llrt_module_evaluate(c.ctx, m)
            gil_take(c.host)
            return take_from_js(c, result, HANDLE)
        finally:
            leave_js(c.host)
    finally:
        c.host.call_deadline = before


cdef JSValue module_namespace(Context c, Module module) except *:
    return llrt_module_namespace(c.ctx, module.get())


cdef int settle_with_module(Context c, Module module, JSValue *functions) except -1:
    """End an import(); frees the functions."""
    cdef int i
    cdef int done
    cdef JSModuleDef *m = module.get()
    gil_drop(c.host)
    done = llrt_import_settle(c.ctx, m, functions)
    gil_take(c.host)
    for i in range(2):
        JS_FreeValue(c.ctx, functions[i])
        functions[i] = JS_UNDEFINED
    if done < 0:
        raise_pending(c)
    return 0
