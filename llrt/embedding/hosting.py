"""Hosting a context in a running asyncio or trio loop, without a thread: the poller's descriptor and next deadline are
awaited with anyio. An epoll descriptor can have one waiter only, so one call at a time pumps a context's loop; the
others wait on an event, and when the pump ends or is cancelled another takes over.
"""

from collections.abc import Awaitable, Callable
from math import inf
from time import monotonic
from typing import Any

import anyio
import anyio.lowlevel

from .._quickjs import JSTimeout, Value
from . import waiting
from .context import Context


class Host:
    """The task group Python coroutines run in: of one call, or of an `async with Runtime()` block."""

    def __init__(self) -> None:
        self._group = anyio.create_task_group()

    async def __aenter__(self) -> "Host":
        await self._group.__aenter__()
        return self

    async def __aexit__(self, *exc: Any) -> "bool | None":
        # What is left when the block ends belongs to promises nobody waits for.
        self._group.cancel_scope.cancel()
        return await self._group.__aexit__(*exc)

    def start(self, context: Context, awaitable: "Awaitable[Any]") -> Any:
        """Run it as a task; the Deferred given back settles with its result."""
        deferred = context._environment.deferred()
        self._group.start_soon(_settle, deferred, awaitable)
        return deferred


async def _settle(deferred: Any, awaitable: "Awaitable[Any]") -> None:
    try:
        result = await awaitable
    except Exception as error:
        deferred.reject(error)
    except BaseException:
        deferred.reject(RuntimeError("the Python coroutine behind this promise was cancelled"))
        raise
    else:
        deferred.resolve(result)


class Pump:
    """Who turns a context's loop, and whom to wake when something happened."""

    def __init__(self) -> None:
        self.running = False
        self.turned = anyio.Event()
        self.hosts: "list[Host]" = []

    def announce(self) -> None:
        self.turned.set()
        self.turned = anyio.Event()


def start_coroutine(context: Context, awaitable: "Awaitable[Any]") -> Any:
    """A coroutine returned to JS by a Python callable: run by the runtime's host, else by that of the running call."""
    pump = context._pump
    host = context.runtime._host or (pump.hosts[-1] if pump and pump.hosts else None)
    if host is None:
        close = getattr(awaitable, "close", None)
        if close:
            close()
        raise RuntimeError(
            "a Python coroutine function was called from JS outside of eval_async, call_async or import_module_async"
        )
    return host.start(context, awaitable)


async def run(context: Context, start: "Callable[[], Any]", timeout: "float | None") -> Any:
    """Call `start` (which enters JS) and await what it gives; the deadline is the nearest of `timeout`, the runtime's own
    and that of the anyio cancel scopes around this call. Cancelling it abandons the promise and cancels the coroutines it
    started.
    """
    scope_left = anyio.current_effective_deadline() - anyio.current_time()
    if scope_left <= 0:
        await anyio.lowlevel.checkpoint()
    limit = context.runtime._seconds(timeout)
    until = inf if limit is None else monotonic() + limit
    entry = min(until - monotonic(), scope_left)
    pump = _pump_of(context)
    outcome: "list[Any]" = []
    failure: "list[Exception]" = []
    async with Host() as host:
        pump.hosts.append(host)
        try:
            with context.runtime.limit(None if entry == inf else max(entry, 1e-6)):
                result = context._begin(start)
            pump.announce()
            if pump.running:  # it awaits a deadline from before this call
                context._environment.loop.wake()
            if waiting.is_promise(result):
                await _until_settled(context, pump, result, until)
                result = waiting.settled(context, result)
            outcome.append(result)
        except Exception as error:  # a task group would wrap it in an ExceptionGroup
            failure.append(error)
        finally:
            pump.hosts.remove(host)
    if failure:
        raise failure.pop()
    return outcome.pop()


def _pump_of(context: Context) -> Pump:
    if context._pump is None:
        context._pump = Pump()
    return context._pump


async def _until_settled(context: Context, pump: Pump, promise: Value, until: float) -> None:
    with anyio.move_on_after(None if until == inf else max(until - monotonic(), 0)) as scope:
        while waiting.is_pending(promise):
            if pump.running:
                await pump.turned.wait()
            else:
                await _pump_turns(context, pump, promise)
    if scope.cancelled_caught and waiting.is_pending(promise):
        raise JSTimeout("the promise was not settled in time")


async def _pump_turns(context: Context, pump: Pump, promise: Value) -> None:
    """Turn the context's loop until `promise` is settled. Whatever ends this, the next waiter takes over."""
    environment = context._environment
    pump.running = True
    try:
        while waiting.is_pending(promise):
            alive = environment.turn(0)
            pump.announce()
            context._raise_uncaught()
            if not waiting.is_pending(promise):
                return
            if not alive:
                raise waiting.UnsettledError("the promise can never be settled: nothing is pending that could do it")
            await _readable(environment.fileno(), environment.deadline())
    finally:
        pump.running = False
        pump.announce()


async def _readable(descriptor: int, seconds: "float | None") -> None:
    if seconds is not None and seconds <= 0:
        await anyio.lowlevel.checkpoint()
        return
    with anyio.move_on_after(seconds):
        await anyio.wait_readable(descriptor)
