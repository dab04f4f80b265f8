import pytest

from llrt.loop.loop import Loop
from llrt.net.http_pool import Origin
from tests.net.raw_server import serving


@pytest.fixture
def loop():
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def answering():
    """A server; `numbers`: which connection each request came by."""
    numbers = []

    def serve(connection):
        while connection.request():
            numbers.append(connection.number)
            connection.answer(b"ok")

    with serving(serve) as address:
        yield Origin(*address), numbers
