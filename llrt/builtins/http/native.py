"""Ops of node:http: cext/http's parser as fast ops, and what the command line says. Not here: sockets, any rule of Node's."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment


def ops(env: "Environment") -> "dict[str, object]":
    """name -> op, for `import ... from "native:http"`."""
    from llrt import _http

    options = env.options
    return {
        **_http.fastops,
        "maxHeaderSize": lambda: options.max_http_header_size,
        "insecureParser": lambda: options.insecure_http_parser,
        "useEnvProxy": lambda: options.use_env_proxy,
    }
