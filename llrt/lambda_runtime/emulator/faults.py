"""Faults on purpose in the Runtime API: what a runtime has to survive. Not here: the API itself (runtime_api.py).

A fault is written CALL:KIND or CALL:KIND=SECONDS, with @N for the N-th such call only (default: the first) or @* for all:
`next:500`, `response:slow=2`, `next:cut@3`.
"""

CALLS = ("next", "response", "error", "init", "restore")
KINDS = {
    "slow": "the request is taken up after SECONDS",
    "cut": "the request is not taken up, the connection is reset",
    "lost": "the request is taken up, the connection is reset in place of the answer",
    "half": "half of the answer, then the end of the connection",
    "halfclose": "the request is not taken up, the API stops sending and keeps the connection",
}


class Fault:
    """One fault. Raises ValueError with a sentence for what is none."""

    def __init__(self, text: str):
        spec, at, number = text.partition("@")
        self.call, _, rest = spec.partition(":")
        self.kind, _, seconds = rest.partition("=")
        self.status = 0
        self.seconds = 0.0
        self.number = 1
        if self.call not in CALLS:
            raise ValueError(f"--fault: the call is one of {', '.join(CALLS)}, not {self.call!r} (in {text!r})")
        if self.kind.isdecimal() and 400 <= int(self.kind) <= 599:
            self.status = int(self.kind)
        elif self.kind not in KINDS:
            known = ", ".join(KINDS)
            raise ValueError(f"--fault: the kind is a status from 400 to 599 or one of {known}, not {self.kind!r} (in {text!r})")
        if self.kind == "slow":
            try:
                self.seconds = float(seconds)
            except ValueError:
                raise ValueError(f"--fault: slow=SECONDS takes a number, not {seconds!r} (in {text!r})") from None
        if at:
            self.number = 0 if number == "*" else int(number) if number.isdecimal() else -1
            if self.number < 0 or number == "0":
                raise ValueError(f"--fault: @N takes a number from 1 or *, not {number!r} (in {text!r})")


class Faults:
    """Counts the calls over all processes of a function, and says which of them fail how."""

    def __init__(self, faults: "list[Fault]"):
        self._faults = faults
        self._calls = dict.fromkeys(CALLS, 0)

    def take(self, call: str) -> "Fault | None":
        """The fault of this call, if it has one."""
        if not self._faults or call not in self._calls:
            return None
        self._calls[call] += 1
        return next((f for f in self._faults if f.call == call and f.number in (0, self._calls[call])), None)
