"""The Python half of node:dns: resolvers by number, and the system's lookup. Answers go to a JavaScript callback in a later
turn. All of it is llrt/net/dns.py; here they only cross the border.
"""

from llrt._cares import status_text
from llrt.net import dns, policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops

# c-ares's EBADNAME.
_BAD_NAME = 8


def ops(env: "Environment") -> "Ops":
    loop = env.loop

    def lookup(host: "str", family: "int", hints: "int", callback: "Value") -> None:
        def done(error: "int", found: "list[tuple[str, int]]") -> None:
            rules = policy.current()
            if rules is not None and not error:
                rules.note_resolved(host, found)
            env.enter(callback, error, found)

        dns.lookup(loop, host, family, hints, done)

    def name_info(address: "str", port: "int", callback: "Value") -> None:
        dns.name_info(loop, address, port, lambda *answer: env.enter(callback, *answer))

    return {
        "familyOf": dns.family_of,
        "defaultOrder": lambda: env.options.dns_result_order,
        "lookup": lookup,
        "nameInfo": name_info,
        **_resolver_ops(env),
    }


def _resolver_ops(env: "Environment") -> "Ops":
    def resolver(number: "int") -> "dns.Resolver":
        found: "Any" = env.handles.get(number)
        return found  # type: ignore[no-any-return]

    def open_resolver(timeout: "int", tries: "int", max_timeout: "int") -> "int":
        return env.handles.add(dns.Resolver(env.loop, timeout, tries, max_timeout))

    def close(number: "int") -> None:
        found = env.handles.remove(number)
        if found is not None:
            found.close()

    def query(number: "int", name: "str", rtype: "int", callback: "Value") -> None:
        if "\0" in name or not name.isascii():
            env.loop.call_soon(env.enter, callback, _BAD_NAME, None)
            return
        resolver(number).query(name, rtype, lambda status, answers: env.enter(callback, status, answers))

    def reverse(number: "int", address: "str", callback: "Value") -> None:
        resolver(number).names(address, lambda status, names: env.enter(callback, status, names and names[1]))

    return {
        "open": open_resolver,
        "close": close,
        "statusText": status_text,
        "query": query,
        "reverse": reverse,
        "cancel": lambda number: resolver(number).cancel(),
        "pending": lambda number: resolver(number).pending,
        "getServers": lambda number: resolver(number).servers(),
        "setServers": lambda number, servers: resolver(number).set_servers([(host, port) for host, port in servers]),
        "setLocal": lambda number, four, six: resolver(number).set_local(four, six),
    }
