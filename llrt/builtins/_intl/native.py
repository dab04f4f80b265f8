"""Ops of Intl: its data, loops over text, the environment's locale."""

import os

from llrt._intl import fastops, section


def ops(env: "object") -> "dict[str, object]":
    """name -> op, for `import ... from "native:intl"`."""

    def text(name: "str") -> "str":
        return section(name).decode()

    def locale() -> "str":
        """What the environment asks for, as POSIX spells it; "" for nothing."""
        return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")

    return {**fastops, "section": section, "sectionText": text, "localeOfEnvironment": locale}
