# First part of the start bundle: executed with `index` (section -> offset, size) and launcher.c's words in sys.argv. Makes the
# modules of the sections that this start needs, in their order, without the importer; a module asked for before its turn
# comes through StartFinder. Everything else of llrt is found as usual. Then starts the command.
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import ExtensionFileLoader
from _imp import create_dynamic, exec_dynamic, extension_suffixes
from marshal import loads
from posix import close, environ, pread, stat

MODULE, PACKAGE, EXTENSION = range(3)
new_module = type(sys)
modules = sys.modules
suffix = extension_suffixes()[0]
waiting = {}


class StartFinder:
    """Finder and loader of the bundled modules; extension modules of llrt without listing the folder."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        entry = waiting.get(name)
        if entry is not None:
            return spec_of(name, entry[1])
        if not name.startswith("llrt._"):
            return None
        spec = spec_of(name, EXTENSION)
        try:
            stat(spec.origin)
        except OSError:
            return None
        return spec

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        code = waiting.pop(module.__name__)[2]
        if code is not None:
            exec(code, module.__dict__)


def spec_of(name, kind):
    where = f"{folder}/{name.replace('.', '/')}"
    if kind == EXTENSION:
        where += suffix
        return ModuleSpec(name, ExtensionFileLoader(name, where), origin=where)
    spec = ModuleSpec(name, StartFinder, origin=where, is_package=kind == PACKAGE)
    if kind == PACKAGE:
        spec.submodule_search_locations.append(where)
    return spec


def make(name, kind, code):
    """What the importer does for one module."""
    spec = spec_of(name, kind)
    parent, _, child = name.rpartition(".")
    if kind == EXTENSION:
        module = modules[name] = create_dynamic(spec)
        exec_dynamic(module)
    else:
        module = modules[name] = new_module(name)
        module.__spec__ = spec
        module.__loader__ = StartFinder
        module.__package__ = parent
        if kind == PACKAGE:
            module.__path__ = spec.submodule_search_locations
            module.__package__ = name
        if code is not None:
            exec(code, module.__dict__)
    if parent:
        setattr(modules[parent], child, module)


def load(section):
    offset, size = index[section]
    entries = loads(pread(bundle, size, offset))
    for entry in entries:
        waiting[entry[0]] = entry
    for entry in entries:
        name = entry[0]
        if waiting.pop(name, None) is not None:
            make(*entry)


bundle, folder, locale = int(sys.argv[1]), sys.argv[2], sys.argv[3]
del sys.argv[:4]
sys.path.append(folder)
sys.meta_path.insert(0, StartFinder)
load("common")
if len(sys.argv) > 1:
    load("program")
elif b"AWS_LAMBDA_RUNTIME_API" in environ:
    load("lambda")
close(bundle)
modules["llrt.cli.main"].launch(locale)
