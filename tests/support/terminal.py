"""Runs a program in a terminal of its own (a pseudo-terminal): what it prints, while it is typed at."""

import fcntl
import os
import pty
import select
import struct
import termios
import time

TIMEOUT = 30


class Terminal:
    """`with Terminal(command) as t: t.until(b"> "); t.type(b"text\\r")`; afterwards `t.output` and `t.code`."""

    def __init__(self, command, columns=80, rows=24, env=None):
        self.output = b""
        self.code = None
        self._seen = 0
        self._columns, self._rows = columns, rows
        self._command = [os.fspath(word) for word in command]
        self._env = {**os.environ, "TERM": "xterm-256color", **(env or {})}
        for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TMUX", "CI"):
            if env is None or name not in env:
                self._env.pop(name, None)

    def __enter__(self):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self._rows, self._columns, 0, 0))
                os.execvpe(self._command[0], self._command, self._env)
            finally:
                os._exit(127)
        return self

    def resize(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, text):
        """Reads on until `text` appears in what is new; gives all that is new."""
        while text not in self.output[self._seen :]:
            if not self._read():
                raise AssertionError(f"ended before {text!r}: {self.output!r}")
        end = self.output.index(text, self._seen) + len(text)
        new = self.output[self._seen : end]
        self._seen = end
        return new

    def type(self, data):
        os.write(self.fd, data)

    def mode(self):
        """The terminal's flags: whether it echoes and edits lines."""
        flags = termios.tcgetattr(self.fd)[3]
        return {"echo": bool(flags & termios.ECHO), "lines": bool(flags & termios.ICANON), "signals": bool(flags & termios.ISIG)}

    def _read(self):
        deadline = time.monotonic() + TIMEOUT
        if not select.select([self.fd], [], [], max(0, deadline - time.monotonic()))[0]:
            raise AssertionError(f"nothing for {TIMEOUT} s after {self.output!r}")
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # Linux: the other side was closed
            data = b""
        self.output += data
        return bool(data)

    def finish(self):
        """Reads to the end; the exit code."""
        while self._read():
            pass
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def __exit__(self, kind, value, traceback):
        if self.code is None and kind is not None:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        elif self.code is None:
            self.finish()
        os.close(self.fd)
