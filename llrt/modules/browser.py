"""LLRT_PLATFORM=browser: packages are resolved as bundlers for browsers do it, with the condition `browser` instead of
`node`, the field `browser` (a file, or a map of files and packages) and, for import, `module` before `main`. Loaded only then.
https://github.com/defunctzombie/package-browser-field-spec
"""

from llrt.modules import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.modules.package_json import Package, Packages

# What `false` in a map means: an empty module. Its text is empty, so it is CommonJS with nothing exported.
EMPTY = "/dev/null"


def main_of(package: "Package", for_import: "bool") -> "str | None":
    """The main file the package names."""
    if isinstance(package.browser, str):
        return package.browser
    return (package.module if for_import else None) or package.main


def mapped_file(packages: "Packages", path: "str") -> "str":
    """The file that stands for `path` in its package."""
    package = packages.scope(paths.dirname(path))
    if package is None or not isinstance(package.browser, dict):
        return path
    name = "." + path[len(package.folder.rstrip("/")) :]
    for key in (name, name[2:], *(name[: -len(end)] for end in (".js", ".json") if name.endswith(end))):
        if key in package.browser:
            value = package.browser[key]
            return EMPTY if value is False else paths.resolve(package.folder, value) if isinstance(value, str) else path
    return path


def mapped_name(packages: "Packages", specifier: "str", folder: "str") -> "str | None":
    """What a bare specifier means in a package that maps it: an absolute path or another bare name; None: not mapped."""
    package = packages.scope(folder)
    if package is None or not isinstance(package.browser, dict) or specifier not in package.browser:
        return None
    value = package.browser[specifier]
    if value is False:
        return EMPTY
    if not isinstance(value, str):
        return None
    return paths.resolve(package.folder, value) if value.startswith("./") else value
