/* Backing stores of ArrayBuffers as counted memory of their own, so that an operation can pin one: transfer, detach, resize
 * and collection then leave it where it is (settled 11). Windows of views. Included by engine.c.
 *
 * The engine's own stores carry a header before their bytes (llrt_store_calloc, called by an edit); memory given by C hangs
 * on a holder, the ArrayBuffer's opaque. Both end in an llrt_pin, whose count says who still needs the memory. */

struct llrt_pin {
    int refs;                       /* atomic: pins may end on any thread */
    size_t size;                    /* of engine stores */
    llrt_free_func free_func;       /* NULL: an engine store, freed with its header */
    void *opaque;
    void *data;
    void (*js_free)(void *opaque, void *pointer);
    void *js_opaque;
    _Alignas(16) uint8_t bytes[];
};

typedef struct {
    llrt_pin *store;
} StoreHolder;

static void store_release(llrt_pin *store)
{
    if (__atomic_sub_fetch(&store->refs, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    if (store->free_func)
        store->free_func(store->opaque, store->data);
    store->js_free(store->js_opaque, store);
}

/* ---- The engine's own stores ------------------------------------------------------------------------------------------ */

static llrt_pin *store_of(void *data)
{
    return container_of(data, llrt_pin, bytes);
}

static bool account(JSRuntime *rt, size_t size)
{
    JSMallocState *s = &rt->malloc_state;

    if (s->malloc_size + size > s->malloc_limit - 1)
        return false;
    s->malloc_count++;
    s->malloc_size += size;
    return true;
}

static void unaccount(JSRuntime *rt, size_t size)
{
    rt->malloc_state.malloc_count--;
    rt->malloc_state.malloc_size -= size;
}

static llrt_pin *store_new(JSRuntime *rt, size_t size)
{
    llrt_pin *store;

    if (!account(rt, sizeof(*store) + size))
        return NULL;
    store = rt->mf.js_calloc(rt->malloc_state.opaque, 1, sizeof(*store) + size);
    if (!store) {
        unaccount(rt, sizeof(*store) + size);
        return NULL;
    }
    store->refs = 1;
    store->size = size;
    store->data = store->bytes;
    store->js_free = rt->mf.js_free;
    store->js_opaque = rt->malloc_state.opaque;
    return store;
}

static void *llrt_store_calloc(JSContext *ctx, size_t size)
{
    llrt_pin *store = store_new(ctx->rt, size);

    if (!store) {
        JS_ThrowOutOfMemory(ctx);
        return NULL;
    }
    return store->bytes;
}

static void *llrt_store_realloc(JSRuntime *rt, void *data, size_t size)
{
    llrt_pin *old = store_of(data), *new;

    if (size == 0) {
        unaccount(rt, sizeof(*old) + old->size);
        store_release(old);
        return NULL;
    }
    new = store_new(rt, size);
    if (!new)
        return NULL;
    memcpy(new->bytes, old->bytes, old->size < size ? old->size : size);
    unaccount(rt, sizeof(*old) + old->size);
    store_release(old);
    return new->bytes;
}

/* ---- Memory given by C --------------------------------------------------------------------------------------------------- */

static void free_with_free(void *opaque, void *data)
{
    free(data);
}

static llrt_pin *store_around(JSRuntime *rt, void *data, size_t size, llrt_free_func free_func, void *opaque)
{
    llrt_pin *store = rt->mf.js_calloc(rt->malloc_state.opaque, 1, sizeof(*store));

    if (!store)
        return NULL;
    *store = (llrt_pin){ .refs = 1, .size = size, .free_func = free_func, .opaque = opaque, .data = data,
                         .js_free = rt->mf.js_free, .js_opaque = rt->malloc_state.opaque };
    return store;
}

/* The realloc function of ArrayBuffers over memory given by C. */
static void *holder_realloc(JSRuntime *rt, void *opaque, void *data, size_t size)
{
    StoreHolder *holder = opaque;
    llrt_pin *old = holder->store, *new;
    void *copy;

    if (size == 0) {
        store_release(old);
        js_free_rt(rt, holder);
        return NULL;
    }
    copy = malloc(size);
    new = copy ? store_around(rt, copy, size, free_with_free, NULL) : NULL;
    if (!new) {
        free(copy);
        return NULL;
    }
    memcpy(copy, data, old->size < size ? old->size : size);
    store_release(old);
    holder->store = new;
    return copy;
}

JSValue llrt_new_arraybuffer(JSContext *ctx, uint8_t *data, size_t length, llrt_free_func free_func, void *opaque)
{
    StoreHolder *holder;
    JSValue buffer;

    if (!data || length == 0) {
        if (free_func)
            free_func(opaque, data);
        return js_array_buffer_constructor1(ctx, JS_UNDEFINED, 0, NULL);
    }
    holder = js_malloc(ctx, sizeof(*holder));
    if (holder)
        holder->store = store_around(ctx->rt, data, length, free_func ? free_func : free_with_free, opaque);
    if (!holder || !holder->store) {
        js_free(ctx, holder);
        if (free_func)
            free_func(opaque, data);
        return JS_ThrowOutOfMemory(ctx);
    }
    buffer = JS_NewArrayBuffer(ctx, data, length, 0, holder_realloc, holder, false);
    if (JS_IsException(buffer))
        holder_realloc(ctx->rt, holder, data, 0);
    return buffer;
}

JSValue llrt_new_uint8array(JSContext *ctx, uint8_t *data, size_t length, llrt_free_func free_func, void *opaque)
{
    JSValue buffer = llrt_new_arraybuffer(ctx, data, length, free_func, opaque);

    return JS_IsException(buffer) ? buffer : js_new_uint8array(ctx, buffer);
}

/* ---- Windows and pins ------------------------------------------------------------------------------------------------------ */

static JSArrayBuffer *buffer_of(JSValueConst value, JSTypedArray **view)
{
    JSObject *p;

    *view = NULL;
    if (!JS_IsObject(value))
        return NULL;
    p = JS_VALUE_GET_OBJ(value);
    if (p->class_id == JS_CLASS_ARRAY_BUFFER || p->class_id == JS_CLASS_SHARED_ARRAY_BUFFER)
        return p->u.array_buffer;
    if (!is_typed_array(p->class_id) && p->class_id != JS_CLASS_DATAVIEW)
        return NULL;
    *view = p->u.typed_array;
    return p->u.typed_array ? (*view)->buffer->u.array_buffer : NULL;
}

static size_t view_length(JSTypedArray *view, size_t available)
{
    unsigned shift = 0;

    if (!view->track_rab)
        return view->length;
    if (view->obj->class_id != JS_CLASS_DATAVIEW)
        shift = typed_array_size_log2(view->obj->class_id);
    return (available - view->offset) >> shift << shift;
}

int llrt_bytes_view(JSContext *ctx, JSValueConst value, llrt_bytes *out)
{
    JSTypedArray *view;
    JSArrayBuffer *buffer = buffer_of(value, &view);
    size_t available;

    memset(out, 0, sizeof(*out));
    if (!buffer)
        return 0;
    out->shared = buffer->shared;
    out->immutable = buffer->immutable;
    out->resizable = array_buffer_is_resizable(buffer);
    out->detached = buffer->detached;
    available = buffer->byte_length;
    if (buffer->detached)
        return 1;
    if (!view) {
        out->length = available;
        out->data = available ? buffer->data : NULL;
        return 1;
    }
    if (view->offset > available || view->offset + view_length(view, available) > available) {
        out->detached = 1;
        return 1;
    }
    out->length = view_length(view, available);
    out->data = out->length ? buffer->data + view->offset : NULL;
    return 1;
}

llrt_pin *llrt_pin_bytes(JSContext *ctx, JSValueConst value, llrt_bytes *bytes)
{
    JSTypedArray *view;
    JSArrayBuffer *buffer = buffer_of(value, &view);
    llrt_pin *store;

    if (!buffer || !llrt_bytes_view(ctx, value, bytes)) {
        JS_ThrowTypeError(ctx, "not an ArrayBuffer or a view of one");
        return NULL;
    }
    if (bytes->detached) {
        JS_ThrowTypeErrorDetachedArrayBuffer(ctx);
        return NULL;
    }
    if (buffer->realloc_func == js_array_buffer_realloc) {
        store = store_of(buffer->data);
    } else if (buffer->realloc_func == holder_realloc) {
        store = ((StoreHolder *)buffer->opaque)->store;
    } else {
        JS_ThrowTypeError(ctx, "the memory of this ArrayBuffer cannot be pinned");
        return NULL;
    }
    __atomic_add_fetch(&store->refs, 1, __ATOMIC_ACQ_REL);
    return store;
}

void llrt_unpin(llrt_pin *pin)
{
    store_release(pin);
}
