"""The Lambda runtime: `main()` is what the `llrt` command does when Lambda starts it (AWS_LAMBDA_RUNTIME_API and _HANDLER set,
no program given). Not here: the emulator (emulator/), JavaScript's half (builtins/_lambda). On the start path."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.options import Options


def main(options: "Options | None" = None) -> int:
    """Serve invocations until the process is ended; returns the exit code. `options`: llrt.runtime.options.Options."""
    from llrt.lambda_runtime.environment import Settings, set_variable
    from llrt.restore import getenv

    settings = Settings(getenv)
    if settings.telemetry_fd:
        # Read once: it is nobody else's.
        set_variable(b"_LAMBDA_TELEMETRY_LOG_FD", None)
    if settings.node_path is not None:
        set_variable(b"NODE_PATH", settings.node_path.encode())
    try:
        if settings.max_concurrency:
            from llrt.lambda_runtime.threads import serve

            return serve(options, settings)
        from llrt.lambda_runtime.worker import Worker

        worker = Worker(options, settings)
    except ValueError as error:
        from llrt.runtime.output import write

        write(2, f"llrt: {error}\n")
        return 1
    return worker.run()
