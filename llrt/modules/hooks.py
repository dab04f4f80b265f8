"""module.registerHooks() in the loader of ES modules: asks the chains in JavaScript for URLs and sources. Made when the first
hook is registered; without hooks nothing of it is loaded. The chains are builtins/module/_hooks.js.
"""

from llrt.modules import paths, sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from llrt._quickjs import Value
    from llrt.modules.loader import Attributes, Key, Loader, Record


class Hooks:
    def __init__(self, loader: "Loader", resolves: "bool", loads: "bool") -> None:
        """Which of the two chains is not empty."""
        self.resolves = resolves
        self.loads = loads
        self._loader = loader

    def request(self, specifier: "str", base: "str | None", attributes: "Attributes | None") -> "Record":
        """The Record a request means."""
        loader = self._loader
        given = dict(attributes) if attributes else {}
        if self.resolves:
            found = self._call("resolveImport", specifier, base, _pairs(given))
            url, format_ = found.get(0), found.get(1, mode="ops")
            pairs: "list[str]" = found.get(2, mode="ops")
            given = dict(zip(pairs[::2], pairs[1::2], strict=True))
        else:
            url = loader.resolve_default(specifier, base)
            format_ = sources.format_hint(loader, url)
        kind = given.get("type")
        record = loader.find((url, kind))
        return record or loader.add(self._create((url, kind), url, format_, given))

    def _create(self, key: "Key", url: "str", format_: "str | None", attributes: "Mapping[str, str]") -> "Record":
        loader = self._loader
        if not self.loads:
            return loader.create(key, url, attributes, format_)
        loaded = self._call("loadImport", url, format_, _pairs(attributes))
        format_ = loaded.get(0, mode="ops")
        if format_ == "builtin":
            return loader.builtin_record(key, url)
        if format_ not in ("module", "commonjs", "json"):
            raise sources.error(
                "ERR_UNKNOWN_MODULE_FORMAT", f"Unknown module format: {format_ or 'undefined'} for URL {url}", "RangeError"
            )
        text = loaded.get(1, mode="ops")
        path = paths.url_to_path(url) if url.startswith("file:") else None
        if path is None:
            loader.keep_name(url)
        if text is None:
            return loader.record_of(key, url, sources.Source(format_, sources.decode(sources.read_file(path or url)), path))
        if not isinstance(text, str):
            text = sources.decode(bytes(text))
        return loader.record_of(key, url, sources.Source(format_, text, path, given=True))

    def _call(self, name: "str", *args: "object") -> "Value":
        room = self._loader.env.builtin("node:internal/module/hooks")
        result: "Value" = self._loader.context.enter_nested(room.get(name), *args)
        return result


def default_source(
    loader: "Loader", url: "str", format_: "str | None", attributes: "Mapping[str, str]"
) -> "list[str | bytes | None]":
    """The last step of the load chain: [format, bytes of the source; None for a builtin]."""
    if url in loader.resolver.builtins:
        return ["builtin", None]
    if format_ is None or not url.startswith("file:"):
        source = sources.fetch(loader, url)
        format_, text = source.format, source.text
    else:
        text = sources.read_file(paths.url_to_path(url))
    sources.check_attributes(format_, attributes, url)
    return [format_, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")]


def _pairs(attributes: "Mapping[str, str]") -> "list[str]":
    return [text for pair in attributes.items() for text in pair]
