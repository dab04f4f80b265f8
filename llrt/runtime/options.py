"""What an Environment is started with. Plain values; the command line and the embedding API fill them in."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


class Options:
    """Every option has its default as a class attribute; `Options(title="x")` sets some."""

    if TYPE_CHECKING:
        argv: Sequence[str]
        exec_argv: Sequence[str]
        stack_trace_limit: int | None
        conditions: Sequence[str]
        disabled_warnings: Sequence[str]
        redirect_warnings: str | None
        input_type: str | None
        dns_result_order: str | None
        max_http_header_size: int | None
        console_sink: Callable[[int, str], object] | None
        load_module: Callable[[str], str | bytes | None] | None
        resolve_module: Callable[[str | None, str], str | None] | None

    # process.argv ([execPath, absolute path of the script, ...arguments]), process.execArgv, execPath, title
    argv = ("llrt",)
    exec_argv = ()
    exec_path = "llrt"
    title = "llrt"

    memory_limit = 0
    stack_limit = 0
    stack_trace_limit = None
    unhandled_rejections = "throw"
    warnings = True
    trace_warnings = False
    # Codes and types of warnings that are not shown; the file that gets those that are.
    disabled_warnings = ()
    redirect_warnings = None
    trace_uncaught = False
    abort_on_uncaught_exception = False
    no_deprecation = False
    throw_deprecation = False
    trace_deprecation = False
    pending_deprecation = False
    source_maps = False

    conditions = ()
    input_type = None
    dns_result_order = None
    max_http_header_size = None
    insecure_http_parser = False
    use_env_proxy = False
    require_module = True
    import_meta_resolve = False
    preserve_symlinks = False
    preserve_symlinks_main = False
    # `import` of packages looks at NODE_PATH last: the packages of Lambda's layers.
    import_from_node_path = False

    # Embedding: callables, None for the default behaviour.
    console_sink = None
    load_module = None
    resolve_module = None

    def __init__(self, **values: "Any") -> None:
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"unknown option {name!r}")
            setattr(self, name, value)
