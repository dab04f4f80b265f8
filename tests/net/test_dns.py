"""llrt/net/dns.py on a bare loop: what other rooms ask of it."""

import shlex
import subprocess
import sys

import pytest

from llrt import _cares
from llrt.loop.loop import Loop
from llrt.net import dns, services
from tests.support.dns_server import DNSServer

TABLE = {
    ("both.test", "A"): [("A", 60, "192.0.2.1"), ("A", 60, "192.0.2.2")],
    ("both.test", "AAAA"): [("AAAA", 60, "2001:db8::1")],
    ("four.test", "A"): [("A", 60, "192.0.2.4")],
    ("four.test", "AAAA"): [],
    ("late.test", "*"): "silence",
    ("broken.test", "*"): "SERVFAIL",
}


@pytest.fixture(scope="module")
def server():
    with DNSServer(TABLE) as server:
        yield server


@pytest.fixture
def loop(server):
    loop = Loop()
    dns.resolver_of(loop).set_servers([("127.0.0.1", server.port)])
    yield loop
    loop.close()


def ask(loop, *args):
    answers = []
    dns.lookup(loop, *args, lambda error, found: answers.append((error, found)))
    assert answers == []
    loop.run()
    [answer] = answers
    return answer


def test_addresses_of_both_families_come_in_the_order_to_try_them(loop):
    error, found = ask(loop, "both.test", 0, 0)
    assert error == 0
    assert sorted(found) == [("192.0.2.1", 4), ("192.0.2.2", 4), ("2001:db8::1", 6)]
    assert ask(loop, "both.test", 4, 0) == (0, [("192.0.2.1", 4), ("192.0.2.2", 4)])
    assert ask(loop, "both.test", 6, 0) == (0, [("2001:db8::1", 6)])


def test_addresses_of_version_4_stand_in_for_missing_ones_of_version_6(loop):
    assert ask(loop, "four.test", 6, 0) == (dns.EAI_NONAME, [])
    assert ask(loop, "four.test", 6, dns.V4MAPPED) == (0, [("::ffff:192.0.2.4", 6)])
    assert ask(loop, "both.test", 6, dns.V4MAPPED) == (0, [("2001:db8::1", 6)])
    error, found = ask(loop, "both.test", 6, dns.V4MAPPED | dns.ALL)
    assert (error, found[0], sorted(found[1:])) == (0, ("2001:db8::1", 6), [("::ffff:192.0.2.1", 6), ("::ffff:192.0.2.2", 6)])


def test_only_families_that_an_interface_has_are_asked_for(loop, monkeypatch):
    monkeypatch.setattr(dns, "configured_families", lambda: 1)
    assert ask(loop, "both.test", 0, dns.ADDRCONFIG) == (0, [("192.0.2.1", 4), ("192.0.2.2", 4)])
    monkeypatch.setattr(dns, "configured_families", lambda: 2)
    assert ask(loop, "both.test", 0, dns.ADDRCONFIG) == (0, [("2001:db8::1", 6)])


def test_the_short_way_to_the_families_finds_those_that_the_interfaces_have():
    assert _cares.configured_families() == _cares.families_of_interfaces()


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces")
@pytest.mark.parametrize(("commands", "families"), [
    ("true", 0),
    ("ip link set lo up", 0),
    ("ip link set lo up; ip address add 192.0.2.7/32 dev lo", 1),
    ("ip link set lo up; ip address add 2001:db8::7/128 dev lo nodad", 2),
    ("ip link set lo up; ip address add 192.0.2.7 peer 127.0.0.9 dev lo", 1),
])  # fmt: skip
def test_the_families_of_a_network_of_its_own(commands, families):
    """Loopback does not count, whichever interface has it; at a line with two ends it is this one's address that counts."""
    question = "from llrt import _cares; print(_cares.configured_families(), _cares.families_of_interfaces())"
    inside = f"({commands}) >&2 && exec {shlex.quote(sys.executable)} -c {shlex.quote(question)}"
    done = subprocess.run(["unshare", "--net", "sh", "-c", inside], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no network of one's own: {done.stderr.strip()}")
    assert done.stdout.split() == [str(families)] * 2


def test_errors_are_those_of_getaddrinfo(loop):
    assert ask(loop, "nowhere.test", 0, 0) == (dns.EAI_NONAME, [])
    assert ask(loop, "broken.test", 0, 0) == (dns.EAI_AGAIN, [])
    assert ask(loop, "", 0, 0) == (dns.EAI_NONAME, [])
    assert ask(loop, "nul\0.test", 0, 0) == (dns.EAI_NONAME, [])
    assert ask(loop, "x" * 70, 0, 0) == (dns.EAI_NONAME, [])
    assert ask(loop, "127.1", 6, 0) == (dns.EAI_ADDRFAMILY, [])


def test_addresses_need_no_server(loop, server):
    before = len(server.asked)
    assert ask(loop, "127.1", 0, 0) == (0, [("127.0.0.1", 4)])
    assert ask(loop, "2001:DB8::0:1", 0, 0) == (0, [("2001:db8::1", 6)])
    assert ask(loop, "localhost", 4, 0) == (0, [("127.0.0.1", 4)])
    assert ask(loop, "name.localhost", 4, 0) == (0, [("127.0.0.1", 4)])
    assert ask(loop, "a.onion", 0, 0) == (dns.EAI_NONAME, [])
    assert len(server.asked) == before


def test_a_cancelled_lookup_keeps_nothing_alive(loop):
    kept = []
    request = dns.lookup(loop, "late.test", 0, 0, lambda *answer: kept.append(answer))
    assert loop.alive()
    request.cancel()
    request.cancel()
    assert not loop.alive()
    answered = dns.lookup(loop, "127.0.0.1", 0, 0, lambda *answer: kept.append(answer))
    answered.cancel()
    loop.run()
    assert kept == []


def test_one_of_two_lookups_can_be_cancelled(loop):
    kept = []
    late = dns.lookup(loop, "late.test", 0, 0, lambda *answer: kept.append("late"))
    dns.lookup(loop, "four.test", 0, 0, lambda error, found: (kept.append(found), late.cancel()))
    loop.run()
    assert kept == [[("192.0.2.4", 4)]]


def test_closing_the_loop_calls_nobody_back(loop):
    kept = []
    dns.lookup(loop, "late.test", 0, 0, lambda *answer: kept.append(answer))
    loop.turn(0)
    loop.close()
    assert kept == []
    assert not loop.alive()


def test_a_resolver_stands_an_error_in_a_callback(loop):
    with pytest.raises(ZeroDivisionError):
        dns.lookup(loop, "four.test", 4, 0, lambda *answer: 1 / 0)
        loop.run()
    assert ask(loop, "four.test", 4, 0) == (0, [("192.0.2.4", 4)])


def test_services_have_names(tmp_path):
    assert services.name_of(65000, "tcp") == "65000"
    assert services.name_of(80, "nothing") == "80"
