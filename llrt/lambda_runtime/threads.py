"""The contexts of a managed instance: one, or with LLRT_LAMBDA_THREADS=N so many, each with an engine of its own in a thread of
its own, which share the slots among them.

A context that ends by an error takes no other with it: what it was asked is reported, and a new one takes its place, unless it
never answered anything, or SIGTERM has arrived. The process ends with the last context. The first one lives in the main thread,
which passes signals on to the others.
"""

import _thread

from llrt.lambda_runtime.address import parse_address
from llrt.lambda_runtime.concurrent import ConcurrentWorker
from llrt.lambda_runtime.thread_signals import SignalHub
from llrt.runtime.options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.lambda_runtime.environment import Settings

# Of a context's thread, in bytes: what a main thread has by default.
_STACK = 8 << 20
_FAILURE = 1


def serve(options: "Options | None", settings: "Settings") -> int:
    """Run until the last context has ended; returns the exit code. Raises ValueError for an address that is none."""
    count = min(max(1, settings.threads), settings.max_concurrency)
    if count == 1:
        return _alone(ConcurrentWorker(options, settings, settings.max_concurrency), settings.api)
    parse_address(settings.api)
    return _Contexts(options or Options(), settings, count).run()


def _alone(worker: ConcurrentWorker, api: str) -> int:
    code = worker.run()
    if worker.open:
        # process.exit() in one of several: what the others have half sent is sent to its end.
        from llrt.lambda_runtime.lost import report

        report(api, worker.open)
    return code


class _Contexts:
    def __init__(self, options: Options, settings: "Settings", count: int):
        self._options = options
        self._settings = settings
        share, more = divmod(settings.max_concurrency, count)
        self._shares = [share + (index < more) for index in range(count)]
        self._codes: "list[int]" = []
        self._signals = SignalHub()

    def run(self) -> int:
        # The one that a start-up image holds is the main thread's, so it is taken before the others look for it.
        first = self._make(self._shares[0], True)
        running = []
        before = _thread.stack_size(_STACK)
        for slots in self._shares[1:]:
            ended = _thread.allocate_lock()
            ended.acquire()
            running.append(ended)
            _thread.start_new_thread(self._thread, (slots, ended))
        _thread.stack_size(before)
        self._serve(self._shares[0], True, first)
        for ended in running:
            ended.acquire()
        return next((code for code in self._codes if code), 0)

    def _make(self, slots: int, is_main: bool) -> ConcurrentWorker:
        signals = self._signals.for_main_loop if is_main else self._signals.for_loop
        return ConcurrentWorker(Options(**self._options.__dict__), self._settings, slots, signals)

    def _thread(self, slots: int, ended: "_thread.LockType") -> None:
        try:
            self._serve(slots, False, None)
        finally:
            ended.release()

    def _serve(self, slots: int, is_main: bool, worker: "ConcurrentWorker | None") -> None:
        code = _FAILURE
        try:
            while True:
                worker = worker or self._make(slots, is_main)
                code = _run(worker)
                if worker.final or self._signals.terminated or not (worker.invocations or worker.open):
                    break
                _bury(worker, self._settings.api)
                worker = None
        finally:
            self._codes.append(code)
            if worker is not None:
                _bury(worker, self._settings.api)


def _run(worker: ConcurrentWorker) -> int:
    try:
        return worker.run()
    except Exception as error:
        # Not of the program: it would have been reported to it.
        from llrt.runtime.output import write

        write(2, f"llrt: internal error in a context: {type(error).__name__}: {error}\n")
        return _FAILURE


def _bury(worker: ConcurrentWorker, api: str) -> None:
    from llrt.lambda_runtime.lost import report

    try:
        report(api, worker.open)
    finally:
        worker.close()
