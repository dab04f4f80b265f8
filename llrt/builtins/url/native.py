"""Ops of node:url: the fast ones of llrt._url, and the working directory."""

from posix import getcwd

from llrt._url import fastops


def ops(env: "object") -> "dict[str, object]":
    """name -> op, for `import ... from "native:url"`."""
    return {**fastops, "cwd": getcwd}
