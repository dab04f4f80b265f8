"""Signals for contexts in several threads: the system tells the main thread only, so its loop passes each on to every loop that
listens. Node's workers get none at all; here `process.on("SIGTERM")` of each context is called, as if it were alone.
"""

from _thread import allocate_lock

from llrt.loop.signals import Signals

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as _signal

    from llrt.loop.loop import Loop
    from llrt.loop.signals import OnSignal
else:
    import _signal

_EINVAL = 22


class SignalHub:
    """`for_loop` and `for_main_loop` give what a Loop takes as its `signal_source`."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._listeners: "list[_Listener]" = []
        self._main: "_MainListener | None" = None
        # SIGTERM has arrived and somebody listened: the process is to end with its contexts.
        self.terminated = False

    def for_loop(self, loop: "Loop") -> "_Listener":
        """For the loop of another thread."""
        return _Listener(self, loop)

    def for_main_loop(self, loop: "Loop") -> "_Listener":
        """For the main thread's loop, in that thread."""
        return _MainListener(self, loop)

    def open(self, listener: "_Listener") -> None:
        """A loop begins to listen."""
        with self._lock:
            self._listeners.append(listener)
            if isinstance(listener, _MainListener):
                self._main = listener

    def close(self, listener: "_Listener") -> None:
        """It ends."""
        with self._lock:
            self._listeners.remove(listener)
            if listener is self._main:
                self._main = None

    def changed(self, signum: int) -> None:
        """A listener of this signal has come or gone."""
        main = self._main
        if main is not None:
            main.loop.call_soon_threadsafe(main.watch, signum)

    def wanted(self) -> "set[int]":
        """The signals that somebody listens to."""
        with self._lock:
            return {signum for listener in self._listeners for signum in listener.callbacks}

    def arrived(self, signum: int) -> None:
        """In the main thread's loop."""
        if signum == _signal.SIGTERM:
            self.terminated = True
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener.loop.call_soon_threadsafe(listener.deliver, signum)


class _Listener:
    """One loop's listeners: what Loop expects of Signals."""

    def __init__(self, hub: SignalHub, loop: "Loop"):
        self._hub = hub
        self.loop = loop
        self.callbacks: "dict[int, OnSignal]" = {}
        # Whoever passes a signal on has to wake this loop.
        loop.poller()
        hub.open(self)

    def add(self, signum: int, callback: "OnSignal") -> None:
        """OSError for a signal that nobody can listen to."""
        if signum in (_signal.SIGKILL, _signal.SIGSTOP):
            raise OSError(_EINVAL, "Invalid argument")
        self.callbacks[signum] = callback
        self._hub.changed(signum)

    def remove(self, signum: int) -> bool:
        """False when nobody listened."""
        if self.callbacks.pop(signum, None) is None:
            return False
        self._hub.changed(signum)
        return True

    def deliver(self, signum: int) -> None:
        """In its loop."""
        callback = self.callbacks.get(signum)
        if callback is not None:
            callback(signum)

    def close(self) -> None:
        """With its loop."""
        self._hub.close(self)
        for signum in list(self.callbacks):
            self.remove(signum)


class _MainListener(_Listener):
    """The one that the system tells."""

    def __init__(self, hub: SignalHub, loop: "Loop"):
        self._signals = Signals(loop.poller())
        super().__init__(hub, loop)
        # It takes the place of one that has ended.
        for signum in hub.wanted():
            self.watch(signum)

    def add(self, signum: int, callback: "OnSignal") -> None:
        """OSError for a signal that the system refuses."""
        self._signals.add(signum, self._hub.arrived)
        super().add(signum, callback)

    def watch(self, signum: int) -> None:
        """Ask the system for this signal if anybody listens, else no more."""
        if signum in self._hub.wanted():
            self._signals.add(signum, self._hub.arrived)
        else:
            self._signals.remove(signum)

    def close(self) -> None:
        super().close()
        self._signals.close()
