# [(name, family: 1 hardware, 4 or 6, address, netmask, scope, whether it is the loopback)], or a negative errno.
def interfaces() -> list[tuple[str, int, bytes, bytes, int, bool]] | int: ...

# Starts a program: fds[i] becomes its descriptor i, -1 is /dev/null; uid and gid -1 are the parent's. The process id, or a
# negative errno.
def spawn(
    file: bytes, argv: list[bytes], env: list[bytes], cwd: bytes | None, fds: list[int], uid: int, gid: int, detached: bool
) -> int: ...
