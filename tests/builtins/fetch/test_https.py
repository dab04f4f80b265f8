"""HTTPS: what is trusted and what is refused, as Node does it; proxies from the environment; the network policy."""

import socket
import ssl
import subprocess

import pytest

from tests.net.raw_server import serving
from tests.openssl.certificates import Authority

PROGRAM = """
for (const url of process.argv.slice(2)) {
  try {
    const response = await fetch(url);
    console.log(response.status, await response.text());
  } catch (error) {
    console.log(error.name, error.message, error.cause?.code);
  }
}
"""


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "program.mjs"
    path.write_text(PROGRAM)
    return path


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


def wrapper(pem, key, newest=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    if newest is not None:
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = newest
        context.set_ciphers("ALL:@SECLEVEL=0")
    return lambda sock: context.wrap_socket(sock, server_side=True)


def serve(connection):
    while connection.request():
        connection.answer(b"hello")


CASES = {
    "trusted": ({}, None),
    "expired": ({"days": -1}, None),
    "wrong host": ({"altnames": "DNS:other.example"}, None),
    "wildcard of another level": ({"altnames": "DNS:*.localhost"}, None),
    "no names but the subject's": ({"altnames": ""}, None),
    "names but not the subject's": ({"altnames": "DNS:other.example", "subject": "/CN=localhost"}, None),
    "TLS 1.1": ({}, ssl.TLSVersion.TLSv1_1),
    "TLS 1.2": ({}, ssl.TLSVersion.TLSv1_2),
}


@pytest.mark.parametrize("case", CASES)
def test_certificates_are_judged_as_in_node(llrt, node, program, authority, case):
    options, newest = CASES[case]
    pem, key = authority.issue(case.replace(" ", "-"), **options)
    with serving(serve, wrapper(pem, key, newest)) as (_, port):
        url = f"https://localhost:{port}/"
        for env in ({"NODE_EXTRA_CA_CERTS": str(authority.pem)}, {}, {"NODE_TLS_REJECT_UNAUTHORIZED": "0"}):
            ours, theirs = llrt(program, url, env=env), node("--no-warnings", program, url, env=env)
            if case == "TLS 1.1":
                # Which alert it is depends on the release of OpenSSL.
                assert ours.stdout.startswith("TypeError fetch failed") and theirs.stdout.startswith("TypeError fetch failed")
            else:
                assert ours.stdout == theirs.stdout, env
        if case == "trusted":
            assert ours.stdout == "200 hello\n"


TRUSTING = """
import tls from "node:tls";
import https from "node:https";
import { readFileSync } from "node:fs";
const [url, ...files] = process.argv.slice(2);
const get = () => new Promise((resolve) => {
  https.get(url, { agent: false }, (answer) => resolve(answer.resume().statusCode)).on("error", resolve);
});
for (const file of ["", ...files, files[0]]) {
  if (file !== "") tls.setDefaultCACertificates(file === "none" ? [] : [readFileSync(file)]);
  const fetched = await fetch(url).then((answer) => answer.text(), ({ cause }) => cause.code);
  const asked = await get();
  console.log(fetched, asked.code ?? asked);
}
"""


def test_what_a_program_sets_as_default_is_what_fetch_trusts(llrt, node, tmp_path, authority):
    """The server ends every connection: none is there for the requests behind a change."""
    (tmp_path / "program.mjs").write_text(TRUSTING)
    other = Authority(tmp_path)

    def once(connection):
        connection.request()
        connection.answer(b"hello", "200 OK", "connection: close")

    with serving(once, wrapper(*authority.issue("set"))) as (_, port):
        args = (tmp_path / "program.mjs", f"https://localhost:{port}/", authority.pem, other.pem, "none")
        ours, theirs = llrt(*args), node("--no-warnings", *args)
    assert (ours.stdout, ours.code) == (theirs.stdout, theirs.code)
    assert ours.stdout.splitlines()[1] == ours.stdout.splitlines()[-1] == "hello 200", ours


def test_an_address_is_judged_by_the_addresses_of_the_certificate(llrt, node, program, authority):
    env = {"NODE_EXTRA_CA_CERTS": str(authority.pem)}
    for altnames in ("IP:127.0.0.1", "DNS:127.0.0.1", "DNS:localhost"):
        pem, key = authority.issue("address", altnames=altnames)
        with serving(serve, wrapper(pem, key)) as (_, port):
            url = f"https://127.0.0.1:{port}/"
            assert llrt(program, url, env=env).stdout == node("--no-warnings", program, url, env=env).stdout


def test_a_self_signed_certificate_is_refused(llrt, node, program, tmp_path):
    own = Authority(tmp_path, "localhost")
    with serving(serve, wrapper(own.pem, own.key)) as (_, port):
        url = f"https://localhost:{port}/"
        ours = llrt(program, url)
        assert ours.stdout == node("--no-warnings", program, url).stdout
        assert "DEPTH_ZERO_SELF_SIGNED_CERT" in ours.stdout


def test_further_authorities_come_from_llrts_variable_and_openssls(llrt, program, authority):
    pem, key = authority.issue("extra")
    with serving(serve, wrapper(pem, key)) as (_, port):
        url = f"https://localhost:{port}/"
        for name in ("LLRT_EXTRA_CA_CERTS", "SSL_CERT_FILE"):
            assert llrt(program, url, env={name: str(authority.pem)}).stdout == "200 hello\n"
        missing = llrt(program, url, env={"LLRT_EXTRA_CA_CERTS": "/no/such/file"})
        assert "ERR_EXTRA_CA_CERTS" in missing.stdout


def test_nodes_variable_that_names_no_certificates_is_warned_of(llrt, node, program, authority, tmp_path):
    pem, key = authority.issue("ignored")
    with serving(serve, wrapper(pem, key)) as (_, port):
        url = f"https://localhost:{port}/"
        for path in (str(tmp_path / "missing"), str(tmp_path), __file__):
            ours = llrt(program, url, env={"NODE_EXTRA_CA_CERTS": path})
            assert ours.stdout == node("--no-warnings", program, url, env={"NODE_EXTRA_CA_CERTS": path}).stdout
            assert ours.stderr.count(f"Warning: Ignoring extra certs from `{path}`, load failed: ") == 1


def test_authorities_come_from_a_folder_of_openssls(llrt, program, authority, tmp_path):
    """Files by the hash of their subject; any number of folders."""
    asked = ["openssl", "x509", "-noout", "-subject_hash", "-in", str(authority.pem)]
    name = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    for folder in ("none", "empty", "here"):
        (tmp_path / folder).mkdir()
    (tmp_path / "here" / f"{name}.0").write_bytes(authority.pem.read_bytes())
    (tmp_path / "none" / authority.pem.name).write_bytes(authority.pem.read_bytes())
    with serving(serve, wrapper(*authority.issue("folder"))) as (_, port):
        for folders, expected in (
            ("here", "200 hello"),
            ("empty none here", "200 hello"),
            ("none empty", "TypeError"),
            ("gone", "TypeError"),
        ):
            value = ":".join(str(tmp_path / folder) for folder in folders.split())
            shown = llrt(program, f"https://localhost:{port}/", env={"SSL_CERT_DIR": value}).stdout
            assert shown.startswith(expected), (folders, shown)


def test_what_speaks_no_tls_is_refused(llrt, node, program):
    def plain(connection):
        connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")

    with serving(plain) as (_, port):
        url = f"https://localhost:{port}/"
        ours = llrt(program, url).stdout
        assert ours.startswith("TypeError fetch failed ERR_SSL_")
        assert ours.split("_")[-1] == node("--no-warnings", program, url).stdout.split("_")[-1]


def test_proxies_of_the_environment(llrt, node, program):
    asked = []

    def proxy(connection):
        while request := connection.request():
            asked.append((request[0], request[1].get("proxy-authorization")))
            connection.answer(b"by proxy")

    with serving(proxy) as (host, port), serving(serve) as (_, direct):
        env = {"NODE_USE_ENV_PROXY": "1", "HTTP_PROXY": f"http://us%20er:pass@{host}:{port}", "NO_PROXY": "127.0.0.1"}
        urls = ["http://proxied.example/path?q=1", f"http://127.0.0.1:{direct}/"]
        assert llrt(program, *urls, env=env).stdout == "200 by proxy\n200 hello\n"
        assert llrt(program, "http://proxied.invalid/", env={**env, "NODE_USE_ENV_PROXY": None}).stdout.startswith("TypeError")
    assert asked == [("GET http://proxied.example/path?q=1 HTTP/1.1", "Basic dXMgZXI6cGFzcw==")]


def test_the_policy_holds_for_redirects_too(llrt, program):
    def redirect(connection):
        connection.request()
        connection.send(f"HTTP/1.1 302 Found\r\nlocation: http://localhost:{other}/\r\ncontent-length: 0\r\n\r\n")

    with serving(serve) as (_, other), serving(redirect) as (_, port):
        env = {"LLRT_NET_ALLOW": f"127.0.0.1:{port}"}
        urls = [f"http://127.0.0.1:{port}/", f"http://localhost:{port}/", f"http://127.0.0.1:{other}/"]
        shown = llrt(program, *urls, env=env).stdout
        assert shown == "TypeError fetch failed ERR_ACCESS_DENIED\n" * 3
        assert llrt(program, f"http://127.0.0.1:{port}/", env={"LLRT_NET_DENY": "10.0.0.0/8"}).stdout == "200 hello\n"


def test_the_policy_holds_for_what_a_proxy_is_asked_for(llrt, program):
    asked = []

    def proxy(connection):
        while request := connection.request():
            asked.append(request[0])
            connection.answer(b"by proxy")

    with serving(proxy) as (host, port):
        env = {"NODE_USE_ENV_PROXY": "1", "HTTP_PROXY": f"http://{host}:{port}"}
        urls = [
            "http://bad.example/",
            "https://bad.example/",
            "http://BAD.example./",
            "http://10.0.0.1/",
            "http://[::ffff:10.0.0.1]/",
        ]
        refused = "TypeError fetch failed ERR_ACCESS_DENIED\n"
        denied = {**env, "LLRT_NET_DENY": "bad.example 10.0.0.0/8"}
        assert llrt(program, *urls, "http://good.example/", env=denied).stdout == refused * 5 + "200 by proxy\n"
        allowed = {**env, "LLRT_NET_ALLOW": f"{host}:{port} good.example:80 192.0.2.0/24"}
        urls += ["http://good.example:81/", "http://good.example.bad.example/"]
        assert llrt(program, *urls, "http://good.example/", env=allowed).stdout == refused * 7 + "200 by proxy\n"
        # The proxy itself has to be allowed.
        assert llrt(program, "http://good.example/", env={**env, "LLRT_NET_ALLOW": "good.example"}).stdout == refused
    assert asked == ["GET http://good.example/ HTTP/1.1"] * 2


AGENTS = """
import http from "node:http";
import https from "node:https";
const [proxy, ...urls] = process.argv.slice(2);
const proxyEnv = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
const agents = { "http:": [http, new http.Agent({ proxyEnv })], "https:": [https, new https.Agent({ proxyEnv })] };
for (const url of urls) {
  const [{ get }, agent] = agents[new URL(url).protocol];
  await new Promise((resolve) => {
    const answered = (answer) => answer.on("data", (data) => console.log(`${data}`)).on("end", resolve);
    get(url, { agent }, answered).on("error", ({ code }) => resolve(console.log(code)));
  });
}
"""


def test_the_policy_holds_for_what_an_agent_asks_a_proxy_for(llrt, tmp_path):
    asked = []

    def proxy(connection):
        while request := connection.request():
            asked.append(request[0])
            connection.answer(b"by proxy", "200 OK", "connection: close")
            return

    (tmp_path / "agents.mjs").write_text(AGENTS)
    with serving(proxy) as (host, port):
        args = (tmp_path / "agents.mjs", f"http://{host}:{port}")
        urls = ["http://bad.example/", "https://bad.example/", "http://10.0.0.1/", "http://good.example/"]
        refused = "ERR_ACCESS_DENIED\n" * 3
        assert llrt(*args, *urls, env={"LLRT_NET_DENY": "bad.example 10.0.0.0/8"}).stdout == f"{refused}by proxy\n"
        assert llrt(*args, *urls, env={"LLRT_NET_ALLOW": f"{host}:{port} good.example"}).stdout == f"{refused}by proxy\n"
    assert asked == ["GET http://good.example/ HTTP/1.1"] * 2


def test_both_families_are_tried(llrt, program):
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with serving(serve) as (_, port):
        assert llrt(program, f"http://localhost:{port}/").stdout == "200 hello\n"
