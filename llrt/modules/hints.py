"""What the author of a failed import may have meant: the file that require() would have found, in the message as Node words it.
Loaded when an import was not found.
"""

from llrt.errors import CodedError
from llrt.modules import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.modules.resolver import Resolver


def add_hint(resolver: "Resolver", error: "CodedError", specifier: "str", base: "str") -> None:
    found = _required(resolver, specifier, base)
    if found is None or found == specifier:
        return
    from llrt.modules.json_text import to_json

    error.message += f"\nDid you mean to import {to_json(found)}?"


def _required(resolver: "Resolver", specifier: "str", base: "str") -> "str | None":
    """What require() finds, written as an import of it."""
    from llrt.modules.require import RequireResolver

    try:
        folder = paths.dirname(paths.url_to_path(base))
        found = RequireResolver(resolver).resolve(specifier, folder)
    except (CodedError, OSError, ValueError):
        return None
    if not found.startswith("/"):
        return None
    if specifier.startswith("."):
        relative = _relative(folder, found)
        return relative if relative.startswith("../") else f"./{relative}"
    if specifier.startswith("/"):
        return found
    name = specifier.partition("/")[0]
    needle = f"/node_modules/{name}/"
    at = found.rfind(needle)
    return paths.path_to_url(found) if at < 0 else f"{name}/{paths.path_to_url(found[at + len(needle) :])[7:]}"


def _relative(folder: "str", path: "str") -> "str":
    """The URL path of `path` seen from `folder`."""
    start, end = folder.strip("/").split("/"), path.strip("/").split("/")
    same = 0
    while same < min(len(start), len(end) - 1) and start[same] == end[same]:
        same += 1
    up = len(start) - same if folder != "/" else 0
    return "../" * up + "/".join(paths.path_to_url(part)[7:] for part in end[same:])
