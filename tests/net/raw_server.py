"""A server of scripted bytes: each connection is given to `serve(connection)` in a thread of its own."""

import contextlib
import socket
import threading


class Connection:
    """Reads requests and sends what the test says."""

    def __init__(self, sock, number):
        self.sock = sock
        self.number = number
        self._data = b""

    def request(self):
        """The next request: (start line, fields as a dict of lower-case names, body), None when the client closed."""
        while b"\r\n\r\n" not in self._data:
            piece = self.sock.recv(65536)
            if not piece:
                return None
            self._data += piece
        head, _, self._data = self._data.partition(b"\r\n\r\n")
        start, *lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return start, fields, self._body(fields)

    def _body(self, fields):
        if fields.get("transfer-encoding") == "chunked":
            body = b""
            while True:
                size = int(self._line(), 16)
                piece = self._exactly(size)
                self._line()
                if not size:
                    return body
                body += piece
        return self._exactly(int(fields.get("content-length", 0)))

    def _line(self):
        while b"\r\n" not in self._data:
            self._more()
        line, _, self._data = self._data.partition(b"\r\n")
        return line

    def _exactly(self, size):
        while len(self._data) < size:
            self._more()
        body, self._data = self._data[:size], self._data[size:]
        return body

    def _more(self):
        piece = self.sock.recv(65536)
        if not piece:
            raise ConnectionError("the client closed inside a request")
        self._data += piece

    def send(self, *parts):
        for part in parts:
            self.sock.sendall(part if isinstance(part, bytes) else part.encode("latin-1"))

    def answer(self, body=b"", status="200 OK", *fields):
        head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *fields, "", ""]
        self.send("\r\n".join(head), body)

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.sock.close()


@contextlib.contextmanager
def serving(serve, wrap=None):
    """`with serving(serve) as (host, port)`; `wrap(socket)` puts TLS on it. What `serve` raises is raised at the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    failures, threads, open_sockets = [], [], []

    def handle(sock, number):
        try:
            if wrap is not None:
                sock = wrap(sock)
            serve(Connection(sock, number))
        except (OSError, ConnectionError) as error:
            if not isinstance(error, (ConnectionError, BrokenPipeError)) and wrap is None and error.errno != 9:
                failures.append(error)
        except BaseException as error:
            failures.append(error)
        finally:
            sock.close()

    def accept():
        number = 0
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            open_sockets.append(sock)
            thread = threading.Thread(target=handle, args=(sock, number), daemon=True)
            number += 1
            # Only what runs can be joined.
            thread.start()
            threads.append(thread)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for sock in open_sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)
        if failures:
            raise failures[0]
