"""--env-file: variables from a file into the environment, where they are not set already. Node's format:
https://nodejs.org/api/environment_variables.html#env-files
"""

import posix

from llrt.cli.flags import BadOption

_BLANK = " \t\n"


def load(path: "str", required: "bool") -> None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError as exc:
        if required:
            raise BadOption(f"{path}: not found") from exc
        posix.write(2, f"{path} not found. Continuing without it.\n".encode("utf-8", "surrogateescape"))
        return
    for name, value in parse(text).items():
        key = name.encode("utf-8", "surrogateescape")
        if key not in posix.environ:
            posix.environ[key] = value.encode("utf-8", "surrogateescape")
            posix.putenv(key, posix.environ[key])


def parse(text: "str") -> "dict[str, str]":
    """{name: value}; the last of several definitions wins. The same rules as util.parseEnv (builtins/util/_parse_env.js)."""
    values: "dict[str, str]" = {}
    text = text.replace("\r", "").strip(_BLANK)
    while text:
        if text[0] == "\n":
            text = text[1:]
            continue
        line, _, rest = text.partition("\n")
        name, equals, value = line.partition("=")
        if line[0] == "#" or not equals:
            text = rest if line[0] == "#" else rest.strip(_BLANK)
            continue
        name = name.strip(_BLANK)
        after = text[len(line) - len(value) :]
        if not value:
            values[name], text = "", after
        elif not name:
            text = after.strip(_BLANK)
        else:
            name = name[7:].strip(_BLANK) if name.startswith("export ") else name
            values[name], text = _value(after.strip(_BLANK))
            text = text.strip(_BLANK)
    return values


def _value(text: "str") -> "tuple[str, str]":
    """The value at the start of `text`, and what follows its line."""
    mark = text[:1]
    quoted = bool(mark) and mark in "\"'`"
    if quoted:
        end = text.find(mark, 1)
        if end >= 0:
            value = text[1:end]
            return value.replace("\\n", "\n") if mark == '"' else value, text[end + 1 :].partition("\n")[2]
    line, _, rest = text.partition("\n")
    # Without an end the mark is a character like others.
    return line if quoted else line.partition("#")[0].strip(_BLANK), rest
