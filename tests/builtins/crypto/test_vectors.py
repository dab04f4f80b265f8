"""HMAC and AES answer as the vectors of project Wycheproof say, through node:crypto and WebCrypto."""

import json
from pathlib import Path

import pytest

VECTORS = Path(__file__).parents[4] / "shared" / "testdata" / "wycheproof"

# Prints one line a test: its number and "valid", or "invalid" when the operation was refused or gave something else.
PROGRAM = """
const { subtle } = crypto;
const { createHmac } = await import("node:crypto");
const bytes = (hex) => Buffer.from(hex, "hex");

async function hmac(group, test, hash) {
  const size = group.tagSize / 8;
  const whole = createHmac(hash, bytes(test.key)).update(bytes(test.msg)).digest();
  if (test.key !== "") {
    const algorithm = { name: "HMAC", hash: hash.replace("sha", "SHA-") };
    const key = await subtle.importKey("raw", bytes(test.key), algorithm, false, ["sign"]);
    const web = Buffer.from(await subtle.sign("HMAC", key, bytes(test.msg)));
    if (!web.equals(whole)) throw new Error(`createHmac and subtle.sign differ in test ${test.tcId}`);
  }
  return whole.subarray(0, size).equals(bytes(test.tag));
}

async function aes(name, group, test) {
  const params = { name, iv: bytes(test.iv) };
  if (name === "AES-GCM") Object.assign(params, { additionalData: bytes(test.aad), tagLength: group.tagSize });
  const key = await subtle.importKey("raw", bytes(test.key), name, false, ["encrypt", "decrypt"]);
  const secret = bytes(test.ct + (test.tag ?? ""));
  const text = Buffer.from(await subtle.decrypt(params, key, secret));
  return text.equals(bytes(test.msg)) && Buffer.from(await subtle.encrypt(params, key, text)).equals(secret);
}

const { default: file } = await import(process.argv[2], { with: { type: "json" } });
const kind = process.argv[3];
for (const group of file.testGroups) {
  for (const test of group.tests) {
    let good = false;
    try {
      good = kind.startsWith("AES") ? await aes(kind, group, test) : await hmac(group, test, kind);
    } catch (error) {
      if (error.name !== "OperationError" && error.name !== "DataError") throw error;
    }
    console.log(test.tcId, good ? "valid" : "invalid");
  }
}
"""

FILES = [
    *((f"hmac_sha{bits}_test.json", f"sha{bits}") for bits in (1, 256, 384, 512)),
    ("aes_gcm_test.json", "AES-GCM"),
    ("aes_cbc_pkcs5_test.json", "AES-CBC"),
]


@pytest.mark.parametrize(("file", "kind"), FILES)
def test_every_vector_is_judged_as_its_authors_do(llrt, tmp_path, file, kind):
    path = VECTORS / file
    if not path.exists():
        pytest.skip(f"the vectors of project Wycheproof are not there: {path}")
    program = tmp_path / "vectors.mjs"
    program.write_text(PROGRAM)
    # OpenSSL takes no initialisation vector of more than 128 bytes, in Node neither.
    expected = [
        f"{test['tcId']} {'invalid' if test['result'] == 'invalid' or len(test.get('iv', '')) > 256 else 'valid'}"
        for group in json.loads(path.read_text())["testGroups"]
        for test in group["tests"]
    ]
    result = llrt(program, path, kind)
    assert result.stderr == ""
    assert result.stdout.split("\n")[:-1] == expected
    assert len(expected) > 20
