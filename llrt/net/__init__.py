"""The network for the runtime: names, sockets, TLS. On the loop, without JavaScript."""
