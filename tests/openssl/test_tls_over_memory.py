"""TLS connections of llrt._openssl talk to each other and to the standard library's ssl, over memory."""

import re
import ssl
from pathlib import Path

import pytest

from llrt import _openssl
from tests.openssl.certificates import Authority

ROOTS = Path(__file__).parents[2] / "vendor" / "roots" / "cacert.pem"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


def server_context(pem, key, **options):
    context = _openssl.TLSContext(server=True, verify=False, **options)
    context.use_certificate(pem.read_bytes())
    context.use_key(key.read_bytes())
    context.check_key()
    return context


def client_context(authority, **options):
    context = _openssl.TLSContext(**options)
    assert context.add_authorities(authority.pem.read_bytes()) == 1
    return context


def shake_hands(client, server):
    for _ in range(10):
        done = client.handshake() == 0
        server.feed(client.outgoing())
        done = server.handshake() == 0 and done
        client.feed(server.outgoing())
        if done:
            return
    raise AssertionError("the handshake does not end")


def pair(client_settings, server_settings, servername=b"localhost", session=None):
    client = _openssl.TLSConnection(client_settings, -1, servername, session)
    server = _openssl.TLSConnection(server_settings)
    shake_hands(client, server)
    return client, server


def read(connection, size=1 << 16):
    room = bytearray(size)
    got = connection.read_into(room)
    return bytes(room[:got]) if got >= 0 else got


def test_bytes_go_both_ways(authority):
    client, server = pair(client_context(authority), server_context(*authority.issue("plain")))
    assert (client.version, client.verify_result, server.servername) == ("TLSv1.3", 0, "localhost")
    assert client.cipher[2] == "TLSv1.3"
    assert client.write(b"ping") == 4
    assert read(server) == _openssl.WANT_READ
    server.feed(client.outgoing())
    assert read(server) == b"ping"
    big = bytes(range(256)) * 1000
    sent = received = b""
    while len(sent) < len(big):
        sent += big[len(sent) : len(sent) + server.write(big[len(sent) :])]
        client.feed(server.outgoing())
        while (piece := read(client)) != _openssl.WANT_READ:
            received += piece
    assert received == big
    server.shutdown()
    client.feed(server.outgoing())
    assert read(client) == b""


@pytest.mark.parametrize(("low", "high", "name"), [(0, 0x0303, "TLSv1.2"), (0x0304, 0, "TLSv1.3")])
def test_versions_can_be_bounded(authority, low, high, name):
    client, _ = pair(client_context(authority, min_version=low, max_version=high), server_context(*authority.issue("versions")))
    assert client.version == name


def test_no_common_version_is_an_error(authority):
    server = server_context(*authority.issue("old"), max_version=0x0303)
    with pytest.raises(_openssl.TLSError, match="unsupported protocol"):
        pair(client_context(authority, min_version=0x0304), server)


def test_an_application_protocol_is_agreed(authority):
    settings = client_context(authority)
    settings.set_alpn(b"\x02h2\x08http/1.1")
    server = server_context(*authority.issue("alpn"))
    server.set_alpn(b"\x08http/1.1")
    client, other = pair(settings, server)
    assert client.alpn == other.alpn == b"http/1.1"


def test_a_session_is_taken_up_again(authority):
    settings, server = client_context(authority), server_context(*authority.issue("session"))
    client, other = pair(settings, server)
    other.write(b"x")
    client.feed(other.outgoing())
    assert read(client) == b"x"
    offered = client.sessions()
    assert offered
    assert not client.resumed
    again, _ = pair(settings, server, session=offered[-1])
    assert again.resumed
    broken, _ = pair(settings, server, session=b"\x30\x00rubbish")
    assert not broken.resumed


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("self", "self-signed certificate"),
        ("unknown", "unable to get local issuer certificate"),
        ("expired", "certificate has expired"),
    ],
)
def test_what_is_not_trusted_is_told_after_the_handshake(authority, tmp_path, kind, text):
    if kind == "expired":
        server = server_context(*authority.issue("expired", days=-1))
    elif kind == "self":
        other = Authority(tmp_path, "other")
        server = server_context(other.pem, other.key)
    else:
        server = server_context(*Authority(tmp_path, "stranger").issue("strange"))
    client, _ = pair(client_context(authority), server)
    assert client.verify_result != 0
    found = _openssl.verify_error_text(client.verify_result)
    assert found.startswith(text) or text in found or (kind == "unknown" and "verify the first certificate" in found)


def test_every_built_in_root_is_found_by_its_subject():
    context = _openssl.TLSContext()
    context.use_builtin_roots()
    roots = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", ROOTS.read_text(), re.S)
    assert len(roots) > 100
    # 10: a root may have expired since; it was found all the same.
    assert {context.judge(ssl.PEM_cert_to_DER_cert(root)) for root in roots} <= {0, 10}


def test_a_stranger_is_no_built_in_root(authority):
    context = _openssl.TLSContext()
    context.use_builtin_roots()
    assert context.judge(ssl.PEM_cert_to_DER_cert(authority.pem.read_text())) == 18


def test_it_speaks_with_the_standard_library(authority):
    pem, key = authority.issue("peer")
    settings = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    settings.load_cert_chain(pem, key)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    peer = settings.wrap_bio(incoming, outgoing, server_side=True)
    client = _openssl.TLSConnection(client_context(authority), -1, b"localhost")
    for _ in range(5):
        state = client.handshake()
        incoming.write(client.outgoing())
        try:
            peer.do_handshake()
        except ssl.SSLWantReadError:
            pass
        client.feed(outgoing.read())
        if state == 0:
            break
    client.write(b"hello")
    incoming.write(client.outgoing())
    assert peer.read(10) == b"hello"
    peer.write(b"there")
    client.feed(outgoing.read())
    assert read(client) == b"there"


def test_certificates_tell_their_names(authority):
    altnames = "DNS:a.example,DNS:*.b.example,IP:::1,URI:http://x/y"
    pem, _ = authority.issue("names", altnames=altnames, subject="/C=SE/O=Acme, Inc/CN=a.example")
    der = ssl.PEM_cert_to_DER_cert(pem.read_text())
    info = _openssl.certificate_info(der)
    assert info["subjectaltname"] == "DNS:a.example, DNS:*.b.example, IP Address:::1, URI:http://x/y"
    assert info["subject"] == [("C", "SE"), ("O", "Acme, Inc"), ("CN", "a.example")]
    assert (info["bits"], info["kind"], info["group"], info["ca"]) == (256, "ec", "prime256v1", False)
    assert info["issuer"] == [("CN", "llrt test root")]


def test_rubbish_is_refused_with_openssls_words():
    context = _openssl.TLSContext()
    with pytest.raises(_openssl.TLSError, match=r"no start line|PEM"):
        context.use_certificate(b"rubbish")
    with pytest.raises(_openssl.TLSError):
        context.use_key(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    with pytest.raises(_openssl.TLSError):
        context.use_pfx(b"rubbish")
    with pytest.raises(_openssl.TLSError):
        _openssl.certificate_info(b"\x30\x03rub")
    with pytest.raises(_openssl.TLSError, match="no cipher match"):
        _openssl.TLSContext(ciphers=b"no-such-cipher")
    assert context.add_authorities(b"rubbish") == 0
    connection = _openssl.TLSConnection(context)
    connection.feed(b"this is no TLS at all")
    with pytest.raises(_openssl.TLSError, match=r"wrong version number|packet length"):
        connection.handshake()
