"""Loads module graphs: breadth first, each module compiled without resolving, then bound to what it requests, then
evaluated by the engine. One module per URL and type. https://tc39.es/ecma262/#sec-HostLoadImportedModule

CommonJS, JSON and builtins come in as synthetic modules; CommonJS itself runs in JavaScript (builtins/module).
"""

from llrt import _quickjs
from llrt.modules import paths, sources
from llrt.modules.package_json import Packages
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from llrt._quickjs import Module, Value
    from llrt.modules.compile_cache import CompileCache
    from llrt.modules.hooks import Hooks
    from llrt.modules.require import RequireResolver
    from llrt.modules.resolver import Resolver
    from llrt.modules.sdk import Sdk
    from llrt.runtime.environment import Environment

    # URL and import type ("json" or None).
    Key = tuple[str, str | None]
    Attributes = Mapping[str, str]

# Imported to speak TLS, as packages of the built-in SDK are (sdk.py); builtins/module/_cjs.js has the same names for require.
_TLS = frozenset(("node:https", "node:tls"))


class Record:
    """One module of the graph. `bound`: its requests have been given their modules; `children`: those, with specifiers."""

    __slots__ = ("bound", "children", "format", "key", "module", "url")

    def __init__(self, key: "Key | None", url: "str", format_: "str", module: "Module", bound: "bool" = False) -> None:
        self.key = key
        self.url = url
        self.format = format_
        self.module = module
        self.bound = bound
        self.children: "Sequence[tuple[str, Record]]" = ()


class Loader:
    def __init__(self, env: "Environment") -> None:
        self.env = env
        self.context = env.context
        self.packages = Packages(env.context.parse_json)
        self.main: "str | None" = None
        self._records: "dict[Key | None, Record]" = {}
        self._resolver: "Resolver | None" = None
        self._require: "RequireResolver | None" = None
        self._sdk: "Sdk | None" = None
        self._texts: "dict[str, str | bytes]" = {}
        self._hosted: "set[str]" = set()
        self._warned: "set[str]" = set()
        self._cache: "CompileCache | bool | None" = None
        # How many require() of ES modules are loading their graphs now.
        self._required = 0
        # What import specifiers have been resolved to; as in Node they stay that, whatever happens to the files.
        self._resolved: "dict[tuple[str | None, str], str]" = {}
        self.hooks: "Hooks | None" = None
        self._main_promise: "Value | None" = None
        # `| Any`: None until the program starts; what asks for it runs in the program.
        self._main_record: "Record | Any" = None

    @property
    def resolver(self) -> "Resolver":
        if self._resolver is None:
            from llrt.modules.resolver import Resolver

            public = frozenset(self.context.builtins())
            options = self.env.options
            browser = self.env.profile == "node" and getenv("LLRT_PLATFORM") == "browser"
            self._resolver = Resolver(self.packages, public, tuple(options.conditions), options.preserve_symlinks, browser)
            self._resolver.node_path_last = options.import_from_node_path
            if self.env.profile == "node":
                self._resolver.warn = self._warn
                self._resolver.find_sdk = self._find_sdk
        return self._resolver

    def _find_sdk(self) -> "Sdk":
        if self._sdk is None:
            from llrt.modules.sdk import Sdk

            self._sdk = Sdk(self.env)
        return self._sdk

    def _warn(self, message: "str", code: "str", once: "str | None" = None) -> None:
        """`once`: what is told only once, as Node does with this one."""
        if once is not None and once in self._warned:
            return
        self._warned.add(once or "")
        emit = self.env.builtin("node:internal/module/rare").get("emitDeprecation")
        self.context.enter_nested(emit, message, code)

    @property
    def require(self) -> "RequireResolver":
        """The resolver of CommonJS."""
        if self._require is None:
            from llrt.modules.require import RequireResolver

            self._require = RequireResolver(self.resolver)
        return self._require

    # -- entrances

    def import_module(self, specifier: "str", base: "str | None" = None, attributes: "Attributes | None" = None) -> "Value":
        """Loads and evaluates; a promise (a Value) of the namespace. Errors of loading are raised."""
        return self._evaluated(self.load(specifier, base or self.base_url(), attributes))

    def load(self, specifier: "str", base: "str | None", attributes: "Attributes | None" = None) -> "Record":
        """The Record of a module, with everything it reaches loaded and bound."""
        record = self._request(specifier, base, attributes)
        self._link(record)
        return record

    def load_file(self, path: "str", source: "str | None" = None) -> "Record":
        """The same for the file at an absolute path, which is resolved; with the ES module's text where it is known."""
        url = paths.path_to_url(path) if path.startswith("/") else path
        key = (url, None)
        record = self._records.get(key)
        if record is None and source is not None:
            record = self.add(Record(key, url, "module", self.context.compile(source, url, module=True)))
        elif record is None:
            record = self.add(self.create(key, url, None))
        self._required += 1
        try:
            self._link(record)
        finally:
            self._required -= 1
        return record

    def find(self, key: "Key") -> "Record | None":
        return self._records.get(key)

    def add(self, record: "Record") -> "Record":
        self._records[record.key] = record
        return record

    def load_source(self, source: "str | bytes", name: "str", line: "int" = 1) -> "Record":
        """The same for a text that is no file (-e, stdin, the embedding API)."""
        self._texts[name] = source
        record = Record(None, name, "module", self.context.compile(source, name, line, module=True))
        self._link(record)
        return record

    def evaluate_source(self, source: "str | bytes", name: "str", line: "int" = 1) -> "Value":
        """Evaluates a text as a module named `name`; a promise (a Value) of the namespace."""
        return self._evaluated(self.load_source(source, name, line))

    def _evaluated(self, record: "Record") -> "Value":
        promise = record.module.evaluate()
        after = self.env.builtin("node:internal/module/after").get("after")
        outer: "Value" = self.context.enter_nested(after, promise, record.module.namespace())
        return outer

    def dynamic_import(self, base_name: "str | None", specifier: "str", attributes: "Attributes") -> "Module":
        """The engine's hook for import(): the Module; the engine evaluates it and settles the promise."""
        return self.load(specifier, self.base_of(base_name), attributes).module

    def base_url(self) -> "str":
        """What code without a file is relative to: the working directory."""
        try:
            folder = paths.cwd()
        except OSError:
            # Removed under us: as in Node, the folder of the command.
            folder = paths.dirname(self.env.options.exec_path or "/")
        return paths.path_to_url(folder.rstrip("/") + "/")

    def base_of(self, name: "str | None") -> "str | None":
        """The URL imports are resolved against in the script or module called `name`; a host's own names are kept."""
        if self.env.options.resolve_module is not None:
            return name if name in self._hosted else None
        if name and name.startswith("/"):
            return paths.path_to_url(name)
        if name and (name.startswith(("file:", "data:")) or name in self._hosted):
            return name
        if name in ("[eval]", "[stdin]"):
            return self.base_url() + name
        return self.base_url()

    # -- the graph

    def _link(self, record: "Record") -> None:
        """Loads and binds everything it reaches, and links it: a missing export is an error of loading."""
        if not record.bound:
            self._bind_graph(record)
        if record.module.status != "unlinked":
            return
        try:
            record.module.instantiate()
        except _quickjs.JSSyntaxError as error:
            from llrt.modules.link_errors import explained

            raise explained(self, record, error) from None

    def _bind_graph(self, root: "Record") -> None:
        fresh, children, seen = [root], [], {id(root)}
        try:
            # `fresh` grows while it is walked: breadth first, without recursion.
            for record in fresh:
                base = self.base_of(record.url)
                requests = record.module.requests
                wanted = [(specifier, self._request(specifier, base, given)) for specifier, given in requests]
                children.append(wanted)
                for _, child in wanted:
                    if not child.bound and id(child) not in seen:
                        seen.add(id(child))
                        fresh.append(child)
        except BaseException:
            # A graph that failed is asked for again from the start.
            for record in fresh:
                self._records.pop(record.key, None)
            raise
        for record, wanted in zip(fresh, children, strict=True):
            record.module.link([child.module for _, child in wanted])
            record.children = wanted
            record.bound = True

    def _request(self, specifier: "str", base: "str | None", attributes: "Attributes | None") -> "Record":
        hooks = self.hooks
        if hooks is not None:
            return hooks.request(specifier, base, attributes)
        record = self._request_default(specifier, base, attributes)
        if self._required and record.format in ("commonjs", "module"):
            from llrt.modules import interop

            interop.check_cycle(self, record, specifier, base)
        return record

    def _request_default(self, specifier: "str", base: "str | None", attributes: "Attributes | None") -> "Record":
        url = self._resolved.get((base, specifier))
        if url is None:
            url = self._resolved[base, specifier] = self.resolve_default(specifier, base)
        key = (url, attributes.get("type") if attributes else None)
        record = self._records.get(key)
        if record is None:
            record = self._records[key] = self.create(key, url, attributes)
        return record

    def resolve_default(self, specifier: "str", base: "str | None", conditions: "Collection[str] | None" = None) -> "str":
        """The URL a specifier means, when no hook says otherwise."""
        host = self.env.options.resolve_module
        if host is not None and self.resolver.builtin(specifier) is None:
            url = host(base, specifier)
            if url is None:
                raise sources.error("ERR_MODULE_NOT_FOUND", f"Cannot find module '{specifier}' imported from {base}")
            self.keep_name(url)
            return url
        if self.env.profile != "node":
            return self._resolve_without_files(specifier, base)
        return self.resolver.resolve(specifier, base or "", conditions)

    def keep_name(self, url: "str") -> None:
        """The module of that name is no file of ours: what it imports is relative to the name as it is."""
        self._hosted.add(url)

    def _resolve_without_files(self, specifier: "str", base: "str | None") -> "str":
        """An embedded context whose host gives no hook has builtins and data: URLs; nothing tells it what files exist."""
        canonical = self.resolver.builtin(specifier)
        if canonical is not None or specifier.startswith("data:"):
            return canonical or specifier
        raise sources.error("ERR_MODULE_NOT_FOUND", f"Cannot find module '{specifier}' imported from {base}")

    def create(self, key: "Key", url: "str", attributes: "Attributes | None", format_: "str | None" = None) -> "Record":
        """`format_`: what a hook says the format is."""
        if self._is_builtin(url):
            sources.check_attributes("builtin", attributes, url)
            return self.builtin_record(key, url)
        if attributes:
            sources.check_names(attributes, url)
        source = sources.fetch(self, url, format_)
        sources.check_attributes(source.format, attributes, url)
        return self.record_of(key, url, source)

    def record_of(self, key: "Key", url: "str", source: "sources.Source") -> "Record":
        if source.format == "json":
            return Record(key, url, "json", sources.json_module(self, url, source), True)
        if source.format == "commonjs":
            return Record(key, url, "commonjs", sources.commonjs_module(self, url, source), True)
        return Record(key, url, "module", source.module or self.compile_module(source.text, url))

    def builtin_record(self, key: "Key", url: "str") -> "Record":
        return Record(key, url, "builtin", self._builtin(url), True)

    def _is_builtin(self, url: "str") -> "bool":
        if url.startswith(("file:", "data:")):
            return False
        if url in self.resolver.builtins:
            return True
        return url.startswith(("node:", "llrt:", "sdk:")) and self.env.options.load_module is None

    def _builtin(self, name: "str") -> "Module":
        module = self.context.builtin(name)
        if module is None:
            raise sources.error("ERR_UNKNOWN_BUILTIN_MODULE", f"No such built-in module: {name}")
        if name in _TLS:
            self.expect_tls()
        return module

    def expect_tls(self) -> None:
        """The program has imported what speaks TLS."""
        from llrt.modules import ahead

        ahead.tls()

    @property
    def compile_cache(self) -> "CompileCache | None":
        """The cache in use: the one of NODE_COMPILE_CACHE, or what module.enableCompileCache() has set."""
        if self._cache is None:
            self._cache = False
            if self.env.profile == "node" and getenv("NODE_COMPILE_CACHE"):
                self.enable_compile_cache(None)
        return self._cache or None  # type: ignore[return-value]

    def enable_compile_cache(self, directory: "str | None") -> "str | None":
        """None, or why there is no cache now."""
        from llrt.modules import compile_cache

        if compile_cache.disabled():
            return "Disabled by NODE_DISABLE_COMPILE_CACHE"
        cache = compile_cache.open_cache(self.context, directory)
        if isinstance(cache, str):
            return cache
        self._cache = cache
        return None

    def compile_module(self, source: "str | bytes", url: "str") -> "Module":
        cache = self.compile_cache
        if cache is not None and url.startswith("file:"):
            return cache.module(source, url)
        return self.context.compile(source, url, module=True)

    # -- what JavaScript asks for

    def evaluate_main(self, url: "str") -> "Value":
        """The program's own module; remembers its promise for the check at exit."""
        if self.hooks is not None:
            record = self._request(url, None, None)
            url = record.url
        else:
            # The command line has resolved it already; the resolver is for programs that import something.
            record = self._records.get((url, None)) or self.add(self.create((url, None), url, None))
        self.main = url
        self._link(record)
        return self._evaluate_main(record)

    def _evaluate_main(self, record: "Record") -> "Value":
        self._main_record = record
        self._main_promise = record.module.evaluate()
        return self._main_promise

    def describe_main(self) -> "list[str | bool | None]":
        """[URL, whether it or what it imports awaits at the top level, the package.json that makes it a module]."""
        record = self._main_record
        package = self.packages.scope(paths.dirname(paths.url_to_path(record.url))) if record.url.startswith("file:") else None
        config = package.path if package is not None and package.type == "module" else None
        return [record.url, record.module.graph_has_tla, config]

    def evaluate_main_source(self, source: "str", name: "str") -> "Value":
        self.main = name
        return self._evaluate_main(self.load_source(source, name))

    def unsettled(self) -> "bool":
        """Whether the main module still waits for a top-level await."""
        return self._main_promise is not None and self._main_promise.promise_state == "pending"

    def init_meta(self, module: "Module", meta: "Value") -> None:
        """import.meta of `module`, at first touch."""
        if self.env.profile != "node":
            # No paths, and nothing to resolve them with.
            meta.set("url", module.name)
            return
        room = self.env.builtin("node:internal/module/meta")
        self.context.enter_nested(room.get("initialize"), meta, module.name, module.name == self.main)

    def keep_text(self, name: "str", source: "str | bytes") -> None:
        """Source of code that is no file, for the excerpt above an uncaught error."""
        self._texts[name] = source

    def source_text(self, name: "str") -> "str | None":
        text = self._texts.get(name)
        if text is None:
            return sources.text_for_report(self.env, name)
        return text.decode("utf-8", "replace") if isinstance(text, bytes) else text

    def source_line(self, name: "str", line: "int") -> "str | None":
        """One line of the source called `name` (a path, a URL, "[eval]"), None when it cannot be had."""
        text = self.source_text(name)
        if text is not None and ("\u2028" in text or "\u2029" in text):
            text = text.replace("\u2028", "\n").replace("\u2029", "\n")
        lines = [] if text is None else text.split("\n", line)
        return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else None
