"""PEM bundles: what OpenSSL reads from them is found when a chain asks for it, and anything at all can be in the file."""

import random
import re
import ssl
from pathlib import Path

import pytest

from llrt import _openssl
from tests.openssl.certificates import Authority

ROOTS = (Path(__file__).parents[2] / "vendor" / "roots" / "cacert.pem").read_bytes()


def trusting(pem):
    context = _openssl.TLSContext()
    context.use_builtin_roots()
    return context, context.use_bundle(pem)


def eagerly(pem):
    return _openssl.TLSContext().add_authorities(pem)


def der_of(path):
    return ssl.PEM_cert_to_DER_cert(path.read_text())


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    return [Authority(tmp_path_factory.mktemp("root"), f"root {i}") for i in range(3)]


def test_a_system_s_bundle_counts_as_openssl_counts():
    assert trusting(ROOTS)[1] == eagerly(ROOTS) > 100


def test_each_is_found_and_judges_what_it_signed(authorities):
    text = b"# a comment\n" + b"\nbetween\n".join(a.pem.read_bytes() for a in authorities)
    context, count = trusting(text)
    assert count == 3
    for number, authority in enumerate(authorities):
        pem, _ = authority.issue(f"leaf{number}")
        assert context.judge(der_of(pem)) == 0
        assert trusting(authorities[number - 1].pem.read_bytes())[0].judge(der_of(pem)) != 0


@pytest.mark.parametrize(
    "change",
    [
        lambda pem: pem.replace(b"\n", b"\r\n"),
        lambda pem: pem.replace(b"CERTIFICATE", b"X509 CERTIFICATE"),
        lambda pem: b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + pem,
        lambda pem: pem.rstrip(b"\n"),
        lambda pem: pem + b"-----BEGIN CERTIFICATE-----\n",
        lambda pem: pem + b"-----BEGIN CERTIFICATE-----\nA===\n-----END CERTIFICATE-----\n",
        lambda pem: b"-----BEGIN -----BEGIN \n" + pem,
    ],
)
def test_forms_of_pem(authorities, change):
    pem = change(authorities[0].pem.read_bytes())
    context, count = trusting(pem)
    assert count == eagerly(pem) == 1
    assert context.judge(der_of(authorities[0].issue("forms")[0])) == 0


def test_several_bundles_add_up(authorities):
    context = trusting(authorities[0].pem.read_bytes())[0]
    assert context.use_bundle(authorities[1].pem.read_bytes()) == 1
    for number, expected in ((0, True), (1, True), (2, False)):
        assert (context.judge(der_of(authorities[number].issue("several")[0])) == 0) is expected


def test_two_roots_of_one_name(tmp_path):
    twins = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        twins.append(Authority(folder, "twin"))
    context, count = trusting(b"".join(twin.pem.read_bytes() for twin in twins))
    assert count == 2
    assert [context.judge(der_of(twin.issue("leaf")[0])) for twin in twins] == [0, 0]


def test_trusted_certificates_are_openssl_s_to_read(authorities):
    trusted = authorities[0].pem.read_bytes().replace(b" CERTIFICATE", b" TRUSTED CERTIFICATE")
    context, count = trusting(authorities[1].pem.read_bytes() + trusted)
    assert count == 2
    assert [context.judge(der_of(a.issue("trusted")[0])) for a in authorities[:2]] == [0, 0]


BEGIN, END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"


@pytest.mark.parametrize("text", [b"", b"rubbish", b"-----BEGIN ", BEGIN, BEGIN + b"\n" + END])
def test_nothing_is_nothing(text):
    assert trusting(text)[1] == 0


def test_damaged_bundles_do_no_harm(authorities):
    whole = b"".join(a.pem.read_bytes() for a in authorities)
    leaves = [der_of(a.issue("damaged")[0]) for a in authorities]
    chance = random.Random(7)
    for _ in range(400):
        text = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(text))
            if chance.random() < 0.3:
                del text[at : at + chance.randrange(1, 200)]
            else:
                text[at] = chance.randrange(256)
        context, count = trusting(bytes(text))
        assert 0 <= count <= 3
        for leaf in leaves:
            context.judge(leaf)


def test_lengths_that_reach_too_far(authorities):
    der = der_of(authorities[0].pem)
    for at in range(60):
        for byte in (0x00, 0x7F, 0x80, 0x81, 0x84, 0x85, 0xFF):
            bad = der[:at] + bytes([byte]) + der[at + 1 :]
            trusting(ssl.DER_cert_to_PEM_cert(bad).encode())[0].judge(der)


def test_every_root_of_a_bundle_is_found_by_its_subject():
    context = _openssl.TLSContext()
    context.use_bundle(ROOTS)
    found = re.findall(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", ROOTS, re.S)
    # 10: it may have expired since.
    assert {context.judge(ssl.PEM_cert_to_DER_cert(pem.decode())) for pem in found} <= {0, 10}


def test_trust_that_is_shared_outlives_the_context_it_comes_from(authorities):
    first, _ = trusting(authorities[0].pem.read_bytes())
    trust = first.trust()
    del first
    second = _openssl.TLSContext()
    leaf = der_of(authorities[0].issue("shared")[0])
    assert second.judge(leaf) != 0
    second.share_trust(trust)
    del trust
    assert second.judge(leaf) == 0
    with pytest.raises(TypeError):
        second.share_trust(None)
