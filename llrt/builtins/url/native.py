"""Ops of node:url: the fast ones of llrt._url, and the working directory."""

import os

from llrt import _url


def ops(env: "object") -> "dict[str, object]":
    """name -> op, for `import ... from "native:url"`."""
    return {**_url.fastops, "cwd": os.getcwd}
