"""--check: compiles a file without running it."""

from llrt._quickjs import JSError
from llrt.errors import ProcessExit
from llrt.modules import paths
from llrt.runtime.environment import Environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.options import Options


def check_file(options: "Options", script: "str") -> "int":
    """0 when the file parses; its syntax error, printed, and 1 when it does not."""
    env = Environment(options)
    path = paths.absolute(script)
    try:
        env.boot()
        try:
            room = env.builtin("node:internal/module/rare")
            env.context.enter_nested(room.get("check"), path, paths.path_to_url(path))
        except JSError as error:
            env.uncaught(error)
    except ProcessExit as exit_:
        return exit_.code
    return 0
