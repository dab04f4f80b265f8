"""Where CommonJS meets ES modules: require() of an ES module, and telling which of the two a text is."""

from llrt._quickjs import JSError
from llrt.errors import CodedError
from llrt.modules import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._quickjs import Value
    from llrt.modules.loader import Loader, Record

_FACADE = "export * from 'original'; export { default } from 'original'; export const __esModule = true;"


def require_esm(loader: "Loader", path: "str", source: "str | None" = None, parent: "str | None" = None) -> "Value":
    """The namespace of an ES module, loaded and evaluated at once. It must not await at its top level."""
    record = loader.load_file(path, source)
    module = record.module
    if module.graph_has_tla:
        raise _asynchronous(path, parent)
    if module.status == "evaluating":
        raise _cycle(path, parent)
    return module.evaluate_sync()


def check_cycle(loader: "Loader", record: "Record", specifier: "str", base: "str | None") -> None:
    """An ES module that is required may not import what is still running: it would see half of its exports."""
    if record.format == "commonjs":
        path = paths.url_to_path(record.url) if record.url.startswith("file:") else record.url
        running = loader.context.enter_nested(loader.env.builtin("node:internal/module/cjs").get("isRunning"), path)
        kind = "CommonJS Module"
    else:
        # One that waits for a top-level await is not running.
        running = record.module.status == "evaluating" and not record.module.graph_has_tla
        kind = "Module"
    if running:
        importer = f" (from {paths.url_to_path(base) if base.startswith('file:') else base})" if base else ""
        raise CodedError("ERR_REQUIRE_CYCLE_MODULE", f"Cannot import {kind} {specifier} in a cycle.{importer}")


def require_facade(loader: "Loader", path: "str") -> "Value":
    """What require() gives for a module with a default export: the same exports and `__esModule`, as bundlers expect."""
    original = loader.load_file(path)
    facade = loader.context.compile(_FACADE, "node:internal/require_module_default_facade", module=True)
    facade.link([original.module] * len(facade.requests))
    return facade.evaluate_sync()


def parses_as_module(loader: "Loader", path: "str", source: "str | bytes") -> "bool":
    """Whether a text that is no CommonJS is an ES module; the answer of Node's syntax detection."""
    try:
        loader.context.compile(source, path, module=True)
    except JSError:
        return False
    return True


def find_package_json(loader: "Loader", specifier: "str", base: "str | None") -> "str | None":
    """module.findPackageJSON: of the package a bare name means, or of the file a path or URL means; None if none."""
    folder = paths.cwd()
    if base is not None:
        folder = paths.dirname(paths.url_to_path(base) if base.startswith("file:") else base)
    if specifier.startswith(("file:", "/", "./", "../")) or specifier in (".", ".."):
        path = paths.url_to_path(specifier) if specifier.startswith("file:") else paths.resolve(folder, specifier)
        package = loader.packages.scope(path if paths.is_directory(path) else paths.dirname(path))
    else:
        package = loader.packages.read(loader.resolver.package_folder(specifier, paths.path_to_url(folder + "/noop.js")))
    return None if package is None else package.path


def _cycle(path: "str", parent: "str | None") -> "CodedError":
    importer = f" (from {parent})" if parent else ""
    return CodedError(
        "ERR_REQUIRE_CYCLE_MODULE",
        f"Cannot require() ES Module {path} in a cycle.{importer} A cycle involving require(esm) is not allowed to maintain "
        "invariants mandated by the ECMAScript specification. Try making at least part of the dependency in the graph lazily "
        "loaded.",
    )


def _asynchronous(path: "str", parent: "str | None") -> "CodedError":
    message = (
        "require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level "
        "await comes from, use --experimental-print-required-tla."
    )
    if parent:
        message += f"\n  From {parent} "
    return CodedError("ERR_REQUIRE_ASYNC_MODULE", f"{message}\n  Requiring {path} ")
