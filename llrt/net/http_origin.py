"""Where a request goes, by the environment: straight to its origin or to a proxy, under whose trust. Nothing is imported that the
request does not need.
"""

from llrt.net.http_pool import Origin
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.net.http1 import Request
    from llrt.net.http_pool import Pool


def origin_of(pool: "Pool", secure: bool, host: str, port: int, request: "Request | None") -> Origin:
    """The origin for this pool; `host` as in a URL or without the brackets of IPv6. A request that a proxy is to make for us is
    changed for it; None, only without a proxy: there is none yet. Raises CodedError: a proxy's URL that is none, trust that
    cannot be loaded."""
    proxy = None
    if getenv("NODE_USE_ENV_PROXY") == "1":
        from llrt.net import http_proxy

        proxy = http_proxy.from_environment("https" if secure else "http", host, port)
    bare = host[1:-1] if host.startswith("[") else host
    tls = None
    if secure:
        tls = pool.client_tls()
    elif proxy is not None and request is not None:
        shown = f"[{bare}]" if ":" in bare else bare
        request.target = f"http://{shown}{'' if port == 80 else f':{port}'}{request.target}"
        if proxy[3] is not None:
            request.fields.append(("proxy-authorization", proxy[3]))
    return Origin(bare, port, tls, check=getenv("NODE_TLS_REJECT_UNAUTHORIZED") != "0", proxy=proxy)
