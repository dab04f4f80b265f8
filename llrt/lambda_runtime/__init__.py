"""The Lambda runtime: `main()` is what the `llrt` command does when Lambda starts it (AWS_LAMBDA_RUNTIME_API and _HANDLER set,
no program given). Not here: the emulator (emulator/), JavaScript's half (builtins/_lambda). On the start path."""


def main(options=None):
    """Serve invocations until the process is ended; returns the exit code. `options`: llrt.runtime.options.Options."""
    from llrt.lambda_runtime.worker import Worker

    return Worker(options).run()
