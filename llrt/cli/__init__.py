"""The command line: `llrt FILE`, -e, stdin, and the sub-commands. One file each; main.py chooses."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    _command: "list[str] | None"

_command = None


def set_self_command(command: "list[str]") -> None:
    global _command
    _command = command


def self_command() -> "list[str]":
    """The words that start this same program again: the launcher, or the interpreter with -m."""
    if _command is not None:
        return list(_command)
    import sys

    return [sys.executable, "-m", "llrt"]
