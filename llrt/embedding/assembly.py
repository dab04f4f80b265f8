"""Puts together the Environment behind an embedding Context: profile, module sources, console."""

from ..runtime.environment import Environment
from ..runtime.options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .runtime import Runtime

    Load = Callable[[str], str | bytes | None]
    Resolve = Callable[[str | None, str], str | None]


def environment(
    runtime: "Runtime",
    node: bool,
    modules: "Mapping[str, str | bytes] | None",
    load: "Load | None",
    resolve: "Resolve | None",
    console: "Callable[[int, str], None] | None",
) -> Environment:
    """A booted Environment in the runtime's heap."""
    options = Options(console_sink=console)
    if not node or modules is not None or load is not None or resolve is not None:
        options.load_module = _loader(modules or {}, load)
        options.resolve_module = _resolver(resolve) if resolve else _resolve
    made = Environment(options, profile="node" if node else "embedded", runtime=runtime._engine)
    made.boot()
    return made


def _loader(modules: "Mapping[str, str | bytes]", load: "Load | None") -> "Load":
    def find(name: str) -> "str | bytes | None":
        source = modules.get(name)
        if source is None and load is not None:
            source = load(name)
        if source is not None and not isinstance(source, (str, bytes)):
            raise TypeError(f"the source of module {name!r} must be str or bytes, got {type(source).__name__}")
        return source

    return find


def _resolver(resolve: "Resolve") -> "Resolve":
    def find(base: "str | None", specifier: str) -> "str | None":
        name = resolve(base, specifier)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"resolve() must give str or None, got {type(name).__name__}")
        return name

    return find


def _resolve(base: "str | None", specifier: str) -> "str | None":
    """Names as they are; `./x` and `../x` beside the importing module."""
    if not specifier.startswith(("./", "../")):
        return specifier
    parts = base.split("/")[:-1] if base else []
    for part in specifier.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
