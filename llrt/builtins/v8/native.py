"""The Python half of node:v8: how much memory there is."""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    def memory() -> "list[int]":
        """[resident bytes of the process, bytes the heap may take]."""
        page = posix.sysconf("SC_PAGE_SIZE")
        try:
            fd = posix.open("/proc/self/statm", posix.O_RDONLY)
            try:
                resident = int(posix.read(fd, 200).split()[1]) * page
            finally:
                posix.close(fd)
        except (OSError, IndexError, ValueError):
            resident = 0
        return [resident, env.options.memory_limit or page * posix.sysconf("SC_PHYS_PAGES")]

    return {"memory": memory}
