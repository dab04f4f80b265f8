"""A worker that handles several invocations at once, interleaved on one loop: a managed instance's (AWS_LAMBDA_MAX_CONCURRENCY).

Each slot is a connection that asks for an event, posts its outcome and asks again, so no more invocations run here than there
are slots. Which invocation some code belongs to is JavaScript's to know (builtins/_lambda/_invoke_store.js). Not here: several
contexts (threads.py).
"""

from llrt.lambda_runtime.client import RuntimeAPIError, RuntimeClient
from llrt.lambda_runtime.worker import REQUEST_ID, Worker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt.lambda_runtime.connection import Buffer, Head
    from llrt.lambda_runtime.environment import Settings
    from llrt.loop.loop import Loop
    from llrt.runtime.options import Options

# GET /next of a slot is tried again after 0.1 s, 0.2 s, ... 90 s, as AWS's clients do: a bit more than 15 minutes in all.
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 90.0
_ATTEMPTS = 20

# What is posted for invocations that end with their context, and for an event that arrived when it was ending.
LOST_TYPE = "Runtime.ExitError"
LOST_BODY = b'{"errorType":"Runtime.ExitError","errorMessage":"The context of this invocation has ended","trace":[]}'


class Slot(RuntimeClient):
    """One slot's talk with the Runtime API. A refusal or a failure of the API ends nothing here: others share the process."""

    # Told once when no answer to GET /next will come any more.
    on_quiet: "Callable[[Slot], None]"
    ending = False

    def withdraw(self) -> bool:
        """No further event, please; false: one is about to arrive."""
        self.ending = True
        if not self.posting and self._connection.busy and self._connection.has_input():
            return False
        if not self.posting:
            self._connection.close()
        return True

    def again(self, why: str) -> None:
        """Ask again after a pause that grows with every failure; after so many, the context ends."""
        if self.ending:
            self.on_quiet(self)
            return
        self._attempt += 1
        if self._attempt == _ATTEMPTS:
            self._on_fatal(RuntimeAPIError(why))
            return
        pause = min(_FIRST_PAUSE * 2 ** (self._attempt - 1), _LONGEST_PAUSE)
        self._on_refused(f"{why} (attempt {self._attempt} of {_ATTEMPTS}, the next one in {pause:g} s)")
        self._loop.call_later(pause, self._ask)

    def _ask(self) -> None:
        if not self.ending:
            self.next()

    def _refuse_next(self, why: str) -> None:
        self.again(why)

    def _retry_next(self, error: "OSError | None") -> None:
        self.again(f"GET /invocation/next failed: {error}")

    def _posted(self, answer: "Head | None", body: "Buffer", error: "OSError | None") -> None:
        if answer is not None and answer.status == 403 and self._posting.endswith("/init/error"):
            # Another context has told of it.
            then, self._then = self._then, None
            assert then is not None
            then()
            return
        super()._posted(answer, body, error)

    def _failed_post(self, message: str) -> bool:
        self._on_refused(message)
        return True


class ConcurrentWorker(Worker):
    """One context with `slots` slots. `signals`: where its loop gets signals from, if not from the system."""

    def __init__(
        self, options: "Options | None", settings: "Settings", slots: int, signals: "Callable[[Loop], object] | None" = None
    ):
        super().__init__(options, settings)
        self._env.loop.signal_source = signals
        self._slots = [self._make_slot() for _ in range(slots)]
        self._client = self._slots[0]
        # Request id -> the slot that will carry its answer, until the API has that.
        self.open: "dict[str, Slot]" = {}
        # Slots whose last event is arriving while the context ends.
        self._late: "set[Slot]" = set()
        # It has ended as it was meant to, or can't begin: a second try would end likewise.
        self.final = False

    @property
    def invocations(self) -> int:
        """How many have come to their end here."""
        return self._invocations

    def close(self) -> None:
        """Drop all connections and the context."""
        for slot in self._slots:
            slot.close()
        self._env.close()

    def _make_slot(self) -> Slot:
        slot = Slot(
            self._env.loop, self._settings.api, lambda headers, body: self._take(slot, headers, body), self._fatal, self._refused
        )
        slot.on_quiet = self._quiet
        return slot

    def _next(self) -> None:
        if self._extension is None:
            self._ask_all()
        else:
            self._extension.when_ready(self._ask_all)

    def _ask_all(self) -> None:
        for slot in self._slots:
            slot.next()

    def _take(self, slot: Slot, headers: "dict[str, str]", body: "Buffer") -> None:
        request_id = headers.get(REQUEST_ID)
        if request_id is None:
            slot.again(f"GET /invocation/next was answered without {REQUEST_ID}")
            return
        if request_id in self.open:
            slot.again(f"GET /invocation/next brought {request_id} a second time")
            return
        self.open[request_id] = slot
        if self._exit_code is None:
            self._enter_invocation(request_id, headers.get, body)
        else:
            self._late.discard(slot)
            slot.fail(request_id, LOST_BODY, LOST_TYPE, "", self._slot(request_id)[1])

    def _slot(self, request_id: str) -> "tuple[RuntimeClient, Callable[[], None]]":
        slot = self.open[request_id]
        return slot, lambda: self._done(request_id, slot)

    def _done(self, request_id: str, slot: Slot) -> None:
        del self.open[request_id]
        self._invocations += 1
        if self._exit_code is None and self._invocations != self._settings.iterations:
            slot.next()
            return
        if self._exit_code is None:
            self.final = True
            self._exit_code = 0
            self._withdraw()
        self._leave_when_done()

    def _exit_soon(self, exit_code: int) -> None:
        self._exit_code = exit_code
        self._withdraw()
        self._env.loop.call_soon(self._leave_when_done)

    def _withdraw(self) -> None:
        busy = set(self.open.values())
        self._late.update(slot for slot in self._slots if slot not in busy and not slot.withdraw())

    def _quiet(self, slot: Slot) -> None:
        self._late.discard(slot)
        self._leave_when_done()

    def _leave_when_done(self) -> None:
        if self._exit_code is not None and not self.open and not self._late:
            self._leave(self._exit_code)()

    def _fail_init(self, text: str, error_type: str, exit_code: int) -> None:
        self.final = True
        super()._fail_init(text, error_type, exit_code)

    def _fatal(self, error: "RuntimeAPIError | str") -> None:
        self.final = True
        super()._fatal(error)
