"""The network for the runtime: names, later sockets, TLS and HTTP. On the loop, without JavaScript."""
