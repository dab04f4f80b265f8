"""How a function under emulation is configured. Not here: the options of the command line that say so (llrt/cli/lambda_*.py)."""

from collections.abc import Sequence

from llrt.lambda_runtime.emulator.faults import Fault

ON_DEMAND, SNAP_START, MANAGED_INSTANCES = "on-demand", "snap-start", "lambda-managed-instances"


class EventConfig:
    """What happens to Event invocations: `retries` after a failed try, `retry_delay` seconds after the first and twice as many
    after the second (and in proportion when throttled), all within `max_age` seconds; files for invocation records."""

    def __init__(
        self,
        retries: int = 2,
        retry_delay: float = 60.0,
        max_age: float = 21600.0,
        on_success: "str | None" = None,
        on_failure: "str | None" = None,
    ):
        self.retries = retries
        self.retry_delay = retry_delay
        self.max_age = max_age
        self.on_success = on_success
        self.on_failure = on_failure


class FunctionConfig:
    """`command` starts the runtime, `memory` is in MB, `timeout` in seconds. `sandboxes`: how many processes at most;
    `concurrency`: invocations that one process gets at once (0: one, and not a managed instance); `reserved`: invocations at
    once beyond which callers are throttled (None: they wait)."""

    def __init__(
        self,
        handler: str,
        command: "Sequence[str]",
        *,
        task_root: str,
        environment: "dict[str, str] | None" = None,
        memory: int = 128,
        timeout: float = 3.0,
        name: str = "function",
        sandboxes: int = 1,
        concurrency: int = 0,
        snap_start: bool = False,
        per_tenant: bool = False,
        freeze: bool = True,
        enforce_memory: bool = True,
        json_logs: bool = False,
        faults: "Sequence[Fault]" = (),
        extensions: "Sequence[str]" = (),
        reserved: "int | None" = None,
        events: "EventConfig | None" = None,
    ):
        self.handler = handler
        self.command = list(command)
        self.task_root = task_root
        self.environment = dict(environment or {})
        self.memory = memory
        self.timeout = timeout
        self.name = name
        self.sandboxes = sandboxes
        self.concurrency = concurrency
        self.snap_start = snap_start
        self.per_tenant = per_tenant
        # Instances that run several invocations at once are never frozen.
        self.freeze = freeze and not self.managed
        self.enforce_memory = enforce_memory
        self.json_logs = json_logs
        self.faults = list(faults)
        # Paths of the programs of external extensions.
        self.extensions = list(extensions)
        self.reserved = reserved
        self.events = events or EventConfig()

    @property
    def managed(self) -> bool:
        """True for a managed instance."""
        return self.concurrency > 0

    @property
    def slots(self) -> int:
        """How many invocations one process has at once."""
        return max(1, self.concurrency)

    @property
    def initialization_type(self) -> str:
        """AWS_LAMBDA_INITIALIZATION_TYPE."""
        return SNAP_START if self.snap_start else MANAGED_INSTANCES if self.managed else ON_DEMAND

    @property
    def init_limit(self) -> float:
        """Seconds that init may take: ten on demand; before a snapshot and on managed instances much longer."""
        return max(130.0, self.timeout) if self.managed or self.snap_start else 10.0

    def arn(self) -> str:
        """The function's name in Lambda's long form."""
        region = self.environment.get("AWS_REGION", "us-east-1")
        return f"arn:aws:lambda:{region}:123456789012:function:{self.name}"
