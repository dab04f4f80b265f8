"""Ops of node:module: resolution and reading for CommonJS, import.meta, and the program's entry. Over llrt.modules."""

from llrt.modules import paths, sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from llrt._quickjs import Value
    from llrt.modules.loader import Loader
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


_KINDS = {".mjs": "module", ".cjs": "commonjs"}


def ops(env: "Environment") -> "Ops":
    loader = env.loader
    return {
        **_resolution(env, loader),
        **_files(env, loader),
        **_evaluation(env, loader),
        **_hooks(loader),
        **_compile_cache(env, loader),
    }


def _resolution(env: "Environment", loader: "Loader") -> "Ops":
    def resolve_near(request: "str", parent: "str", extensions: "str | None") -> "str | None":
        """resolve_filename() of a relative request seen from the file `parent`."""
        return loader.require.near(request, paths.dirname(parent), _split(extensions))

    def browser_name(request: "str", parent: "str | None") -> "str | None":
        """What a request means where LLRT_PLATFORM=browser maps it; None: what it means everywhere."""
        if not loader.resolver.browser or parent is None or request.startswith((".", "/")):
            return None
        from llrt.modules.browser import mapped_name

        return mapped_name(loader.packages, request, paths.dirname(parent))

    def find_path(request: "str", folders: "list[str]", extensions: "str | None") -> "str | None":
        return loader.require.find(request, _absolute_all(folders), _split(extensions))

    def resolve_import(specifier: "str", base: "str | None") -> "str":
        return loader.resolver.resolve_unchecked(specifier, loader.base_of(base) or "")

    def read_package(folder: "str") -> "dict[str, object] | None":
        package = loader.packages.read(folder)
        if package is None:
            return None
        known = {
            "name": package.name,
            "main": package.main,
            "type": package.type,
            "exports": package.exports,
            "imports": package.imports,
        }
        shown = {name: value for name, value in known.items() if value is not None}
        return {**shown, "exists": True, "pjsonPath": package.path}

    return {
        "builtinName": lambda request: loader.resolver.builtin(request),
        "tlsIsNear": loader.expect_tls,
        "resolveFilename": lambda *request: _resolve_filename(loader, *request),
        "resolveNear": resolve_near,
        "findPath": find_path,
        "resolveImport": resolve_import,
        "globalPaths": lambda: loader.require.global_folders(),
        "stat": lambda path: (-2, 0, 1)[paths.kind(path)],
        "isBrowser": lambda: loader.resolver.browser,
        "browserName": browser_name,
        "readPackage": read_package,
        "requireModule": lambda: env.options.require_module,
        "metaResolveParent": lambda: env.options.import_meta_resolve,
        "pendingDeprecation": lambda: env.options.pending_deprecation,
        "findPackageJSON": _interop(loader, "find_package_json"),
    }


def _resolve_filename(
    loader: "Loader",
    request: "str",
    parent: "str | None",
    folders: "list[str] | None",
    extensions: "str | None",
    is_main: "bool",
    conditions: "list[str] | None" = None,
) -> "str | None":
    """The path a request means; None when nothing was found. `folders` None: those of the parent."""
    require = loader.require if conditions is None else loader.require.under(conditions)
    if request.startswith("#") and parent is not None:
        found = require.imported(request, parent)
        if found is not None:
            return found
    relative = request.startswith(("./", "../")) or request in (".", "..")
    if parent is not None and not relative and not request.startswith("/"):
        found = require.own(request, parent)
        if found is not None:
            return found
    if folders is None:
        # Without folders there is a parent.
        folder = paths.dirname(parent)  # type: ignore[arg-type]
        folders = [folder] if relative else require.node_modules(folder) + require.global_folders()
    if not relative:
        built_in = loader.resolver.sdk_builtin(request, True)
        if built_in is not None:
            return built_in
    found = require.find(request, _absolute_all(folders), _split(extensions), is_main)
    return found if found is not None or relative else loader.resolver.sdk_builtin(request)


def _files(env: "Environment", loader: "Loader") -> "Ops":
    def read_source(path: "str") -> "list[str]":
        """[text, the nearest package.json's type for a .js file]."""
        end = paths.extension(path)
        if end in sources.TYPESCRIPT:
            raise sources.error("ERR_UNKNOWN_FILE_EXTENSION", sources.no_typescript(end, path), "TypeError")
        kind = _KINDS.get(end) or loader.packages.type_of(path)
        text = sources.read_source(path)
        if kind == "module" and end not in (".js", ".mjs", ".cjs", ".json"):
            # An unknown extension inside of a "module" package is CommonJS, as Node's require has it.
            kind = "none"
        return [text if isinstance(text, str) else text.decode(), kind]

    def addon_flaw(path: "str") -> "str | None":
        """Why the system's loader of shared objects would refuse a file; None when it may be one."""
        try:
            head = sources.read_file(path)[:64]
        except OSError as exc:
            return f"cannot open shared object file: {exc.strerror}"
        if len(head) < 64:
            return "file too short"
        return None if head.startswith(b"\x7fELF") else "invalid ELF header"

    def absolute(path: "str") -> "str":
        return paths.absolute(path)

    def folder_of_text() -> "str":
        """The folder -e and stdin are in, with its slash."""
        return paths.url_to_path(loader.base_url())

    return {
        "readSource": read_source,
        "absolute": absolute,
        "addonFlaw": addon_flaw,
        "folderOfText": folder_of_text,
        "filePath": paths.url_to_path,
    }


def _hooks(loader: "Loader") -> "Ops":
    def set_hooks(resolve: "bool", load: "bool") -> None:
        from llrt.modules.hooks import Hooks

        loader.hooks = Hooks(loader, resolve, load) if resolve or load else None

    def default_resolve(specifier: "str", base: "str | None", conditions: "list[str] | None") -> "list[str | None]":
        url = loader.resolve_default(specifier, base, None if conditions is None else frozenset(conditions))
        return [url, sources.format_hint(loader, url)]

    def default_load(url: "str", format_: "str | None", attributes: "list[str]") -> "list[str | bytes | None]":
        """[format, bytes of the source or None]."""
        from llrt.modules.hooks import default_source

        return default_source(loader, url, format_, dict(zip(attributes[::2], attributes[1::2], strict=True)))

    def conditions(for_require: "bool") -> "list[str]":
        return list(loader.resolver.ordered_conditions(for_require))

    def read_text(path: "str") -> "str":
        text = sources.decode(sources.read_file(path))
        return text if isinstance(text, str) else text.decode()

    def decode_source(data: "memoryview") -> "str":
        text = sources.decode(bytes(data))
        return text if isinstance(text, str) else text.decode()

    return {
        "setHooks": set_hooks,
        "hooksOn": lambda: loader.hooks is not None and loader.hooks.resolves,
        "defaultResolve": default_resolve,
        "defaultLoad": default_load,
        "conditions": conditions,
        "fileURL": paths.path_to_url,
        "formatHint": lambda url: sources.format_hint(loader, url),
        "readText": read_text,
        "decodeSource": decode_source,
    }


def _compile_cache(env: "Environment", loader: "Loader") -> "Ops":
    def enable(directory: "str | None") -> "list[int | str | None]":
        """[status as in module.constants.compileCacheStatus, message, folder]."""
        known = loader.compile_cache
        if known is not None:
            return [2, None, known.folder]
        failed = loader.enable_compile_cache(directory)
        if failed is not None:
            return [3 if failed.startswith("Disabled") else 0, failed, None]
        return [1, None, loader.compile_cache.folder]  # type: ignore[union-attr]

    def cache_folder() -> "str | None":
        cache = loader.compile_cache
        return None if cache is None else cache.folder

    def cached_function(source: "str", filename: "str") -> "Value | None":
        cache = loader.compile_cache
        return None if cache is None else cache.function(source, filename)

    def cache_function(source: "str", filename: "str") -> None:
        cache = loader.compile_cache
        if cache is not None:
            cache.add_function(source, filename)

    return {
        "enableCompileCache": enable,
        "compileCacheFolder": cache_folder,
        "cachedFunction": cached_function,
        "cacheFunction": cache_function,
    }


def _evaluation(env: "Environment", loader: "Loader") -> "Ops":
    def set_main(path: "str") -> None:
        loader.main = path

    def typeless_package(path: "str") -> "list[str | None]":
        """[URL, path of the package.json without "type" it belongs to, or None]."""
        package = None if "/node_modules/" in path else loader.packages.scope(paths.dirname(path))
        return [paths.path_to_url(path), None if package is None else package.path]

    def check_module(url: "str", source: "str") -> None:
        env.context.compile(source, url, module=True)

    def uncaught(thrown: "Value") -> None:
        env.uncaught_value(thrown.get("value", mode="raw"), True)

    return {
        "setMain": set_main,
        "parsesAsModule": _interop(loader, "parses_as_module"),
        "typelessPackage": typeless_package,
        "checkModule": check_module,
        "requireESM": _interop(loader, "require_esm"),
        "requireFacade": _interop(loader, "require_facade"),
        "evaluateMain": lambda path: loader.evaluate_main(paths.path_to_url(path)),
        "evaluateMainText": loader.evaluate_main_source,
        "describeMain": loader.describe_main,
        "uncaught": uncaught,
    }


def _interop(loader: "Loader", name: "str") -> "Callable[..., Any]":
    """A function of llrt.modules.interop, which few programs need."""

    def op(*args: "Any") -> "Any":
        from llrt.modules import interop

        return getattr(interop, name)(loader, *args)

    return op


def _absolute_all(folders: "list[str]") -> "list[str]":
    here = None
    out = []
    for folder in folders:
        if not folder.startswith("/"):
            here = here or paths.cwd()
            folder = paths.resolve(here, folder)
        out.append(folder)
    return out


def _split(extensions: "str | None") -> "tuple[str, ...]":
    return tuple(extensions.split("\0")) if extensions is not None else (".js", ".json", ".node")
