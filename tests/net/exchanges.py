"""The pool's client for tests: a request and what has come of it; TLS for a raw_server."""

import ssl

from llrt import _openssl
from llrt.net.http1 import Request
from llrt.net.http_pool import pool_of


class Sink:
    def __init__(self):
        self.head = self.trailers = self.error = None
        self.body = b""
        self.information, self.drains = [], 0

    def on_information(self, head):
        self.information.append(head.status)

    def on_head(self, head):
        self.head = head

    def on_data(self, data):
        self.body += bytes(data)

    def on_end(self, trailers):
        self.trailers = trailers

    def on_drain(self):
        self.drains += 1

    def on_error(self, error):
        self.error = error

    @property
    def over(self):
        return self.trailers is not None or self.error is not None


def turn_until(loop, predicate):
    for _ in range(5000):
        if predicate():
            return
        assert loop.alive(), "nothing is left that could happen"
        loop.turn(5)
    raise AssertionError("it does not happen")


def ask(loop, origin, *args, wait=True, connect_timeout=10.0, **options):
    sink = Sink()
    request = Request(*args, **options)
    sink.ticket = pool_of(loop).send(origin, request, sink, connect_timeout)
    if wait:
        turn_until(loop, lambda: sink.over)
    return sink


GET = ("GET", "/", [("host", "x")])


def tls_server(authority, **options):
    pem, key = authority.issue("https", **options)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return lambda sock: context.wrap_socket(sock, server_side=True)


def trusting(authority):
    context = _openssl.TLSContext()
    context.add_authorities(authority.pem.read_bytes())
    return context
