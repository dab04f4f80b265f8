"""-e, -p and the script on stdin: a classic script in the global scope, or an ES module when it is one."""

import posix

from llrt._quickjs import JSError, JSSyntaxError
from llrt.cli.run import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from llrt._quickjs import Script, Value
    from llrt.cli.flags import Flags
    from llrt.runtime.environment import Environment
    from llrt.runtime.options import Options


def run_text(options: "Options", source: "str", name: "str", flags: "Flags") -> "int":
    return run(options, lambda env: _start(env, source, name, flags), flags)


def read_stdin() -> "str":
    """All of stdin as text; invalid UTF-8 is replaced. A folder is an empty text, as in Node."""
    chunks: "list[bytes]" = []
    while True:
        try:
            chunk = posix.read(0, 1 << 16)
        except BlockingIOError:
            import select

            select.select((0,), (), ())
            continue
        except IsADirectoryError:
            return ""
        if not chunk:
            return b"".join(chunks).decode("utf-8", "replace")
        chunks.append(chunk)


def _start(env: "Environment", source: "str", name: "str", flags: "Flags") -> None:
    # Preloads of --import come first; only then is the text looked at.
    if flags.input_type == "module":
        return _start_module(env, source, name, flags)
    env.loader.keep_text(name, source)
    try:
        script = env.context.compile(source, name)
    except JSSyntaxError as error:
        from llrt.modules import interop

        if flags.input_type is None and interop.parses_as_module(env.loader, name, source):
            if flags.print:
                _refuse_print(env)
            return _start_module(env, source, name, flags)
        return env.uncaught(error)
    room = env.builtin("node:internal/module/eval")
    if flags.imports:
        run_later = env.context.function(lambda: _run_script(env, room, script, name, flags), "run", op=True)
        env.enter(env.builtin("node:internal/module/run_main").get("afterImports"), flags.imports, run_later)
        return
    _run_script(env, room, script, name, flags)
    env.drain()


def _run_script(env: "Environment", room: "Value", script: "Script", name: "str", flags: "Flags") -> None:
    try:
        env.context.enter_nested(room.get("prepare"), name)
        result = script.run(mode="raw")
        if flags.print:
            env.context.enter_nested(room.get("print"), result)
    except JSError as error:
        env.uncaught(error)


def _start_module(env: "Environment", source: "str", name: "str", flags: "Flags") -> None:
    if flags.print:
        _refuse_print(env)
    url = env.loader.base_url() + name.replace("]", "1]")
    env.loader.keep_text(url, source)
    room = env.builtin("node:internal/module/run_main")
    env.enter(room.get("runModuleText"), source, url, flags.imports or None)


def _refuse_print(env: "Environment") -> "NoReturn":
    from llrt.errors import ProcessExit

    env.write(2, "llrt: --print cannot be used with ESM input\n")
    raise ProcessExit(9)
