"""Users and groups by name, from /etc/passwd and /etc/group themselves: a static C library has no name service."""

import posix

from llrt.errors import CodedError, os_error

_CALLS = {
    "setuid": ("User", posix.setuid),
    "seteuid": ("User", posix.seteuid),
    "setgid": ("Group", posix.setgid),
    "setegid": ("Group", posix.setegid),
}


def _records(path: "str") -> "list[list[str]]":
    from llrt.builtins.process.usage import read_file

    try:
        lines = read_file(path).decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    return [fields for fields in (line.split(":") for line in lines) if len(fields) >= 3]


def _number(kind: "str", identifier: "int | str") -> "int":
    """The id of a user or group given by number or name."""
    if isinstance(identifier, int):
        return identifier
    for fields in _records("/etc/passwd" if kind == "User" else "/etc/group"):
        if fields[0] == identifier and fields[2].isdigit():
            return int(fields[2])
    raise CodedError("ERR_UNKNOWN_CREDENTIAL", f"{kind} identifier does not exist: {identifier}")


def set_id(call: "str", identifier: "int | str") -> None:
    kind, function = _CALLS[call]
    number = _number(kind, identifier)
    try:
        function(number)
    except OSError as exc:
        raise os_error(exc, call) from exc


def set_groups(groups: "list[int | str]") -> None:
    numbers = [_number("Group", group) for group in groups]
    try:
        posix.setgroups(numbers)
    except OSError as exc:
        raise os_error(exc, "setgroups") from exc


def init_groups(user: "int | str", extra_group: "int | str") -> None:
    group = _number("Group", extra_group)
    name: "int | str | None" = user
    if isinstance(user, int):
        name = next((fields[0] for fields in _records("/etc/passwd") if fields[2] == str(user)), None)
        if name is None:
            raise CodedError("ERR_UNKNOWN_CREDENTIAL", f"User identifier does not exist: {user}")
    else:
        _number("User", user)
    members = [group]
    for fields in _records("/etc/group"):
        if len(fields) > 3 and name in fields[3].split(",") and fields[2].isdigit():
            members.append(int(fields[2]))
    try:
        posix.setgroups(sorted(set(members)))
    except OSError as exc:
        raise os_error(exc, "initgroups") from exc
