"""What a process that was restored from a snapshot must not share with the others: randomness and connections.
Loaded only there (SnapStart). crypto's random bytes are always the system's, so they need nothing."""

import sys

from llrt._quickjs import _reseed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment


def renew(env: "Environment") -> None:
    """One Environment and what the process has of its own. From the thread of its loop."""
    _reseed(env.runtime)
    env.loop.renew()
    reseed_openssl()


def reseed_openssl() -> None:
    """Where OpenSSL has been used: its generator's state is in the snapshot."""
    openssl = sys.modules.get("llrt._openssl")
    if openssl is not None:
        openssl.reseed()


def renew_all() -> None:
    """Every Environment of the process, from any thread; loops of other threads get to it in their next turn."""
    import gc

    from llrt.runtime.environment import Environment

    reseed_openssl()
    for env in [found for found in gc.get_objects() if isinstance(found, Environment)]:
        if not env.closed:
            _reseed(env.runtime)
            env.loop.call_soon_threadsafe(env.loop.renew)
