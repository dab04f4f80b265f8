# The frozen module _llrt_build_info: `llrt --build-info [--json]`, what this executable is made of.
import sys


def collect(restored):
    """Everything as plain data."""
    import json

    from _llrt_binary import build_info

    info = json.loads(build_info())
    info["image"]["used"] = bool(restored)
    return info


def show(words, restored):
    import posix

    if words not in ([], ["--json"]):
        posix.write(2, b"llrt: --build-info takes --json or nothing\n")
        posix._exit(9)
    info = collect(restored)
    if words:
        import json

        text = json.dumps(info, indent=2) + "\n"
    else:
        text = "".join(_lines(info))
    data = text.encode()
    while data:
        data = data[posix.write(1, data) :]
    posix._exit(0)


def _lines(info):
    image = info["image"]
    yield f"llrt {info['version']}, {info['form']} form, {info['machine']}\n"
    if image["present"]:
        state = "used by this process" if image["used"] else "not used by this process"
        yield f"image: {image['size']} bytes at {image['region']}, {state}\n"
    else:
        yield "image: none\n"
    yield f"interpreter: CPython {sys.version.split()[0]}\n"
    for part in info["components"]:
        # A library's sources come by the name and version of a package that carries them.
        source = f"{part['library']}, from {part['source']}" if "source" in part else f"{part['name']} {part['version']}"
        yield f"{source} ({part['licence']})\n"
