"""Absolute POSIX paths and file: URLs, as text. Own functions: importing os.path costs the start a millisecond.

URL rules: https://url.spec.whatwg.org/ for the path state; percent-encoding as Node's url.pathToFileURL.
"""

import posix

_HEX = "0123456789ABCDEFabcdef"
# What a path may contain without an escape: printable ASCII except the path percent-encode set, "%" and "\".
_PLAIN = frozenset(chr(c) for c in range(0x21, 0x7F)) - frozenset('"#<>?^`{}%\\')
# What a URL may contain that has neither query nor fragment.
_PLAIN_URL = _PLAIN | {"%"}


def dirname(path: "str") -> "str":
    cut = path.rfind("/")
    return path[:cut] if cut > 0 else "/"


def basename(path: "str") -> "str":
    return path[path.rfind("/") + 1 :]


def extension(path: "str") -> "str":
    """ ".js", or "" when the name has no dot after its first character."""
    name = basename(path)
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


def normalize(path: "str") -> "str":
    """Without ".", "..", doubled and trailing slashes. `path` is absolute."""
    if "/." not in path and "//" not in path and (not path.endswith("/") or path == "/"):
        return path
    parts: "list[str]" = []
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part and part != ".":
            parts.append(part)
    return "/" + "/".join(parts)


def resolve(base: "str", path: "str") -> "str":
    """`path` seen from the directory `base`."""
    if path.startswith("/"):
        return normalize(path)
    if path.startswith("./"):
        # As most imports are written.
        path = path[2:]
    return normalize(f"{base}/{path}")


def cwd() -> "str":
    """The working directory; when it was removed, an error as process.cwd() throws it."""
    try:
        return posix.getcwd()
    except OSError as exc:
        from llrt.errors import os_error

        raise os_error(exc, "uv_cwd") from exc


def absolute(path: "str") -> "str":
    return normalize(path) if path.startswith("/") else resolve(cwd(), path)


def realpath(path: "str", _depth: "int" = 0) -> "str":
    """With all symbolic links followed. Components that cannot be read are taken as they are."""
    real = ""
    for part in normalize(path).split("/")[1:]:
        if not part:
            continue
        step = f"{real}/{part}"
        try:
            target = posix.readlink(step)
        except OSError:
            real = step
            continue
        if _depth > 40:
            # A loop of links; whoever opens it gets ELOOP from the system.
            return path
        real = realpath(resolve(real or "/", target), _depth + 1)
        if real == "/":
            real = ""
    return real or "/"


def path_to_url(path: "str") -> "str":
    """ "/a b.mjs" -> "file:///a%20b.mjs"."""
    if not _PLAIN.issuperset(path):
        path = "".join(c if c in _PLAIN else _escape(c) for c in path)
    return "file://" + path


def _escape(char: "str") -> "str":
    data = char.encode("utf-8", "surrogateescape" if "\udc80" <= char <= "\udcff" else "replace")
    return "".join(f"%{byte:02X}" for byte in data)


def url_to_path(url: "str") -> "str":
    """The path of a file: URL without query and fragment; CodedError for what no path can be made of."""
    path, _, _ = split_url(url)
    path = path[7:]
    if not path.startswith("/"):
        from llrt.errors import CodedError

        if path.startswith("localhost/"):
            path = path[9:]
        else:
            raise CodedError("ERR_INVALID_FILE_URL_HOST", 'File URL host must be "localhost" or empty on linux', "TypeError")
    if "%" not in path:
        return path
    lower = path.lower()
    if "%2f" in lower:
        from llrt.errors import CodedError

        raise CodedError("ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters", "TypeError")
    return percent_decode(path)


def percent_decode(text: "str") -> "str":
    """Bytes that are no UTF-8 come as the system's names do: surrogate escapes."""
    out = bytearray()
    data = text.encode("utf-8", "surrogateescape")
    position = 0
    while position < len(data):
        code = chr(data[position])
        pair = data[position + 1 : position + 3].decode("latin-1")
        if code == "%" and len(pair) == 2 and pair[0] in _HEX and pair[1] in _HEX:
            out.append(int(pair, 16))
            position += 3
        else:
            out.append(data[position])
            position += 1
    return out.decode("utf-8", "surrogateescape")


def split_url(url: "str") -> "tuple[str, str, str]":
    """(without query and fragment, "?query" or "", "#fragment" or "")."""
    url, mark, fragment = url.partition("#")
    base, question, query = url.partition("?")
    return base, question + query, mark + fragment


def scheme(specifier: "str") -> "str | None":
    """ "file" of "file:///x"; None when there is no scheme."""
    name, colon, _ = specifier.partition(":")
    if not colon or not name or not name[0].isascii() or not name[0].isalpha():
        return None
    return name.lower() if all(c.isascii() and (c.isalnum() or c in "+-.") for c in name) else None


def join_url(base: "str", reference: "str") -> "str":
    """A relative reference ("./x?y#z", "/x") seen from a file: URL."""
    if reference.startswith("./") and _PLAIN.issuperset(reference) and _PLAIN_URL.issuperset(base):
        # As most imports are written.
        joined = base[: base.rfind("/") + 1] + reference[2:]
        if joined.startswith("file:///") and joined.find("/.", 7) < 0 and joined.find("//", 7) < 0:
            return joined
    path, query, fragment = split_url(reference)
    path = "".join(c if c in _PLAIN or c == "%" else _escape(c) for c in path.replace("\\", "/"))
    root = split_url(base)[0][7:]
    host, slash, root = root.partition("/")
    merged = path if path.startswith("/") else dirname(slash + root) + "/" + path
    if merged.startswith("//") and path.startswith("//"):
        # "//host/path": a reference to another host; keep it as one for the error that follows.
        return "file:" + merged + query + fragment
    trailing = "/" if merged.endswith(("/", "/.", "/..")) else ""
    clean = normalize(merged.replace("%2e", ".").replace("%2E", "."))
    if trailing and clean != "/":
        clean += trailing
    return f"file://{host}{clean}{query}{fragment}"


def is_file(path: "str") -> "bool":
    return kind(path) == 1


def is_directory(path: "str") -> "bool":
    return kind(path) == 2


def kind(path: "str") -> "int":
    """1 for a file (or pipe, or device), 2 for a directory, 0 when there is nothing."""
    try:
        return 2 if posix.stat(path).st_mode & 0o170000 == 0o040000 else 1
    except (OSError, ValueError):
        return 0


class Files:
    """What the resolvers of one Environment see of the file system. A folder is looked at once: what it is, and its real path."""

    def __init__(self, follow: "bool" = True) -> None:
        """`follow`: symbolic links are followed (not with --preserve-symlinks)."""
        self._follow = follow
        self._real_folders = {"": ""}
        self._folders: "set[str]" = set()
        # The last path that was looked at and is no link: its real path needs no further look.
        self._plain: "str | None" = None

    def kind(self, path: "str") -> "int":
        """As the function of that name."""
        try:
            mode = posix.lstat(path).st_mode & 0o170000
            if mode == 0o120000:
                mode = posix.stat(path).st_mode & 0o170000
            else:
                self._plain = path
        except (OSError, ValueError):
            return 0
        return 2 if mode == 0o040000 else 1

    def is_file(self, path: "str") -> "bool":
        return self.kind(path) == 1

    def is_directory(self, path: "str") -> "bool":
        if path in self._folders:
            return True
        if self.kind(path) != 2:
            return False
        self._folders.add(path)
        return True

    def real(self, path: "str") -> "str":
        """With all symbolic links followed."""
        path = normalize(path)
        if not self._follow:
            return path
        if path == "/":
            return path
        plain = path == self._plain
        cut = path.rfind("/")
        folder = self._real_folders.get(path[:cut])
        if folder is None:
            folder = self._real_folders[path[:cut]] = self.real(path[:cut])
        step = folder + path[cut:]
        if plain:
            return step
        try:
            target = posix.readlink(step)
        except OSError:
            return step
        return realpath(resolve(folder or "/", target))
