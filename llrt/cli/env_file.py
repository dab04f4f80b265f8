"""--env-file: variables from a file into the environment, where they are not set already. Node's format:
https://nodejs.org/api/environment_variables.html#env-files
"""

import posix

from llrt.cli.flags import BadOption


def load(path, required):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError as exc:
        if required:
            raise BadOption(f"{path}: not found") from exc
        return
    for name, value in parse(text).items():
        key = name.encode("utf-8", "surrogateescape")
        if key not in posix.environ:
            posix.environ[key] = value.encode("utf-8", "surrogateescape")
            posix.putenv(key, posix.environ[key])


def parse(text):
    """{name: value}; the last of several definitions wins."""
    values = {}
    position = 0
    text = text.replace("\r\n", "\n")
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end].strip()
        name, equals, _ = line.partition("=")
        name = name.strip()
        if not equals or line.startswith("#"):
            position = end + 1
            continue
        start = text.index("=", position) + 1
        name = name[7:].strip() if name.startswith("export ") else name
        value, position = _value(text, start, end)
        if name:
            values[name] = value
    return values


def _value(text, start, end):
    """The value that begins at `start` on the line that ends at `end`, and where the next line begins."""
    while start < end and text[start] in " \t":
        start += 1
    quote = text[start] if start < end else ""
    if quote and quote in "\"'`":
        close = text.find(quote, start + 1)
        if close >= 0:
            value = text[start + 1 : close]
            if quote == '"':
                value = value.replace("\\n", "\n")
            after = text.find("\n", close)
            return value, len(text) if after < 0 else after + 1
    value = text[start:end].partition("#")[0].strip()
    return value, end + 1
