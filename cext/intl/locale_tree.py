"""Locale data of ICU as one tree a locale: inheritance and aliases resolved, then only what differs from the parent kept.

Not here: the file format (resource_bundle.py), what of it we use (gen_data.py).
https://unicode.org/reports/tr35/#Locale_Inheritance
"""

from resource_bundle import Alias, Bundle

ALIAS = "\0alias"  # where a table of a locale is laid over an alias of root


class Bundles:
    """The bundles of an archive by name ("curr/en"), each read once."""

    def __init__(self, archive: "dict[str, bytes]"):
        self.archive = archive
        self._pools: dict[str, Bundle] = {}
        self._trees: dict[str, object] = {}

    def get(self, name: str) -> dict:
        """A bundle's content; {} where a locale has none."""
        if name not in self._trees:
            data = self.archive.get(name + ".res")
            self._trees[name] = {} if data is None else Bundle(data, self._pool(name.rpartition("/")[0])).root()
        return self._trees[name]

    def _pool(self, folder: str) -> "Bundle | None":
        name = f"{folder}/pool.res" if folder else "pool.res"
        if name not in self._pools and name in self.archive:
            self._pools[name] = Bundle(self.archive[name])
        return self._pools.get(name)

    def parents(self, locale: str) -> "list[str]":
        """Root, ..., the locale itself: the order in which they are laid over each other."""
        chain = [locale]
        while chain[0] != "root":
            top = chain[0]
            parent = self.get(top).get("%%Parent") or (top.rpartition("_")[0] or "root")
            chain.insert(0, parent)
        return chain

    def resolved(self, folder: str, locale: str, top: "list[str]") -> dict:
        """The trees under `top` of a locale, with all that it inherits."""
        merged: dict = {}
        for name in self.parents(locale):
            own = self.get(f"{folder}/{name}" if folder else name)
            merged = merge(merged, {key: own[key] for key in top if key in own})
        return _resolve(merged, merged, ())


def merge(under: object, over: object) -> object:
    """`over` laid over `under`; tables are merged, everything else replaced."""
    if isinstance(over, dict):
        if isinstance(under, Alias):
            return {ALIAS: under, **over}
        if isinstance(under, dict):
            result = dict(under)
            for key, value in over.items():
                result[key] = merge(under[key], value) if key in under else value
            return result
    return over


def _resolve(node: object, top: dict, path: "tuple[str, ...]") -> object:
    for _ in range(8):
        if isinstance(node, Alias):
            node = _target(node, top)
        elif isinstance(node, dict) and ALIAS in node:
            own = {key: value for key, value in node.items() if key != ALIAS}
            node = merge(_target(node[ALIAS], top), own)
        else:
            break
    if not isinstance(node, dict):
        return node
    found = {key: _resolve(value, top, (*path, key)) for key, value in node.items()}
    return {key: value for key, value in found.items() if value is not None}


def _target(alias: Alias, top: dict) -> object:
    """What an alias stands for, None outside of the trees that are read; the way to it may lead over other aliases."""
    if not alias.startswith("/LOCALE/"):
        return None
    node: object = top
    for key in alias.split("/")[2:]:
        while isinstance(node, Alias):
            node = _target(node, top)
        if isinstance(node, dict) and ALIAS in node and key not in node:
            node = _target(node[ALIAS], top)
        if isinstance(node, list):
            node = node[int(key)]
        elif isinstance(node, dict) and key in node:
            node = node[key]
        else:
            return None
    return node


def difference(parent: object, child: object) -> object:
    """What merge() must lay over `parent` to get `child`; None for nothing."""
    if isinstance(parent, dict) and isinstance(child, dict):
        found = {key: value if key not in parent else difference(parent[key], value) for key, value in child.items()}
        return {key: value for key, value in found.items() if value is not None} or None
    return None if parent == child else child
