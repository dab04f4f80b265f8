"""The HTTP(S) server of the benchmarks (peers/http_server.mjs under Node), and a certificate for it."""

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path

from _measure import ROOT, node_command


@contextlib.contextmanager
def server(tls: bool = False):
    """Runs it; yields (URL without a path, path of the root to trust or None)."""
    with tempfile.TemporaryDirectory() as folder:
        files = certificate(Path(folder)) if tls else []
        command = [*node_command(), str(ROOT / "benchmarks" / "peers" / "http_server.mjs"), *map(str, files[:2])]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            port = process.stdout.readline().strip()
            yield f"{'https' if tls else 'http'}://{'localhost' if tls else '127.0.0.1'}:{port}", files[2] if tls else None
        finally:
            process.kill()
            process.wait()


def trusting(root: "Path | None") -> "dict[str, str]":
    """This environment, with `root` as the only addition to the built-in trust: llrt reads SSL_CERT_FILE, Node does not."""
    others = ("SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS")
    env = {name: value for name, value in os.environ.items() if name not in others}
    return {**env, "NODE_EXTRA_CA_CERTS": str(root)} if root else env


def certificate(folder: Path) -> "list[Path]":
    """(certificate, key, root) for localhost, made by the openssl command."""
    root, root_key, leaf, key, request, names = (
        folder / name for name in ("root.pem", "root.key", "leaf.pem", "leaf.key", "leaf.csr", "names")
    )
    sign = ["x509", "-req", "-CA", root, "-CAkey", root_key, "-CAcreateserial", "-days", "9", "-extfile", names]
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    for arguments in (
        ["req", "-x509", *new, "-keyout", root_key, "-out", root, "-days", "9", "-subj", "/CN=benchmark root"],
        ["req", "-new", *new, "-keyout", key, "-out", request, "-subj", "/CN=localhost"],
        [*sign, "-in", request, "-out", leaf],
    ):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
    return [leaf, key, root]
