# The start-up image (docs/binary.md): what a Runtime does before it is saved, and in each process that goes on from it.

cdef extern from "engine_image.h":
    int llrt_image_keep(JSRuntime *rt)
    void llrt_image_start(JSRuntime *rt)
    void llrt_reseed_all(JSRuntime *rt)


def _image_keep(Runtime runtime not None):
    """Make a Runtime ready to be saved: nothing may be running or waiting in it."""
    cdef Host *h = runtime.host
    runtime.check()
    if h.depth or h.dropped_count or h.pending != NULL or h.deadline or h.call_deadline:
        raise RuntimeError("JavaScript is running in this Runtime")
    flush_dead()
    if llrt_image_keep(h.rt):
        raise RuntimeError("this Runtime has jobs that wait")
    h.next_signal_check = 0
    h.owner = 0


def _image_start(Runtime runtime not None):
    """The same Runtime in another process: owned by this thread, random numbers of its own."""
    take_ownership(runtime.host)
    llrt_image_start(runtime.host.rt)


def _reseed(Runtime runtime not None):
    """New random numbers for Math.random, in all contexts; from any thread. For a process that was restored from a snapshot."""
    if runtime.host != NULL and runtime.host.rt != NULL:
        llrt_reseed_all(runtime.host.rt)
