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
        options.resolve_module = resolve or _resolve
    made = Environment(options, profile="node" if node else "embedded", runtime=runtime._engine)
    made.boot()
    return made


def _loader(modules: "Mapping[str, str | bytes]", load: "Load | None") -> "Load":
    def find(name: str) -> "str | bytes | None":
        source = modules.get(name)
        if source is None and load is not None:
            source = load(name)
        return source

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
