"""Makes certificates for tests with the openssl command: a root, what it signs, and wrong ones."""

import shutil
import subprocess

import pytest


class Authority:
    """A root of its own in `folder`; `issue()` signs."""

    def __init__(self, folder, name="llrt test root"):
        self.folder = folder
        self.key, self.pem = folder / "root.key", folder / "root.pem"
        run("req", "-x509", *NEW_KEY, "-keyout", self.key, "-out", self.pem, "-days", "30", "-subj", f"/CN={name}")

    def issue(self, name, *, altnames="DNS:localhost,IP:127.0.0.1", days=30, subject="/CN=localhost", extra=""):
        """(certificate PEM, key PEM) as paths; negative `days`: expired."""
        key, request, pem = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "pem"))
        extensions = self.folder / f"{name}.ext"
        extensions.write_text((f"subjectAltName={altnames}\n" if altnames else "") + extra)
        run("req", "-new", *NEW_KEY, "-keyout", key, "-out", request, "-subj", subject)
        sign = ["x509", "-req", "-in", request, "-CA", self.pem, "-CAkey", self.key, "-CAcreateserial", "-out", pem]
        run(*sign, "-days", str(days), "-extfile", extensions)
        return pem, key


NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


def run(*args):
    if shutil.which("openssl") is None:
        pytest.skip("the openssl command, which makes the test's certificates, is not installed")
    subprocess.run(["openssl", *map(str, args)], check=True, capture_output=True)
