"""The Lambda runtime: `main()` is what the `llrt` command does when Lambda starts it (AWS_LAMBDA_RUNTIME_API and _HANDLER set,
no program given). Not here: the emulator (emulator/), JavaScript's half (builtins/_lambda). On the start path."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.options import Options


def main(options: "Options | None" = None) -> int:
    """Serve invocations until the process is ended; returns the exit code. `options`: llrt.runtime.options.Options."""
    from llrt.lambda_runtime.worker import Worker

    try:
        worker = Worker(options)
    except ValueError as error:
        from llrt.runtime.output import write

        write(2, f"llrt: {error}\n")
        return 1
    return worker.run()
