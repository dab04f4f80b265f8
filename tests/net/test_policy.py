"""LLRT_NET_ALLOW and LLRT_NET_DENY: what they let through, and the tricks by which a list is got round."""

import socket

import pytest

from llrt import restore
from llrt.errors import CodedError
from llrt.loop.loop import Loop
from llrt.net import connector, dns
from llrt.net.policy import Policy


def outcome(policy, host, port=443, addresses=("93.184.216.34",)):
    """ "refused", or the addresses of the host that may be connected to."""
    try:
        allowed = policy.check_host(host, port)
    except CodedError as error:
        assert error.code == "ERR_ACCESS_DENIED"
        return "refused"
    left = [address for address in addresses if policy.check_address(address, port, allowed) is None]
    return left or "refused"


@pytest.mark.parametrize(
    "host", ["api.example.com", "API.Example.COM", "api.example.com.", "[::1]", "10.1.2.3", "::ffff:10.1.2.3"]
)
def test_what_is_listed_may_be_reached(host):
    addresses = (host.strip("[]"),) if ":" in host or host[0].isdigit() else ("93.184.216.34",)
    assert outcome(Policy("api.example.com [::1] 10.0.0.0/8", None), host, addresses=addresses) == list(addresses)


@pytest.mark.parametrize(
    "host",
    [
        "example.com", "evil-api.example.com", "api.example.com.evil.net", "sub.api.example.com", "xapi.example.com",
        "api.example.co", "api.example.comx", "api-example.com", "api.example.com%00.evil.net", "api.example.com@evil.net",
        "evil.net#api.example.com",
        "", ".", "*", "*.example.com", "11.1.2.3", "9.255.255.255", "::ffff:11.1.2.3", "::2", "[::2]", "2130706433", "0x7f.1",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_may_not(host):
    assert outcome(Policy("api.example.com [::1] 10.0.0.0/8", None), host, addresses=("127.0.0.1",)) == "refused"


@pytest.mark.parametrize(
    ("entry", "host", "port", "allowed"),
    [
        ("example.com:443", "example.com", 443, True),
        ("example.com:443", "example.com", 80, False),
        ("example.com:443", "example.com", 4430, False),
        ("https://example.com", "example.com", 443, True),
        ("https://example.com", "example.com", 80, False),
        ("http://example.com/path", "example.com", 80, True),
        ("https://example.com:8443", "example.com", 8443, True),
        ("https://example.com:8443", "example.com", 443, False),
        ("example.com", "example.com", 12345, True),
        ("[2001:db8::1]:443", "2001:db8::1", 443, True),
        ("[2001:db8::1]:443", "2001:db8::1", 80, False),
        ("2001:db8::/32", "2001:db8:1::5", 80, True),
        ("2001:db8::/32", "2001:db9::5", 80, False),
        ("::ffff:10.0.0.0/104", "10.1.2.3", 80, True),
        ("::ffff:10.1.2.3", "10.1.2.3", 80, True),
        ("::ffff:10.1.2.3", "10.1.2.4", 80, False),
        ("10.0.0.0/8:443", "10.9.9.9", 443, True),
        ("10.0.0.0/8:443", "10.9.9.9", 80, False),
        ("*.example.com", "a.example.com", 443, True),
        ("*.example.com", "a.b.example.com", 443, True),
        ("*.example.com", "example.com", 443, False),
        ("*.example.com", "badexample.com", 443, False),
        ("*.example.com:443", "a.example.com", 80, False),
    ],
)
def test_ports_networks_and_wildcards(entry, host, port, allowed):
    addresses = (host,) if ":" in host or host[0].isdigit() else ("93.184.216.34",)
    assert (outcome(Policy(entry, None), host, port, addresses) != "refused") is allowed
    # The same words in the other list refuse exactly what they allow in the first.
    assert (outcome(Policy(None, entry), host, port, addresses) == "refused") is allowed


def test_an_empty_list_allows_nothing():
    assert outcome(Policy("", None), "example.com") == "refused"


def test_what_is_denied_is_so_under_any_name():
    policy = Policy(None, "169.254.169.254 10.0.0.0/8 internal.example")
    assert outcome(policy, "169.254.169.254", addresses=("169.254.169.254",)) == "refused"
    assert outcome(policy, "::ffff:169.254.169.254", addresses=("::ffff:169.254.169.254",)) == "refused"
    # A name of the attacker's that resolves to it (rebinding): what is connected to is what is judged.
    assert outcome(policy, "rebind.example", addresses=("169.254.169.254",)) == "refused"
    assert outcome(policy, "mixed.example", addresses=("10.0.0.1", "93.184.216.34")) == ["93.184.216.34"]
    assert outcome(policy, "INTERNAL.example.") == "refused"


@pytest.mark.parametrize("denied", ["127.0.0.1", "127.0.0.0/8", "::1"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]", "::ffff:0.0.0.0", "0:0:0:0:0:0:0:0"])
def test_the_address_of_all_zeros_is_this_machine(host, denied):
    assert outcome(Policy(None, denied), host, addresses=(host.strip("[]"),)) == "refused"
    assert outcome(Policy(None, denied), "name.example", addresses=(host.strip("[]"),)) == "refused"
    assert outcome(Policy(denied, None), host, addresses=(host.strip("[]"),)) == "refused"
    assert outcome(Policy(None, "10.0.0.0/8"), host, addresses=(host.strip("[]"),)) != "refused"


@pytest.mark.parametrize("host", ["64:ff9b::10.1.2.3", "64:ff9b::a01:203", "2002:0a01:0203::1", "[2002:a01:203::]"])
def test_a_denied_address_stays_so_behind_a_translator(host):
    bare = host.strip("[]")
    assert outcome(Policy(None, "10.0.0.0/8"), host, addresses=(bare,)) == "refused"
    assert outcome(Policy(None, "10.0.0.0/8"), "name.example", addresses=(bare,)) == "refused"
    assert outcome(Policy(None, "10.1.2.4"), host, addresses=(bare,)) == [bare]
    # Who allows an address has not allowed the ways to it.
    assert outcome(Policy("10.0.0.0/8", None), host, addresses=(bare,)) == "refused"


def test_an_allowed_name_may_not_lead_to_a_denied_address():
    assert outcome(Policy("api.example.com", "10.0.0.0/8"), "api.example.com", addresses=("10.0.0.1",)) == "refused"


def test_a_name_outside_the_list_is_judged_by_its_addresses_where_networks_are_listed():
    policy = Policy("10.0.0.0/8", None)
    assert outcome(policy, "inside.example", addresses=("10.1.1.1", "11.1.1.1")) == ["10.1.1.1"]
    assert outcome(policy, "outside.example", addresses=("11.1.1.1",)) == "refused"


def test_unix_sockets_are_listed_by_their_path():
    policy = Policy("/run/a.sock example.com", None)
    policy.check_path("/run/a.sock")
    for path in ("/run/b.sock", "/run/a.sock/", "/run/../run/a.sock", "run/a.sock", ""):
        with pytest.raises(CodedError):
            policy.check_path(path)
    with pytest.raises(CodedError):
        Policy(None, "/run/a.sock").check_path("/run/a.sock")


def test_the_gate_is_passed_before_and_after_names_are_resolved(monkeypatch):
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    loop = Loop()

    def reach(host):
        told = []
        connector.Connector(loop, host, port, lambda stream, error: told.append((stream, error)))
        while not told:
            loop.turn(1)
        stream, error = told[0]
        if stream is not None:
            stream.close()
        return "reached" if stream is not None else error.code

    def lookup(_loop, host, family, hints, done, at_once):
        loop.call_soon(done, 0, [("127.0.0.1", 4)])
        return dns.Request(None, done)

    monkeypatch.setattr(dns, "lookup", lookup)
    # As in a process that was not started as the command: the environment counts as it is.
    monkeypatch.setattr(restore, "net_lists", None)
    try:
        monkeypatch.setenv("LLRT_NET_DENY", "127.0.0.0/8")
        assert reach("127.0.0.1") == reach("rebound.example") == "ERR_ACCESS_DENIED"
        monkeypatch.delenv("LLRT_NET_DENY")
        monkeypatch.setenv("LLRT_NET_ALLOW", f"good.example:{port}")
        assert reach("good.example") == "reached"
        assert reach("bad.example") == reach("127.0.0.1") == "ERR_ACCESS_DENIED"
        monkeypatch.setenv("LLRT_NET_DENY", f"127.0.0.1:{port}")
        assert reach("good.example") == "ERR_ACCESS_DENIED"
    finally:
        loop.close()
        listener.close()
