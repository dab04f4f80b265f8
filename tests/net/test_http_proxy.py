"""Which proxy the environment names for an origin: as Node's fetch reads it (the table is what Node 24 does)."""

import pytest

from llrt.errors import CodedError
from llrt.net.http_proxy import from_environment

VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "NODE_USE_ENV_PROXY")


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def proxied(monkeypatch, env, scheme, host, port):
    for name, value in {"NODE_USE_ENV_PROXY": "1", **env}.items():
        monkeypatch.setenv(name, value)
    return from_environment(scheme, host, port)


@pytest.mark.parametrize(
    ("env", "http", "https"),
    [
        ({"HTTP_PROXY": "http://p:1"}, "p", "p"),
        ({"HTTPS_PROXY": "http://q:1"}, None, "q"),
        ({"HTTP_PROXY": "http://p:1", "HTTPS_PROXY": "http://q:1"}, "p", "q"),
        ({"HTTP_PROXY": "http://p:1", "http_proxy": "http://r:1"}, "r", "r"),
        ({"HTTP_PROXY": "http://p:1", "http_proxy": ""}, None, None),
        ({"HTTP_PROXY": "http://p:1", "https_proxy": ""}, "p", "p"),
        ({"ALL_PROXY": "http://p:1"}, None, None),
        ({"HTTP_PROXY": ""}, None, None),
        ({"HTTP_PROXY": "http://p:1", "NODE_USE_ENV_PROXY": "0"}, None, None),
    ],
)
def test_variables_and_schemes(monkeypatch, env, http, https):
    for scheme, port, expected in (("http", 80, http), ("https", 443, https)):
        found = proxied(monkeypatch, env, scheme, "example.test", port)
        assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("word", "excepted"),
    [
        ("*", "example.test sub.example.test xexample.test"),
        ("example.test", "example.test sub.example.test"),
        (".example.test", "example.test sub.example.test"),
        ("*.example.test", "example.test sub.example.test"),
        ("test", "example.test sub.example.test xexample.test"),
        (".sub.example.test", "sub.example.test"),
        ("example.test:80", "example.test sub.example.test"),
        ("example.test:81", ""),
        ("other, example.test", "example.test sub.example.test"),
        ("other example.test", "example.test sub.example.test"),
        ("EXAMPLE.TEST", "example.test sub.example.test"),
        ("ample.test", ""),
        ("*ample.test", ""),
        ("http://example.test", ""),
    ],
)
def test_exceptions(monkeypatch, word, excepted):
    hosts = ("example.test", "sub.example.test", "xexample.test")
    env = {"HTTP_PROXY": "http://p:1", "NO_PROXY": word}
    assert " ".join(host for host in hosts if proxied(monkeypatch, env, "http", host, 80) is None) == excepted


@pytest.mark.parametrize(
    ("word", "host", "excepted"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1:8", "127.0.0.1", True),
        ("127.0.0.1:9", "127.0.0.1", False),
        ("127.0.0.0/8", "127.0.0.1", False),
        ("127.*", "127.0.0.1", False),
        ("[::1]", "[::1]", True),
        ("[::1]:8", "[::1]", True),
        ("localhost", "127.0.0.1", False),
    ],
)
def test_excepted_addresses(monkeypatch, word, host, excepted):
    assert (proxied(monkeypatch, {"HTTP_PROXY": "http://p:1", "NO_PROXY": word}, "http", host, 8) is None) is excepted


def test_parts_of_the_url(monkeypatch):
    found = proxied(monkeypatch, {"HTTP_PROXY": "http://us%40er:p%3Aw@[2001:db8::1]:3128/path"}, "http", "x", 80)
    assert found == ("2001:db8::1", 3128, False, "Basic dXNAZXI6cDp3")
    assert proxied(monkeypatch, {"HTTP_PROXY": "https://p"}, "http", "x", 80) == ("p", 443, True, None)
    assert proxied(monkeypatch, {"HTTP_PROXY": "p:3"}, "http", "x", 80) == ("p", 3, False, None)
    for wrong in ("nonsense://x", "http://", "http://x:y"):
        with pytest.raises(CodedError):
            proxied(monkeypatch, {"HTTP_PROXY": wrong}, "http", "x", 80)
