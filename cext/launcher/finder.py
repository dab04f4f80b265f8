# First entry of the start bundle: executed with `table` (name -> (is a package, marshalled code)) and `folder` (what holds
# the package llrt). Puts a finder for those modules before the ordinary ones; everything else of llrt is found as usual.
import sys
from marshal import loads

from _frozen_importlib import ModuleSpec

from _frozen_importlib_external import ExtensionFileLoader
from _imp import extension_suffixes


class StartFinder:
    """Finder and loader of the bundled modules; extension modules of llrt without listing the folder."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        entry = table.get(name)
        if entry is None:
            return _extension(name) if name.startswith("llrt._") else None
        where = folder + "/" + name.replace(".", "/")
        spec = ModuleSpec(name, StartFinder, origin=where, is_package=entry[0])
        if entry[0]:
            spec.submodule_search_locations.append(where)
        return spec

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(loads(table[module.__name__][1]), module.__dict__)


def _extension(name):
    path = folder + "/" + name.replace(".", "/") + extension_suffixes()[0]
    try:
        from posix import stat

        stat(path)
    except OSError:
        return None
    return ModuleSpec(name, ExtensionFileLoader(name, path), origin=path)


sys.meta_path.insert(0, StartFinder)
