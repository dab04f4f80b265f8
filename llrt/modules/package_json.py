"""package.json: read once, only the members that module loading asks for. https://nodejs.org/api/packages.html"""

import posix

from llrt.modules.paths import dirname

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Literal, TypeAlias

    # Plain data of a package.json.
    JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
    PackageType = Literal["module", "commonjs", "none"]
    # Told by its identity.
    _ABSENT: "Package"

_ABSENT = object()  # type: ignore[assignment]


class Package:
    """The configuration a package.json gives. `exports` and `imports` are plain data, or None."""

    __slots__ = ("browser", "exports", "folder", "imports", "main", "module", "name", "path", "type")

    def __init__(self, folder: "str", data: "Mapping[str, Any]") -> None:
        self.folder = folder
        self.path = folder.rstrip("/") + "/package.json"
        self.name = _string(data.get("name"))
        self.main = _string(data.get("main"))
        # Two fields of bundlers, for LLRT_PLATFORM=browser.
        self.module = _string(data.get("module"))
        self.browser: "JSON" = data.get("browser")
        self.type: "PackageType" = data.get("type") if data.get("type") in ("module", "commonjs") else "none"  # type: ignore[assignment]
        exports: "JSON" = data.get("exports")
        self.exports: "JSON" = exports if isinstance(exports, (str, list, dict)) else None
        imports: "JSON" = data.get("imports")
        self.imports: "dict[str, JSON] | None" = imports if isinstance(imports, dict) else None


class Packages:
    """All packages of one Environment. A package.json that changes while the program runs is not read again, as in Node."""

    def __init__(self, parse: "Callable[[bytes], Any]") -> None:
        """`parse(bytes) -> data` raises for what is no JSON."""
        self._parse = parse
        self._known: "dict[str, Package | None]" = {}
        self._scopes: "dict[str, Package | None]" = {}

    def read(self, folder: "str", base: "str | None" = None) -> "Package | None":
        """The Package in `folder`, None when there is none. `base` says in an error who asked for what."""
        known = self._known.get(folder, _ABSENT)
        if known is not _ABSENT:
            return known
        source = _read(folder.rstrip("/") + "/package.json")
        package = None if source is None else self._make(folder, source, base)
        self._known[folder] = package
        return package

    def scope(self, folder: "str") -> "Package | None":
        """The nearest Package at or above `folder`; node_modules folders end the search, as in Node."""
        found = self._scopes.get(folder, _ABSENT)
        if found is _ABSENT:
            found = self._scopes[folder] = self._find_scope(folder)
        return found

    def _find_scope(self, folder: "str") -> "Package | None":
        while True:
            if folder.endswith("/node_modules"):
                return None
            package = self.read(folder)
            if package is not None or folder == "/":
                return package
            folder = dirname(folder)

    def type_of(self, path: "str") -> "PackageType":
        """ "module", "commonjs" or "none" for the file at `path`."""
        package = self.scope(dirname(path))
        return "none" if package is None else package.type

    def _make(self, folder: "str", source: "bytes", base: "str | None") -> "Package":
        try:
            data = self._parse(source)
        except Exception:
            from llrt.errors import CodedError

            path = folder.rstrip("/") + "/package.json"
            while_importing = f" while importing {base}" if base else ""
            raise CodedError("ERR_INVALID_PACKAGE_CONFIG", f"Invalid package config {path}{while_importing}.") from None
        return Package(folder, data if isinstance(data, dict) else {})


def _string(value: "object") -> "str | None":
    return value if isinstance(value, str) else None


def _read(path: "str") -> "bytes | None":
    try:
        fd = posix.open(path, posix.O_RDONLY | posix.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        chunks = []
        while chunk := posix.read(fd, 65536):
            chunks.append(chunk)
    except OSError:
        # A directory of that name.
        return None
    finally:
        posix.close(fd)
    return b"".join(chunks)
