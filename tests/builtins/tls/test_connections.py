"""Programs that talk TLS to themselves print the same under Node and here: what is refused, what is agreed, what events come."""

import ssl
from pathlib import Path

import pytest

from tests.net.raw_server import serving
from tests.openssl.certificates import Authority

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.mjs"))


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    authority = Authority(folder)
    authority.issue("good")
    authority.issue("other", altnames="DNS:other.example", subject="/CN=other.example")
    authority.issue("expired", days=-1)
    authority.issue("client", altnames="", subject="/CN=a client")
    stranger = folder / "stranger"
    stranger.mkdir()
    Authority(stranger, "another root").issue("good")
    return folder


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_program_does_what_it_does_on_node(both, certificates, program):
    result = both(program, env={"CERTIFICATES": str(certificates)})
    assert result.code == 0, result
    assert result.stdout.strip().endswith("done")


def test_what_is_older_than_tls_1_2_is_refused(both, certificates):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "good.pem", certificates / "good.key")
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1

    def wrap(sock):
        try:
            return context.wrap_socket(sock, server_side=True)
        except OSError:
            return sock

    program = """
        import tls from "node:tls";
        const options = { port: +process.env.PORT, host: "127.0.0.1", rejectUnauthorized: false };
        const socket = tls.connect(options, () => console.log("secure"));
        socket.on("error", (error) => console.log(error.code, error.library, error.syscall));
        socket.on("close", () => console.log("done"));
    """
    with serving(lambda connection: None, wrap) as (_, port):
        result = both("old.mjs", files={"old.mjs": program}, env={"PORT": str(port)})
    assert "secure" not in result.stdout


def test_llrt_tls_version_keeps_connections_at_1_2(llrt, certificates, tmp_path):
    program = """
        import fs from "node:fs";
        import tls from "node:tls";
        const at = process.env.CERTIFICATES;
        const read = (name) => fs.readFileSync(`${at}/${name}`);
        const server = tls.createServer({ key: read("good.key"), cert: read("good.pem") }, (socket) => socket.end());
        server.listen(0, () => {
          const socket = tls.connect({ port: server.address().port, host: "localhost", ca: read("root.pem") }, () => {
            console.log(socket.getProtocol());
            socket.destroy();
            server.close();
          });
        });
    """
    (tmp_path / "version.mjs").write_text(program)
    for value, expected in (("1.2", "TLSv1.2"), (None, "TLSv1.3")):
        result = llrt("version.mjs", cwd=tmp_path, env={"CERTIFICATES": str(certificates), "LLRT_TLS_VERSION": value})
        assert result.stdout.strip() == expected, result


