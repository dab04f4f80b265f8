"""ES module resolution: specifier and importer -> URL. https://nodejs.org/api/esm.html#resolution-algorithm-specification

Reads directories and package.json files, never sources. The CommonJS algorithm is in require.py.
"""

from llrt.errors import CodedError
from llrt.modules import paths

# llrt.modules.exports is imported where a package is: this file is on the start path of Lambda.

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from llrt.modules.package_json import Package, Packages
    from llrt.modules.sdk import Sdk

IMPORT_CONDITIONS = ("node", "import", "module-sync")
REQUIRE_CONDITIONS = ("require", "node", "module-sync")
# Builtins that only the node: scheme gives; as bare names they are packages.
_SCHEME_ONLY = frozenset(("sea", "sqlite", "test", "test/reporters"))
# What packages of the built-in SDK begin with (llrt.modules.sdk).
_SDK_SCOPES = ("@aws-sdk/", "@smithy/", "@aws-crypto/")


class Resolver:
    def __init__(
        self,
        packages: "Packages",
        builtins: "frozenset[str]",
        conditions: "Sequence[str]" = (),
        preserve_symlinks: "bool" = False,
        browser: "bool" = False,
    ) -> None:
        """`builtins`: canonical names of the public builtins; `conditions`: further ones of the user's; `browser`: packages are
        taken in their form for browsers."""
        self.browser = browser
        self.files = paths.Files(not preserve_symlinks)
        self.packages = packages
        self.builtins = builtins
        self.node_path_last = False
        # Set by the loader: warn(message, code) of a deprecated way to write a package.
        self.warn: "Callable[..., object] | None" = None
        # Set by the loader: gives the SDK that is built in, which is looked for when a program asks for one.
        self.find_sdk: "Callable[[], Sdk] | None" = None
        self._further = tuple(conditions)
        self.import_conditions = frozenset(self.ordered_conditions(False))
        self.require_conditions = frozenset(self.ordered_conditions(True))

    def ordered_conditions(self, for_require: "bool") -> "tuple[str, ...]":
        """As hooks see them."""
        own = REQUIRE_CONDITIONS if for_require else IMPORT_CONDITIONS
        return tuple("browser" if name == "node" and self.browser else name for name in own) + self._further

    def builtin(self, specifier: "str") -> "str | None":
        """The canonical name of a builtin, or None: "fs" and "node:fs" -> "node:fs", "llrt:xml" as it is."""
        if specifier.startswith(("node:", "llrt:")):
            return specifier if specifier in self.builtins else None
        if specifier.startswith("sdk:"):
            return self.sdk_builtin(specifier[4:])
        name = "node:" + specifier
        return name if name in self.builtins and specifier not in _SCHEME_ONLY else None

    def sdk_builtin(self, specifier: "str", first: "bool" = False) -> "str | None":
        """The builtin that a package of the SDK is; `first`: only if it comes before node_modules."""
        if self.find_sdk is None or not specifier.startswith(_SDK_SCOPES):
            return None
        sdk = self.find_sdk()
        return sdk.name(specifier) if sdk.is_first or not first else None

    def resolve(self, specifier: "str", base: "str", conditions: "Collection[str] | None" = None) -> "str":
        """The URL `specifier` means in the module `base` (a URL). CodedError with Node's codes."""
        try:
            return self._resolve(specifier, base, conditions)
        except CodedError as error:
            if error.code in ("ERR_MODULE_NOT_FOUND", "ERR_UNSUPPORTED_DIR_IMPORT") and base.startswith("file:"):
                from llrt.modules.hints import add_hint

                add_hint(self, error, specifier, base)
            raise

    def _resolve(self, specifier: "str", base: "str", conditions: "Collection[str] | None") -> "str":
        if specifier.startswith(("./", "../", "/")) or specifier in (".", ".."):
            return self._finish(self._relative(specifier, base), base)
        if specifier.startswith("#"):
            return self._finish(self._internal(specifier, base, conditions), base)
        scheme = paths.scheme(specifier)
        if scheme is None:
            return self._finish(self._bare(specifier, base, conditions), base)
        if scheme == "file":
            return self._finish(_absolute(specifier), base)
        return self._other_scheme(specifier, scheme)

    def resolve_unchecked(self, specifier: "str", base: "str") -> "str":
        """import.meta.resolve: what is not there, or a directory, is still a URL."""
        try:
            return self.resolve(specifier, base)
        except CodedError as exc:
            if exc.code in ("ERR_MODULE_NOT_FOUND", "ERR_UNSUPPORTED_DIR_IMPORT") and "url" in exc.props:
                url: "str" = exc.props["url"]
                return url
            if exc.code == "ERR_UNKNOWN_BUILTIN_MODULE":
                return specifier
            raise

    def package_folder(self, specifier: "str", base: "str") -> "str":
        """The folder of the package a bare specifier names."""
        return self._find_package(split_package(specifier, base)[0], base)

    # -- kinds of specifiers

    def _relative(self, specifier: "str", base: "str") -> "str":
        if not base.startswith("file:"):
            raise _not_hierarchical(specifier, base)
        return paths.join_url(base, specifier)

    def _internal(self, specifier: "str", base: "str", conditions: "Collection[str] | None") -> "str":
        from llrt.modules.exports import PackageMap, not_imported

        if specifier == "#":
            raise invalid_specifier(specifier, "is not a valid internal imports specifier name", base)
        package = self.packages.scope(_folder(base)) if base.startswith("file:") else None
        if package is None or package.imports is None:
            raise not_imported(specifier, package, base)
        return PackageMap(package, base, conditions or self.import_conditions, self._bare, self.warn).imported(specifier)

    def _bare(self, specifier: "str", base: "str", conditions: "Collection[str] | None" = None) -> "str":
        """PACKAGE_RESOLVE."""
        if self.browser and base.startswith("file:"):
            from llrt.modules.browser import mapped_name

            mapped = mapped_name(self.packages, specifier, _folder(base))
            if mapped is not None and mapped.startswith("/"):
                return paths.path_to_url(mapped)
            specifier = mapped or specifier
        canonical = self.builtin(specifier) or self.sdk_builtin(specifier, True)
        if canonical is not None:
            return canonical
        if not base.startswith("file:"):
            own_copy = self.sdk_builtin(specifier)
            if own_copy is not None:
                return own_copy
            raise _not_hierarchical(specifier, base)
        from llrt.modules.exports import PackageMap

        name, subpath = split_package(specifier, base)
        conditions = conditions or self.import_conditions
        own = self.packages.scope(_folder(base))
        if own is not None and own.exports is not None and own.name == name:
            return PackageMap(own, base, conditions, self._bare, self.warn).exported(subpath)
        try:
            folder = self._find_package(name, base)
        except CodedError:
            built_in = self.sdk_builtin(specifier)
            if built_in is None:
                raise
            return built_in
        package = self.packages.read(folder, f'"{specifier}" from {shown(base)}')
        if package is not None and package.exports is not None:
            return PackageMap(package, base, conditions, self._bare, self.warn).exported(subpath)
        if subpath == ".":
            return self._legacy_main(folder, package, base)
        return paths.join_url(paths.path_to_url(folder + "/"), subpath)

    def _find_package(self, name: "str", base: "str") -> "str":
        folder = _folder(base)
        while True:
            if not folder.endswith("/node_modules"):
                candidate = f"{folder.rstrip('/')}/node_modules/{name}"
                if self.files.is_directory(candidate):
                    return candidate
            if folder == "/":
                for further in _node_path() if self.node_path_last else ():
                    if self.files.is_directory(f"{further}/{name}"):
                        return f"{further}/{name}"
                message = f"Cannot find package '{name}' imported from {shown(base)}"
                raise CodedError("ERR_MODULE_NOT_FOUND", message)
            folder = paths.dirname(folder)

    def _legacy_main(self, folder: "str", package: "Package | None", base: "str") -> "str":
        tried = []
        main = None if package is None else self.main_of(package, True)
        if main:
            tried = [main, *(main + end for end in (".js", ".json", ".node", "/index.js", "/index.json", "/index.node"))]
        for name in (*tried, "index.js", "index.json", "index.node"):
            path = paths.resolve(folder, name)
            if self.files.is_file(path):
                self._warn_of_main(folder, package, base, path)
                return paths.path_to_url(path)
        wanted = paths.resolve(folder, package.main if package is not None and package.main else "index.js")
        raise CodedError("ERR_MODULE_NOT_FOUND", f"Cannot find package '{wanted}' imported from {shown(base)}")

    def main_of(self, package: "Package", for_import: "bool") -> "str | None":
        if not self.browser:
            return package.main
        from llrt.modules.browser import main_of

        return main_of(package, for_import)

    def _warn_of_main(self, folder: "str", package: "Package | None", base: "str", path: "str") -> None:
        """An ES module as a package's main file must be named in full."""
        main = package.main if package is not None else None
        if self.warn is None or (main is not None and paths.resolve(folder, main) == path):
            return
        end = paths.extension(path)
        if end != ".mjs" and not (end == ".js" and self.packages.type_of(path) == "module"):
            return
        name = path[len(folder) + 1 :]
        if main is None:
            message = (
                f'No "main" or "exports" field defined in the package.json for {folder}/ resolving the main entry point '
                f'"{name}", imported from {shown(base)}.\nDefault "index" lookups for the main are deprecated for ES modules.'
            )
        else:
            message = (
                f'Package {folder}/ has a "main" field set to "{main}", excluding the full filename and extension to the '
                f'resolved file at "{name}", imported from {shown(base)}.\n Automatic extension resolution of the "main" field '
                "is deprecated for ES modules."
            )
        self.warn(message, "DEP0151")

    def _other_scheme(self, specifier: "str", scheme: "str") -> "str":
        if scheme in ("node", "llrt", "sdk"):
            if self.builtin(specifier) is not None:
                return specifier
            raise CodedError("ERR_UNKNOWN_BUILTIN_MODULE", f"No such built-in module: {specifier}")
        # A URL that can't be loaded is an error only when it is.
        return specifier

    # -- the end of every resolution

    def _finish(self, url: "str", base: "str") -> "str":
        """The file must exist; symbolic links are followed; query and fragment stay."""
        if not url.startswith("file:"):
            return url
        plain, query, fragment = paths.split_url(url)
        lower = plain.lower()
        if "%2f" in lower or "%5c" in lower:
            raise invalid_specifier(plain[7:], 'must not include encoded "/" or "\\" characters', base)
        path = paths.url_to_path(plain)
        if self.browser:
            from llrt.modules.browser import mapped_file

            path = mapped_file(self.packages, path)
        kind = self.files.kind(path[:-1] if path.endswith("/") and path != "/" else path)
        if kind == 2 or (kind == 1 and path.endswith("/")):
            message = f"Directory import '{path}' is not supported resolving ES modules imported from {shown(base)}"
            raise CodedError("ERR_UNSUPPORTED_DIR_IMPORT", message, url=url)
        if kind == 0:
            raise CodedError("ERR_MODULE_NOT_FOUND", f"Cannot find module '{path}' imported from {shown(base)}", url=url)
        return paths.path_to_url(self.files.real(path)) + query + fragment


def _node_path() -> "list[str]":
    from llrt.restore import getenv

    return [folder for folder in (getenv("NODE_PATH") or "").split(":") if folder]


def split_package(specifier: "str", base: "str") -> "tuple[str, str]":
    """ "@scope/name/sub/path" -> ("@scope/name", "./sub/path")."""
    cut = specifier.find("/")
    if specifier.startswith("@"):
        cut = specifier.find("/", cut + 1) if cut >= 0 else -2
    name = specifier if cut < 0 else specifier[:cut]
    if cut == -2 or name.startswith(".") or "\\" in name or "%" in name:
        raise invalid_specifier(specifier, "is not a valid package name", base)
    return name, "." if cut < 0 else "." + specifier[cut:]


def invalid_specifier(specifier: "str", reason: "str", base: "str") -> "CodedError":
    message = f'Invalid module "{specifier}" {reason}' + (f" imported from {shown(base)}" if base else "")
    return CodedError("ERR_INVALID_MODULE_SPECIFIER", message, "TypeError")


def shown(base: "str") -> "str":
    """How errors name an importer: a file by its path."""
    return paths.url_to_path(base) if base.startswith("file:") else base


def unsupported_scheme(known: "str", scheme: "str") -> "str":
    return f"Only URLs with a scheme in: {known} are supported by the default ESM loader. Received protocol '{scheme}:'"


def _not_hierarchical(specifier: "str", base: "str") -> "CodedError":
    reason = "Invalid relative URL or base scheme is not hierarchical."
    message = f'Failed to resolve module specifier "{specifier}" from "{base}": {reason}'
    return CodedError("ERR_UNSUPPORTED_RESOLVE_REQUEST", message, "TypeError")


def _folder(base: "str") -> "str":
    return paths.dirname(paths.url_to_path(base))


def _absolute(specifier: "str") -> "str":
    """A file: URL as the user wrote it, in its one form."""
    rest = specifier[5:]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        return paths.join_url("file:///" if host in ("", "localhost") else f"file://{host}/", slash + path)
    return paths.join_url("file:///", rest if rest.startswith("/") else "/" + rest)
