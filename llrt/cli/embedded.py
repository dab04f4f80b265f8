"""A program file in a process that goes on afterwards (`llrt.run`): as the command runs it, then everything is released."""

import sys

from llrt.cli.run import make_options, run, start_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment


def run_file(path: "str", args: "list[str]") -> "int":
    """Runs the program at `path` to its end; returns the exit code."""
    made: "list[Environment]" = []

    def start(env: "Environment") -> None:
        made.append(env)
        start_file(env, path, None)

    try:
        return run(make_options(sys.executable, [], [path, *args]), start)
    finally:
        for env in made:
            env.close()
