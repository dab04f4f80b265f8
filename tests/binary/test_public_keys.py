"""Keys of certificates of the usual kinds are read without OpenSSL's decoders (launcher/binary/public_keys.c): the same keys,
and the same refusals, as with them, which the package with the system's library uses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.openssl.certificates import run

EC = ["-newkey", "ec", "-pkeyopt"]
KINDS = {
    "P-256": [*EC, "ec_paramgen_curve:P-256"],
    "P-384": [*EC, "ec_paramgen_curve:P-384"],
    "P-521": [*EC, "ec_paramgen_curve:P-521"],
    "RSA, 2048 bits": ["-newkey", "rsa:2048"],
    "RSA, 1025 bits": ["-newkey", "rsa:1025"],
    # Not taken apart here.
    "secp256k1": [*EC, "ec_paramgen_curve:secp256k1"],
    "P-256, numbers for the curve": [*EC, "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"],
    "Ed25519": ["-newkey", "ed25519"],
    "RSA-PSS": ["-newkey", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"],
}
PROGRAM = """
const { createPublicKey, X509Certificate } = require("node:crypto"), { readFileSync } = require("node:fs");
const text = (value) => JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}n` : v));
for (const hex of JSON.parse(readFileSync(process.argv[2]))) {
  try {
    const certificate = new X509Certificate(Buffer.from(hex, "hex")), key = createPublicKey(certificate.toString());
    const der = key.export({ type: "spki", format: "der" }).toString("hex");
    console.log(key.asymmetricKeyType, text(key.asymmetricKeyDetails), der, certificate.verify(certificate.publicKey));
  } catch (error) {
    console.log(error.name, error.code);
  }
}
"""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """DER of each kind, signed by itself."""
    folder = tmp_path_factory.mktemp("certificates")
    made = {}
    for at, (kind, words) in enumerate(KINDS.items()):
        pem, key, der = (folder / f"{at}.{end}" for end in ("pem", "key", "der"))
        run("req", "-x509", *words, "-nodes", "-keyout", key, "-out", pem, "-days", "30", "-subj", "/CN=key")
        run("x509", "-in", pem, "-outform", "DER", "-out", der)
        made[kind] = der.read_bytes()
    return made


def told(command, ders, folder):
    """What `command` says of each certificate."""
    program = Path(folder, "keys.cjs")
    program.write_text(PROGRAM)
    texts = Path(folder, "certificates.json")
    texts.write_text(json.dumps([der.hex() for der in ders]))
    done = subprocess.run([*command, str(program), str(texts)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_keys_are_the_same(binary, certificates, tmp_path):
    found = told([str(binary)], certificates.values(), tmp_path)
    assert found == told([sys.executable, "-m", "llrt"], certificates.values(), tmp_path)
    types = dict(zip(certificates, (line.split()[0] for line in found), strict=True))
    assert types == {**dict.fromkeys(certificates, "ec"), "RSA, 2048 bits": "rsa", "RSA, 1025 bits": "rsa",
                     "Ed25519": "ed25519", "RSA-PSS": "rsa-pss"}  # fmt: skip
    # Each has signed itself.
    assert all(line.endswith(" true") for line in found)


@pytest.mark.parametrize("kind", ["P-256", "RSA, 2048 bits"])
def test_damaged_keys_are_refused_alike(binary, certificates, kind, tmp_path):
    der = certificates[kind]
    head = b"\x03\x42\x00\x04" if kind == "P-256" else b"\x03\x82\x01\x0f\x00\x30\x82\x01\x0a\x02\x82\x01\x01\x00"
    at = der.index(head)
    # Tags, lengths, the form of the point, its bytes: whatever a certificate can still be read with.
    damaged = [
        bytes([*der[:place], der[place] ^ bit, *der[place + 1 :]]) for place in range(at - 30, at + 40) for bit in (1, 2, 0x80)
    ]
    found = told([str(binary)], damaged, tmp_path)
    assert found == told([sys.executable, "-m", "llrt"], damaged, tmp_path)
    assert "Error ERR_OSSL_EVP_DECODE_ERROR" in found and not all(line.startswith("Error") for line in found)
