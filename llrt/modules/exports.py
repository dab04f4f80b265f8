"""The "exports" and "imports" of a package: PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE and PACKAGE_TARGET_RESOLVE of
https://nodejs.org/api/esm.html#resolution-algorithm-specification. Gives URLs; whether the file exists is not asked here.
"""

from llrt.errors import CodedError
from llrt.modules.paths import join_url, path_to_url, url_to_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

    from llrt.modules.package_json import JSON, Package

    # What a target resolves to: a URL, None where nothing matched, or _NULL, which is told by its identity.
    Target = str | None
    # (message, code, what must not be told twice: the message if not given)
    Warn = Callable[..., object]
    _NULL: str

# A target that explicitly is null: "not exported", which ends the search where undefined goes on.
_NULL = object()  # type: ignore[assignment]


class PackageMap:
    """One resolution: `package` is asked by `base` (a URL) under `conditions`; `bare(specifier, base)` is PACKAGE_RESOLVE."""

    def __init__(
        self,
        package: "Package",
        base: "str",
        conditions: "Collection[str]",
        bare: "Callable[[str, str], str]",
        warn: "Warn | None" = None,
    ) -> None:
        """`warn(message, code[, once])` tells of a deprecated way to write a package."""
        self.package = package
        self.warn = warn
        self.base = base
        self.conditions = conditions
        self.bare = bare
        self.quiet = False
        self.folder_url = path_to_url(package.folder.rstrip("/") + "/")

    def exported(self, subpath: "str") -> "str":
        """The URL that `subpath` ("." or "./x") is exported as."""
        exports: "Any" = self.package.exports
        if self._is_sugar(exports):
            exports = {".": exports}
        # `subpath in exports` must not be true for a pattern or a folder typed literally.
        if subpath in exports and "*" not in subpath and not subpath.endswith("/"):
            found = self._target(exports[subpath], subpath, None, False)
        else:
            found = self._pattern(exports, subpath, False)
        if found is None or found is _NULL:
            raise self._not_exported(subpath)
        return found

    def imported(self, specifier: "str") -> "str":
        """The URL (or builtin name) that "#x" stands for inside the package."""
        imports = self.package.imports
        if imports is None:
            raise not_imported(specifier, self.package, self.base)
        if specifier in imports and "*" not in specifier:
            found = self._target(imports[specifier], specifier, None, True)
        else:
            found = self._pattern(imports, specifier, True)
        if found is None or found is _NULL:
            raise not_imported(specifier, self.package, self.base)
        return found

    def _pattern(self, table: "dict[str, JSON]", key: "str", is_import: "bool") -> "Target":
        best, match = "", ""
        for pattern in table:
            star = pattern.find("*")
            if star < 0 or not key.startswith(pattern[:star]):
                continue
            tail = pattern[star + 1 :]
            if len(key) >= len(pattern) and key.endswith(tail) and "*" not in tail and _more_specific(pattern, best):
                best, match = pattern, key[star : len(key) - len(tail)]
        if not best:
            return None
        # "./" at the end of a request was once a way to map folders; what it means is not looked at then.
        folder = not is_import and key.endswith("/")
        if folder and self.warn is not None:
            self.warn(
                f'Use of deprecated trailing slash pattern mapping "{key}" in the "exports" field module resolution of the '
                f"package at {self.package.path}{_imported_from(self.base)}. "
                'Mapping specifiers ending in "/" is no longer supported.',
                "DEP0155",
                f"{self.package.path}|{key}",
            )
        self.quiet = key.endswith("/")
        return self._target(table[best], best, match, is_import)

    def _is_sugar(self, exports: "JSON") -> "bool":
        if not isinstance(exports, dict):
            return True
        dotted = [key.startswith(".") for key in exports]
        if any(dotted) and not all(dotted):
            raise self._invalid_config(
                "\"exports\" cannot contain some keys starting with '.' and some not. The exports object must either be an "
                "object of package subpath keys or an object of main entry condition name keys only."
            )
        return not any(dotted)

    def _target(self, target: "JSON", key: "str", match: "str | None", is_import: "bool") -> "Target":
        if isinstance(target, str):
            return self._string(target, key, match, is_import)
        if isinstance(target, list):
            return self._list(target, key, match, is_import)
        if isinstance(target, dict):
            return self._conditional(target, key, match, is_import)
        if target is None:
            return _NULL
        raise self._invalid_target(key, target, is_import)

    def _conditional(self, target: "dict[str, JSON]", key: "str", match: "str | None", is_import: "bool") -> "Target":
        for name in target:
            if name.isdigit() and str(int(name)) == name:
                raise self._invalid_config('"exports" cannot contain numeric property keys.')
        for name, value in target.items():
            if name == "default" or name in self.conditions:
                found = self._target(value, key, match, is_import)
                if found is not None:
                    return found
        return None

    def _list(self, targets: "list[JSON]", key: "str", match: "str | None", is_import: "bool") -> "Target":
        last, error = _NULL, None
        for target in targets:
            try:
                found = self._target(target, key, match, is_import)
            except CodedError as exc:
                if exc.code != "ERR_INVALID_PACKAGE_TARGET":
                    raise
                error = exc
                continue
            if found is None:
                continue
            if found is not _NULL:
                return found
            last, error = found, None
        if error is not None:
            raise error
        return last

    def _string(self, target: "str", key: "str", match: "str | None", is_import: "bool") -> "str":
        if match is None and "*" in target and "*" in key:
            raise self._invalid_target(key, target, is_import)
        if not target.startswith("./"):
            if not is_import or target.startswith(("../", "/")) or _is_url(target):
                raise self._invalid_target(key, target, is_import)
            name = target.replace("*", match) if match is not None else target
            return self.bare(name, path_to_url(self.package.path))
        flaw = _flaw(target[2:])
        if flaw == "leaves":
            raise self._invalid_target(key, target, is_import)
        if flaw:
            self._warn_of_segments(key, target, match, is_import, target)
        if match is None:
            return join_url(self.folder_url, target)
        request = key.replace("*", match)
        flaw = _flaw(match)
        where = "imports" if is_import else "exports"
        if flaw == "leaves":
            raise CodedError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "{request}" request is not a valid match in pattern "{key}" for the "{where}" resolution of '
                f"{self.package.path}{_imported_from(self.base)}",
                "TypeError",
            )
        if flaw:
            self._warn_of_segments(key, target, match, is_import, request)
        return join_url(self.folder_url, target.replace("*", match))

    def _warn_of_segments(self, key: "str", target: "str", match: "str | None", is_import: "bool", shown: "str") -> None:
        if self.warn is None or self.quiet:
            return
        request = key if match is None else key.replace("*", match)
        resolved = target if match is None else target.replace("*", match)
        double = "//" in shown.replace("\\", "/")
        kind = "double slash" if double else "leading or trailing slash matching"
        matched = f'matched to "{key}" ' if request != key else ""
        self.warn(
            f'Use of deprecated {kind} resolving "{resolved}" for module request "{request}" {matched}in the '
            f'"{"imports" if is_import else "exports"}" field module resolution of the package at {self.package.path}'
            f"{_imported_from(self.base)}.",
            "DEP0166",
        )

    def _invalid_target(self, key: "str", target: "JSON", is_import: "bool") -> "CodedError":
        from llrt.modules.json_text import to_json

        if not isinstance(target, (str, list, dict)):
            target = to_json(target)
        shown = to_json(target)
        what = 'Invalid "exports" main target ' + shown if key == "." else ""
        if not what:
            what = f'Invalid "{"imports" if is_import else "exports"}" target {shown}'
        place = f"defined in the package config {self.package.path}"
        if key != ".":
            place = f"defined for '{key}' in the package config {self.package.path}"
        hint = ""
        if isinstance(target, str) and target and not is_import and not target.startswith("./"):
            hint = '; targets must start with "./"'
        return CodedError("ERR_INVALID_PACKAGE_TARGET", f"{what} {place}{_imported_from(self.base)}{hint}")

    def _invalid_config(self, reason: "str") -> "CodedError":
        while_importing = f" while importing {self.base}" if self.base else ""
        return CodedError("ERR_INVALID_PACKAGE_CONFIG", f"Invalid package config {self.package.path}{while_importing}. {reason}")

    def _not_exported(self, subpath: "str") -> "CodedError":
        path = self.package.path
        if subpath == ".":
            message = f'No "exports" main defined in {path}'
        else:
            message = f"Package subpath '{subpath}' is not defined by \"exports\" in {path}"
        return CodedError("ERR_PACKAGE_PATH_NOT_EXPORTED", message + _imported_from(self.base))


def not_imported(specifier: "str", package: "Package | None", base: "str") -> "CodedError":
    where = f" in package {package.path}" if package is not None else ""
    message = f'Package import specifier "{specifier}" is not defined{where}{_imported_from(base)}'
    return CodedError("ERR_PACKAGE_IMPORT_NOT_DEFINED", message, "TypeError")


def _imported_from(base: "str") -> "str":
    """How errors name the importer: by its path; CommonJS often gives none."""
    if not base:
        return ""
    return f" imported from {url_to_path(base) if base.startswith('file:') else base}"


def _flaw(path: "str") -> "str":
    """ "leaves" for a segment that would leave the package (".", "..", "node_modules", also percent-encoded), "empty" for one
    without a name, which is deprecated, else ""."""
    found = ""
    segments = path.replace("\\", "/").split("/")
    for segment in segments:
        plain = (
            segment.lower().replace("%2e", ".").replace("%6e", "n").replace("%4e", "n").replace("%6f", "o").replace("%4f", "o")
        )
        plain = plain.replace("%64", "d").replace("%44", "d").replace("%65", "e").replace("%45", "e").replace("%5f", "_")
        if plain in (".", "..", "node_modules"):
            return "leaves"
        if not plain and len(segments) > 1:
            found = "empty"
    return found


def _is_url(text: "str") -> "bool":
    from llrt.modules.paths import scheme

    return scheme(text) is not None


def _more_specific(pattern: "str", best: "str") -> "bool":
    """PATTERN_KEY_COMPARE: the longer part before the star wins, then the longer key."""
    if not best:
        return True
    before, other = pattern.find("*"), best.find("*")
    return before > other or (before == other and len(pattern) > len(best))
