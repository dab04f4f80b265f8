"""Signatures, key agreement, key derivation, RSA-OAEP and AES key wrap are judged as the authors of project Wycheproof do."""

import json
from pathlib import Path

import pytest

from tests.builtins.crypto.test_vectors import VECTORS
from tests.support.programs import TIMEOUT, form

FILES = (
    *(f"ecdsa_{curve}_p1363_test.json" for curve in ("secp256r1_sha256", "secp384r1_sha384", "secp521r1_sha512")),
    "ecdsa_secp256r1_sha256_test.json",
    *(f"ecdh_{curve}_test.json" for curve in ("secp256r1", "secp384r1", "secp521r1")),
    *(f"hkdf_sha{bits}_test.json" for bits in (1, 256, 384, 512)),
    *(f"pbkdf2_hmacsha{bits}_test.json" for bits in (1, 256, 512)),
    "ed25519_test.json", "x25519_test.json", "rsa_oaep_2048_sha256_mgf1sha256_test.json", "rsa_pss_2048_sha256_mgf1_32_test.json",
    "rsa_signature_2048_sha256_test.json", "rsa_signature_2048_sha512_test.json", "aes_wrap_test.json",
)  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_vector_is_judged_as_its_authors_do(llrt, name):
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"the vectors of project Wycheproof are not there: {path}")
    # Elliptic curves under an emulator take minutes.
    result = llrt(Path(__file__).with_name("_wycheproof.mjs"), path, timeout=TIMEOUT * (4 if form().startswith("arm64") else 1))
    assert result.stderr == ""
    judged = dict(line.split() for line in result.stdout.splitlines())
    tests = [test for group in json.loads(path.read_text())["testGroups"] for test in group["tests"]]
    # More than that takes minutes.
    tests = [test for test in tests if test.get("iterationCount", 0) <= 20000]
    assert len(judged) == len(tests) > 20
    # Nothing at all is unwrapped to nothing, in Node too: OpenSSL is never asked.
    firm = [test for test in tests if test["result"] != "acceptable" and test.get("ct") != ""]
    assert [(test["tcId"], judged[str(test["tcId"])]) for test in firm] == [(test["tcId"], test["result"]) for test in firm]
