"""A program that uses the public API with types: test_stubs.py gives it to `mypy --strict`, and runs it."""

import asyncio
from collections.abc import Mapping

import llrt
from llrt import Context, JSError, JSTimeout, Runtime, UnsettledError, Value


def total(prices: list[float]) -> float:
    with Runtime(memory_limit=64 << 20, timeout=5) as runtime:
        context = runtime.context()
        context.set("rate", 1.5)

        @context.function
        def double(number: float) -> float:
            return number * 2

        @context.function(name="sum")
        def add(first: float, second: float) -> float:
            return first + second

        checked: float = add(double(1), 1)
        assert checked == 3
        result: float = context.call(context.eval("(...all) => double(rate) * all.reduce((a, b) => sum(a, b))"), *prices)
        return result


def rendered(modules: Mapping[str, str]) -> str:
    with Runtime() as runtime:
        context: Context = runtime.context(modules=modules)
        namespace: Value = context.import_module("main")
        text = namespace.get("text")
        assert isinstance(text, str)
        return text


def failure(source: str) -> str:
    try:
        llrt.eval(source, timeout=0.2)
    except (JSTimeout, UnsettledError) as error:
        return type(error).__name__
    except JSError as error:
        frames: list[tuple[str, str, int, int]] = error.frames
        return f"{error.name} {error.message} {len(frames)}"
    return ""


async def later() -> bool:
    async with Runtime() as runtime:
        value = await runtime.context().eval_async("Promise.resolve()")
        return value is llrt.undefined


if __name__ == "__main__":
    assert total([1, 2]) == 9.0
    assert rendered({"main": "export const text = 'ready'"}) == "ready"
    assert failure("throw new RangeError('far')").startswith("RangeError far")
    assert failure("for (;;) {}") == "JSTimeout"
    assert failure("new Promise(() => {})") == "UnsettledError"
    assert asyncio.run(later())
