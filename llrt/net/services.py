"""Names of ports, from /etc/services (services(5)), read when asked."""


def name_of(port: "int", protocol: "str") -> "str":
    """The service on this port, or its number."""
    wanted = f"{port}/{protocol}"
    try:
        with open("/etc/services", encoding="latin-1") as file:
            for line in file:
                words = line.partition("#")[0].split(None, 2)
                if len(words) > 1 and words[1] == wanted:
                    return words[0]
    except OSError:
        pass
    return str(port)
