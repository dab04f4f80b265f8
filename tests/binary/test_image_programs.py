"""The servers of the programs that the build runs: each ends with its run."""

import socket
import threading

import pytest

from cext import image_programs


def test_no_thread_waits_for_the_clients_of_a_run_that_is_over():
    before = set(threading.enumerate())
    with image_programs._runtime_api(0) as (address, _):
        ours = set(threading.enumerate()) - before
        host, port = address.split(":")
        socket.create_connection((host, int(port))).close()
        assert len(ours) == 1
    # It would accept a connection at whatever socket has the number then.
    assert not any(thread.is_alive() for thread in ours)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)))


def test_a_run_that_fails_leaves_no_thread_either(tmp_path):
    before = set(threading.enumerate())
    with pytest.raises(FileNotFoundError):
        image_programs.first_put([str(tmp_path / "none")], tmp_path)
    assert set(threading.enumerate()) == before
