"""CommonJS resolution: request and importer -> absolute path. https://nodejs.org/api/modules.html#all-together

Reads directories and package.json files; the module cache and `Module._resolveFilename` itself are JavaScript.
"""

from llrt.errors import CodedError
from llrt.modules import paths
from llrt.modules.exports import PackageMap
from llrt.modules.resolver import invalid_specifier, split_package
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from llrt.modules.resolver import Resolver

EXTENSIONS = (".js", ".json", ".node")


class RequireResolver:
    def __init__(self, esm: "Resolver") -> None:
        """`esm`: the Resolver, whose packages and conditions are shared."""
        self.esm = esm
        self.packages = esm.packages
        self.files = esm.files
        self.conditions: "Collection[str]" = esm.require_conditions

    def under(self, conditions: "Iterable[str]") -> "RequireResolver":
        """One that resolves under other conditions."""
        other = RequireResolver(self.esm)
        other.conditions = frozenset(conditions)
        return other

    def find(
        self, request: "str", folders: "Iterable[str]", extensions: "Sequence[str]" = EXTENSIONS, is_main: "bool" = False
    ) -> "str | None":
        """Module._findPath: the file `request` names in the first of `folders` that has it; None when none does."""
        absolute = request.startswith("/")
        upwards = request == ".." or request.startswith("../")
        for folder in ("",) if absolute else folders:
            # A folder that is gone still has a parent.
            if folder and not upwards and not self.files.is_directory(folder):
                continue
            if not absolute:
                exported = self._exported(folder, request)
                if exported is not None:
                    return exported
            found = self._at(paths.normalize(request) if absolute else paths.resolve(folder, request), request, extensions)
            if found is not None:
                return found
        return None

    def near(self, request: "str", folder: "str", extensions: "Sequence[str]" = EXTENSIONS) -> "str | None":
        """find() of a relative request in a folder that is there."""
        return self._at(paths.resolve(folder, request), request, extensions)

    def imported(self, request: "str", parent: "str") -> "str | None":
        """ "#x" inside a package, or None when the parent's package has no "imports"."""
        package = self.packages.scope(paths.dirname(parent))
        if package is None or package.imports is None:
            return None
        base = paths.path_to_url(parent)
        if request == "#":
            raise invalid_specifier(request, "is not a valid internal imports specifier name", base)
        try:
            target = PackageMap(package, base, self.conditions, self._bare, self.esm.warn).imported(request)
        except CodedError as exc:
            if exc.code == "MODULE_NOT_FOUND":
                raise CodedError("MODULE_NOT_FOUND", f"Cannot find module '{request}'") from None
            raise
        return self._finish(target, package.path)

    def own(self, request: "str", parent: "str") -> "str | None":
        """A package that requires itself by its name, through its own "exports"; None when this is none."""
        package = self.packages.scope(paths.dirname(parent))
        if package is None or package.exports is None or package.name is None:
            return None
        if request != package.name and not request.startswith(package.name + "/"):
            return None
        subpath = "." + request[len(package.name) :]
        base = paths.path_to_url(parent)
        target = PackageMap(package, base, self.conditions, self._bare, self.esm.warn).exported(subpath)
        return self._finish(target, package.folder)

    def node_modules(self, folder: "str") -> "list[str]":
        """Module._nodeModulePaths: node_modules here and in every folder above."""
        found = []
        while True:
            if paths.basename(folder) != "node_modules":
                found.append(folder.rstrip("/") + "/node_modules")
            if folder == "/":
                return found
            folder = paths.dirname(folder)

    def global_folders(self) -> "list[str]":
        """NODE_PATH, then the old places in the home directory."""
        found = [folder for folder in (getenv("NODE_PATH") or "").split(":") if folder]
        home = getenv("HOME")
        if home:
            found += [f"{home}/.node_modules", f"{home}/.node_libraries"]
        return found

    def resolve(self, request: "str", folder: "str") -> "str":
        """For callers in Python: what require(request) would load in a file of `folder`; CodedError MODULE_NOT_FOUND."""
        if self.esm.builtin(request) is not None:
            return request
        parent = folder.rstrip("/") + "/noop.js"
        if request.startswith("#"):
            found = self.imported(request, parent)
        elif request.startswith(("./", "../")) or request in (".", ".."):
            found = self.find(request, [folder])
        else:
            found = self.own(request, parent) or self.find(request, self.node_modules(folder) + self.global_folders())
        if found is None:
            raise CodedError("MODULE_NOT_FOUND", f"Cannot find module '{request}'", requireStack=[])
        return found

    # -- parts

    def _exported(self, folder: "str", request: "str") -> "str | None":
        """A package's "exports" seen from a node_modules folder; None when the package has none."""
        if request.startswith(".") or request == "":
            return None
        try:
            name, subpath = split_package(request, "")
        except CodedError:
            return None
        root = f"{folder}/{name}"
        package = self.packages.read(root)
        if package is None or package.exports is None:
            return None
        target = PackageMap(package, "", self.conditions, self._bare, self.esm.warn).exported(subpath)
        return self._finish(target, root)

    def _finish(self, target: "str", package: "str") -> "str":
        if not target.startswith("file:"):
            return target
        lower = target.lower()
        if "%2f" in lower or "%5c" in lower:
            raise invalid_specifier(target, 'must not include encoded "/" or "\\" characters', "")
        path = paths.url_to_path(target)
        if self.esm.browser:
            from llrt.modules.browser import mapped_file

            path = mapped_file(self.packages, path)
        if self.files.is_file(path):
            return self.files.real(path)
        # A target that does not exist is an error, not a reason to look elsewhere.
        message = f"Cannot find module '{path}'"
        raise CodedError("MODULE_NOT_FOUND", message, path=package)

    def _bare(self, specifier: "str", base: "str") -> "str":
        """A package target that names another package."""
        canonical = self.esm.builtin(specifier)
        if canonical is not None:
            return canonical
        return paths.path_to_url(self.resolve(specifier, paths.dirname(paths.url_to_path(base))))

    def _at(self, path: "str", request: "str", extensions: "Sequence[str]") -> "str | None":
        slash = request.endswith(("/", "/.", "/..")) or request in (".", "..")
        kind = self.files.kind(path)
        found = None
        if not slash:
            found = path if kind == 1 else self._with_extension(path, extensions)
        if found is None and kind == 2:
            found = self._package_main(path, request, extensions)
        if found is not None and self.esm.browser:
            from llrt.modules.browser import mapped_file

            found = mapped_file(self.packages, found)
        return None if found is None else self.files.real(found)

    def _package_main(self, folder: "str", request: "str", extensions: "Sequence[str]") -> "str | None":
        package = self.packages.read(folder)
        index = folder.rstrip("/") + "/index"
        main = None if package is None else self.esm.main_of(package, False)
        if package is None or not main:
            return self._with_extension(index, extensions)
        target = paths.resolve(folder, main)
        found = target if self.files.is_file(target) else None
        found = found or self._with_extension(target, extensions) or self._with_extension(target + "/index", extensions)
        if found is not None:
            return found
        found = self._with_extension(index, extensions)
        if found is not None and self.esm.warn is not None:
            text = f"Invalid 'main' field in '{package.path}' of '{main}'."
            self.esm.warn(f"{text} Please either fix that or report it to the module author", "DEP0128")
        if found is None:
            message = f"Cannot find module '{target}'. Please verify that the package.json has a valid \"main\" entry"
            raise CodedError("MODULE_NOT_FOUND", message, path=package.path, requestPath=request)
        return found

    def _with_extension(self, path: "str", extensions: "Sequence[str]") -> "str | None":
        for extension in extensions:
            if self.files.is_file(path + extension):
                return path + extension
        return None
