"""OpenSSL made ready by a thread beside the program: whatever the program does meanwhile, and where there can be no thread."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.openssl.certificates import Authority

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("ahead_program.py")

several = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="a thread is started beside the program only with two processors",
)


def run(text, **env):
    words = [sys.executable, "-c", textwrap.dedent(text)]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=120)


def said(text, **env):
    done = run(text, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@several
def test_every_way_to_go_on_while_it_runs():
    words, env = [sys.executable, str(PROGRAM), "216"], {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


@several
def test_it_ends_by_itself_once_in_a_process():
    assert said("""
        import os, time
        from llrt import _openssl
        print(_openssl.begin_ahead(), _openssl.begin_ahead())
        while len(os.listdir("/proc/self/task")) > 1:
            time.sleep(0.001)
        print(_openssl.ahead_runs(), _openssl.begin_ahead())
    """) == ["True", "False", "False", "False"]  # fmt: skip


@several
def test_a_context_made_ahead_is_one_like_the_others(tmp_path):
    """The first has what the thread made, the second is made by the program."""
    authority = Authority(tmp_path)
    pem, key = authority.issue("peer")
    found = said(f"""
        import time
        from llrt import _openssl
        assert _openssl.begin_ahead()
        while _openssl.ahead_runs():
            time.sleep(0.001)
        server_settings = _openssl.TLSContext(server=True)
        server_settings.use_certificate(open({str(pem)!r}, "rb").read())
        server_settings.use_key(open({str(key)!r}, "rb").read())
        for _ in range(2):
            settings = _openssl.TLSContext()
            settings.add_authorities(open({str(authority.pem)!r}, "rb").read())
            client, server = _openssl.TLSConnection(settings, -1, b"localhost"), _openssl.TLSConnection(server_settings)
            done = False
            while not done:
                done = client.handshake() == 0
                server.feed(client.outgoing())
                done = server.handshake() == 0 and done
                client.feed(server.outgoing())
            print(client.version, client.cipher[0], client.verify_result)
            print(client.peer_is_for(b"localhost"), client.peer_is_for(b"other"))
    """)  # fmt: skip
    assert found == ["TLSv1.3", "TLS_AES_256_GCM_SHA384", "0", "True", "False"] * 2


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs to be bound to one processor")
def test_there_is_none_with_one_processor():
    assert said("""
        import os
        from llrt import _openssl
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        print(_openssl.begin_ahead(), _openssl.ahead_runs())
        print(_openssl.TLSConnection(_openssl.TLSContext()).handshake() == _openssl.WANT_READ)
    """) == ["False", "False", "True"]  # fmt: skip


def test_there_is_none_where_no_thread_can_be_made():
    """No room for its stack."""
    assert said("""
        import resource
        from llrt import _openssl
        size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + 65536, resource.RLIM_INFINITY))
        begun = _openssl.begin_ahead()
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(begun, _openssl.ahead_runs(), _openssl.begin_ahead())
        print(_openssl.TLSConnection(_openssl.TLSContext()).handshake() == _openssl.WANT_READ)
    """) == ["False", "False", "False", "True"]  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="the number of processes of a user can be bounded only by becoming another one")
def test_there_is_none_where_the_user_may_have_no_more_threads():
    assert said("""
        import os, resource
        from llrt import _openssl
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        os.setuid(65534)
        print(_openssl.begin_ahead(), _openssl.ahead_runs())
        print(_openssl.TLSConnection(_openssl.TLSContext()).handshake() == _openssl.WANT_READ)
    """) == ["False", "False", "True"]  # fmt: skip


@several
def test_signals_are_for_the_threads_of_the_program():
    """A signal of the process never waits for, or ends in, the thread that makes things ready."""
    assert said("""
        import os, signal, threading
        from llrt import _openssl
        heard = []
        signal.signal(signal.SIGUSR1, lambda *_: heard.append(threading.current_thread().name))
        assert _openssl.begin_ahead()
        for _ in range(100):
            os.kill(os.getpid(), signal.SIGUSR1)
        print(len(heard), set(heard))
    """) == ["100", "{'MainThread'}"]  # fmt: skip


@several
def test_the_ciphers_are_those_that_would_be_there_without_it():
    """The first context has what the thread made: node:tls's list, or OpenSSL's own where another list or none is asked for."""
    for settings in (
        "_openssl.TLSContext()",
        "_openssl.TLSContext(ciphers=b'HIGH:!aNULL')",
        "shared(CIPHERS)",
        "shared(b'ECDHE+AESGCM')",
        "shared(CIPHERS, b'TLS_AES_128_GCM_SHA256')",
    ):
        found = said(f"""
            import time
            from llrt import _openssl
            from llrt.modules.ahead import CIPHERS
            def shared(names, suites=None):
                context = _openssl.TLSContext(shared=True)
                if suites is not None:
                    _openssl.context_set_ciphersuites(context, suites)
                _openssl.context_set_ciphers(context, names)
                return context
            def asked(context):
                client = _openssl.TLSConnection(context, -1, b"localhost", server=False)
                client.handshake()
                hello = client.outgoing()
                at = 44 + hello[43]
                return hello[at + 2 : at + 2 + int.from_bytes(hello[at : at + 2], "big")].hex()
            assert _openssl.begin_ahead(CIPHERS)
            while _openssl.ahead_runs():
                time.sleep(0.001)
            print(asked({settings}))
            print(asked({settings}))
        """)  # fmt: skip
        assert found[0] == found[1], settings


def test_the_list_is_that_of_node_tls():
    from llrt.modules.ahead import CIPHERS

    done = subprocess.run(
        [sys.executable, "-m", "llrt", "-e", "console.log(require('node:tls').DEFAULT_CIPHERS)"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    names = done.stdout.strip().split(":")
    assert ":".join(name for name in names if not name.startswith("TLS_")) == CIPHERS.decode()
