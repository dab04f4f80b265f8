"""The warning when the loop is empty while the main module still awaits at its top level (exit code 13)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment


def warn(env: "Environment") -> None:
    name = env.loader.main or ""
    lines = _awaiting_lines(env, name)
    if len(lines) == 1:
        number, text, column = lines[0]
        place = f"{name}:{number}\n{text}\n{' ' * column}^\n"
    else:
        # The engine does not tell which of several awaits is the one.
        place = f"{name}\n"
    try:
        env.write(2, f"Warning: Detected unsettled top-level await at {place}\n\n\n")
    except OSError:
        pass


def _awaiting_lines(env: "Environment", name: "str") -> "list[tuple[int, str, int]]":
    """[(line number, text, column)] of the lines with an `await`, two at most."""
    found: "list[tuple[int, str, int]]" = []
    number = 1
    while len(found) < 2:
        text = env.loader.source_line(name, number)
        if text is None:
            return found
        column = text.find("await")
        if column >= 0:
            found.append((number, text, column))
        number += 1
    return found
