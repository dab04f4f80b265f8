"""The reactor: timers, pending completions, poll, immediates, closing; libuv's phases in libuv's order.

JavaScript's own timers and immediates are lists in JavaScript (builtins/timers); the loop knows one deadline and one
flag of them. Usable without any JavaScript (the Lambda emulator's server runs on a bare Loop). Nothing here settles a
promise or drains: callbacks do, through the Environment's one entrance.
"""

from _thread import get_ident
from time import monotonic_ns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable
    from typing import Any

    from llrt.loop.poller import Poller
    from llrt.loop.pool import Done, Pool, Task
    from llrt.loop.signals import OnSignal, Signals
    from llrt.loop.timers import Timer, Timers

    Callback = Callable[..., object]
    Call = tuple[Callback, tuple[Any, ...]]
else:
    from _collections import deque


class Loop:
    """One loop belongs to the thread that turns it; only `call_soon_threadsafe` may be called from others."""

    def __init__(self) -> None:
        self._origin = monotonic_ns()
        # Nanoseconds spent waiting, for performance.eventLoopUtilization().
        self.idle_ns = 0
        # For performance.nodeTiming: when run() began and ended, in elapsed nanoseconds; turns, callbacks of descriptors.
        self.started_ns = self.ended_ns = -1
        self.turns = self.events = 0
        self._refs = 0
        self._pending: "deque[Call]" = deque()
        self._closing: "deque[Call]" = deque()
        self._arrived: "deque[Call]" = deque()
        self._poller: "Poller | None" = None
        self._pool: "Pool | None" = None
        self._signals: "Signals | Any" = None
        # Makes what add_signal() asks instead of the system: `signal_source(loop)` with the methods of Signals.
        self.signal_source: "Callable[[Loop], Any] | None" = None
        self._timers: "Timers | None" = None
        self._parts: "dict[str, Any]" = {}
        self._stopped = False
        self._turning = False
        self._thread = get_ident()
        # `| Any`: None until the hooks are set, which is before anything asks for them.
        self._enter: "Callable[..., Any] | Any" = None
        self._run_js_timers: "object" = None
        self._run_js_immediates: "object" = None
        self._deadline: "int | None" = None
        self._timer_ref = True
        self._immediate_pending = False
        self._immediate_ref = False

    # -- time

    def now(self) -> "float":
        """Milliseconds since the loop was made."""
        return (monotonic_ns() - self._origin) / 1e6

    def elapsed_ns(self) -> "int":
        """Nanoseconds since the loop was made: what performance.now() counts."""
        return monotonic_ns() - self._origin

    def forget_process(self) -> None:
        """An image is made: it holds neither the time nor the thread of its making."""
        self._origin = self._thread = 0

    def restart_clock(self) -> None:
        """A booted image starts: time begins now, in this thread."""
        self.started_ns = self.ended_ns = -1
        self.idle_ns = 0
        self._origin = monotonic_ns()
        self._thread = get_ident()

    def uses_system(self) -> "bool":
        """Whether it holds descriptors, threads or signals: then it cannot be saved in an image."""
        parts = any(not getattr(part, "is_idle", False) for part in self._parts.values())
        return self._poller is not None or self._pool is not None or self._signals is not None or parts

    # -- JavaScript's timers and immediates (native:timers)

    def set_timer_hooks(self, run_timers: "object", run_immediates: "object") -> None:
        """`run_timers(now) -> ms until the next one or -1`, `run_immediates(only_interrupted)`."""
        self._run_js_timers = run_timers
        self._run_js_immediates = run_immediates

    def set_enter(self, enter: "Callable[..., Any]") -> None:
        """`enter(function, *args)`: calls JavaScript and drains; None, undrained, when an uncaught error was handled."""
        self._enter = enter

    def set_timer(self, delay: "float") -> None:
        """JavaScript wants `run_timers` in `delay` ms; negative: no more."""
        self._deadline = None if delay < 0 else monotonic_ns() + int(delay * 1e6)

    def set_timer_ref(self, ref: "object") -> None:
        self._timer_ref = bool(ref)

    def set_immediate(self, pending: "object", ref: "object") -> None:
        self._immediate_pending = bool(pending)
        self._immediate_ref = bool(pending and ref)

    # -- what keeps the loop alive

    def ref(self) -> None:
        self._refs += 1

    def unref(self) -> None:
        self._refs -= 1

    def alive(self) -> "bool":
        """Whether anything is left that may call back."""
        return bool(
            self._refs > 0
            or self._pending
            or self._arrived
            or self._closing
            or self._immediate_ref
            or (self._deadline is not None and self._timer_ref)
            or (self._timers is not None and self._timers.alive())
        )

    # -- callbacks

    def call_soon(self, callback: "Callback", *args: "Any") -> None:
        """In the next pending phase, in order."""
        self._pending.append((callback, args))

    def call_closing(self, callback: "Callback", *args: "Any") -> None:
        """In the closing phase: 'close' events."""
        self._closing.append((callback, args))

    def call_soon_threadsafe(self, callback: "Callback", *args: "Any") -> None:
        """From any thread (or a signal handler); wakes the loop."""
        self._arrived.append((callback, args))
        if not self._turning or get_ident() != self._thread:
            self.wake()

    def call_all_threadsafe(self, calls: "list[Call]") -> None:
        """The same for several at once: (callback, args)."""
        self._arrived.extend(calls)
        if not self._turning or get_ident() != self._thread:
            self.wake()

    def wake(self) -> None:
        """Ends the wait for descriptors: of another thread that turns, or of the host that awaits `fileno()`."""
        if self._poller is not None:
            self._poller.wake()

    def call_later(self, seconds: "float", callback: "Callback", *args: "Any") -> "Timer":
        """A timer of Python's own; returns it, with `.cancel()`."""
        if self._timers is None:
            from llrt.loop.timers import Timers

            self._timers = Timers()
        return self._timers.add(monotonic_ns() + int(seconds * 1e9), callback, args)

    # -- descriptors. They never keep the loop alive by themselves: their owner calls ref() and unref().

    def add_reader(self, fd: "int", callback: "Callback", *args: "Any") -> None:
        self.poller().watch(fd, 0, (callback, args))

    def add_writer(self, fd: "int", callback: "Callback", *args: "Any") -> None:
        self.poller().watch(fd, 1, (callback, args))

    def remove_reader(self, fd: "int") -> "bool":
        """False when nothing was registered."""
        return self._poller is not None and self._poller.unwatch(fd, 0)

    def remove_writer(self, fd: "int") -> "bool":
        return self._poller is not None and self._poller.unwatch(fd, 1)

    def poller(self) -> "Poller":
        if self._poller is None:
            from llrt.loop.poller import Poller

            self._poller = Poller()
        return self._poller

    def part(self, name: "str", make: "Callable[[Loop], Any]") -> "Any":
        """What others keep for each loop (the resolver of names): made by `make(loop)` when first asked for, closed with it."""
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = make(self)
        return found

    def renew(self) -> None:
        """What others keep for this loop drops what a copy of the process can't use (open connections): `part.renew()`."""
        for part in self._parts.values():
            renew = getattr(part, "renew", None)
            if renew is not None:
                renew()

    # -- threads and signals

    def submit(self, function: "Callable[..., Any]", args: "tuple[Any, ...]", done: "Done") -> "Task":
        """Runs `function(*args)` in the thread pool, then `done(result, exception)` in the loop. Keeps it alive. OSError when
        no thread is to be had."""
        task = self.pool().submit(function, args, self._task_done, done)
        self._refs += 1
        return task

    def pool(self) -> "Pool":
        if self._pool is None:
            from llrt.loop.pool import Pool

            self.poller()
            self._pool = Pool(self.call_soon_threadsafe)
        return self._pool

    def answer(self, done: "Done", result: "Any") -> None:
        """As `submit` of what need not be waited for: `done(result, None)` in the loop, which is kept alive until then."""
        self._refs += 1
        self.call_soon(self._task_done, done, result, None)

    def _task_done(self, done: "Done", result: "Any", error: "BaseException | None") -> None:
        self._refs -= 1
        done(result, error)

    def add_signal(self, signum: "int", callback: "OnSignal") -> None:
        """`callback(signum)` in the loop when the signal arrives. Only in the main thread; does not keep it alive."""
        if self._signals is None and self.signal_source is not None:
            self._signals = self.signal_source(self)
        elif self._signals is None:
            from llrt.loop.signals import Signals

            self._signals = Signals(self.poller())
        self._signals.add(signum, callback)

    def remove_signal(self, signum: "int") -> "bool":
        """The signal does again what it did before to a host, its default otherwise. False when nobody listened."""
        return self._signals is not None and bool(self._signals.remove(signum))

    # -- turning

    def run(self) -> None:
        """Turns until nothing is left, or `stop()`."""
        self._stopped = False
        self._thread = get_ident()
        if self.started_ns < 0:
            self.started_ns = self.elapsed_ns()
        alive = self.alive()
        while alive and not self._stopped:
            alive = self.turn(None)
        self.ended_ns = self.elapsed_ns()

    def stop(self) -> None:
        """`run()` returns after the current turn."""
        self._stopped = True

    def turn(self, timeout: "float | None" = None) -> "bool":
        """One iteration; waits at most `timeout` seconds (None: as long as there is nothing to do). True: still alive."""
        self._turning = True
        self.turns += 1
        try:
            if self._deadline is not None or self._timers is not None:
                self._timer_phase()
            if self._pending or self._arrived:
                self._pending_phase()
            self._poll_phase(timeout)
            if self._pending or self._arrived:
                self._pending_phase()
            if self._immediate_pending:
                self._check_phase()
            while self._closing:
                callback, args = self._closing.popleft()
                callback(*args)
        finally:
            self._turning = False
        return self._refs > 0 or self.alive()

    def next_deadline(self) -> "float | None":
        """Seconds until a turn is due; 0 when one is due now, None when only a descriptor or another thread can say."""
        if self._stopped or self._pending or self._arrived or self._closing or self._immediate_ref:
            return 0
        if self._refs <= 0 and not self.alive():
            return 0
        due = self._deadline
        if self._timers is not None:
            other = self._timers.next_due()
            if other is not None and (due is None or other < due):
                due = other
        if due is None:
            return None
        return max(0, due - monotonic_ns()) / 1e9

    def fileno(self) -> "int":
        """The descriptor that is readable when a turn has something to do before `next_deadline()`."""
        return self.poller().fileno()

    def close(self) -> None:
        """Stops threads, gives signals back, closes the poller's descriptors."""
        for part in (*self._parts.values(), self._signals, self._pool, self._poller):
            if part is not None:
                part.close()
        self._parts.clear()
        self._signals = self._pool = self._poller = None
        self._pending.clear()
        self._arrived.clear()
        self._closing.clear()
        self._enter = self._run_js_timers = self._run_js_immediates = self._deadline = None

    # -- phases

    def _timer_phase(self) -> None:
        if self._timers is not None:
            self._timers.run(monotonic_ns())
        while self._deadline is not None and monotonic_ns() >= self._deadline:
            self._deadline = None
            delay = self._enter(self._run_js_timers, self.now())
            if delay is None:
                # An error was thrown and handled: the timers that are due too still have to run.
                self._deadline = 0
                continue
            # What ran after the timers (ticks, microtasks) may have asked for an earlier deadline meanwhile.
            earlier = self._deadline
            self.set_timer(delay)
            if earlier is not None and (self._deadline is None or earlier < self._deadline):
                self._deadline = earlier
            return

    def _pending_phase(self) -> None:
        # What is added meanwhile waits for the next round, so that a chain of completions can't starve timers.
        for queue in (self._pending, self._arrived):
            for _ in range(len(queue)):
                callback, args = queue.popleft()
                callback(*args)

    def _poll_phase(self, timeout: "float | None") -> None:
        due = self.next_deadline()
        if due is None or (timeout is not None and timeout < due):
            due = timeout
        poller = self._poller
        if poller is None:
            if due == 0:
                return
            poller = self.poller()
            if self._arrived:
                due = 0
        before = monotonic_ns()
        ready = poller.poll(due)
        self.idle_ns += monotonic_ns() - before
        if ready:
            poller.dispatch(ready, self)

    def _check_phase(self) -> None:
        interrupted = False
        while self._enter(self._run_js_immediates, interrupted) is None:
            # An error was thrown and handled: the rest of that batch runs at once, before ticks and microtasks.
            interrupted = True
