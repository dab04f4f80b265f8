"""What test_ahead.py runs: each way that a process goes on while the thread of begin_ahead() may still run.

Usage: ahead_program.py COUNT. The parent has not used OpenSSL; each child begins anew, several at a time: the machine is busy.
"""

import os
import sys
import threading

from llrt import _openssl


def speak() -> None:
    """A handshake with itself, as far as it goes without a certificate: contexts, keys, digests."""
    client, server = (_openssl.TLSConnection(_openssl.TLSContext(server=side)) for side in (False, True))
    assert client.handshake() == _openssl.WANT_READ
    server.feed(client.outgoing())
    try:
        server.handshake()
    except _openssl.TLSError as error:
        assert "no shared cipher" in str(error) or "no suitable signature" in str(error), error
    else:
        raise AssertionError("a server without a certificate has answered")


def in_child(work) -> None:
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def fork_at_once() -> None:
    in_child(speak)
    assert not _openssl.ahead_runs()
    speak()


def fork_from_a_thread() -> None:
    thread = threading.Thread(target=in_child, args=(speak,))
    thread.start()
    speak()
    thread.join()


def spawn() -> None:
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], {})
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7


def replace() -> None:
    os.execv("/bin/sh", ["sh", "-c", "exit 0"])


def end_at_once() -> None:
    os._exit(0)


def end() -> None:
    sys.exit()


def end_after_ssl() -> None:
    """Python's own module registers OpenSSL's end after ours."""
    import ssl

    ssl.create_default_context()
    sys.exit()


def use_at_once() -> None:
    speak()


def use_in_threads() -> None:
    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


WAYS = (fork_at_once, fork_from_a_thread, spawn, replace, end_at_once, end, end_after_ssl, use_at_once, use_in_threads)


def start(way) -> int:
    pid = os.fork()
    if pid == 0:
        assert _openssl.begin_ahead()
        assert not _openssl.begin_ahead()
        way()
        sys.exit()
    return pid


def main() -> None:
    running: "dict[int, str]" = {}
    for i in range(int(sys.argv[1])):
        way = WAYS[i % len(WAYS)]
        running[start(way)] = way.__name__
        while len(running) >= 8 or (i == int(sys.argv[1]) - 1 and running):
            pid, status = os.wait()
            way_name = running.pop(pid)
            if status:
                raise SystemExit(f"{way_name} ended with {os.waitstatus_to_exitcode(status)}")
    print("done")


if __name__ == "__main__":
    main()
