"""Ops of llrt:xml: fast ops of cext/xml. Not here: options and their defaults, which are JavaScript."""


def ops(env: "object") -> "dict[str, object]":
    """name -> op, for `import ... from "native:llrt/xml"`."""
    from llrt import _xml

    return _xml.fastops
