"""The explicit JSON way between the two languages: one string across the border, orjson on the Python side."""

from .._quickjs import undefined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._quickjs import Value
    from .context import Context

# Both are kept before user code can replace JSON.parse. What is no JSON (undefined, a function) comes as undefined.
_HELPERS = """(() => {
  const { parse, stringify } = JSON, apply = Reflect.apply;
  const text = (value) => typeof value === "object" && value !== null && typeof value.then === "function"
    ? Promise.resolve(value).then((settled) => stringify(settled)) : stringify(value);
  return [text, (target, json) => text(apply(target, undefined, parse(json)))];
})()"""


class JSONBridge:
    """The two helper functions of one Context."""

    def __init__(self, context: "Context") -> None:
        self._context = context
        self._text, self._call = context._engine.eval(_HELPERS, "<json bridge>")

    def eval(self, source: "str | bytes", timeout: "float | None") -> "Any":
        """See Context.eval_json."""
        context = self._context
        with context.runtime.limit(timeout) as deadline:
            engine = context._engine
            text = context._begin(lambda: engine.call(self._text, engine.eval_value(source, "<eval>")))
            return _load(context._finish(text, deadline.until, True))

    def call(self, function: "str | Value", args: "tuple[Any, ...]", timeout: "float | None") -> "Any":
        """See Context.call_json."""
        import orjson

        context = self._context
        with context.runtime.limit(timeout) as deadline:
            target = context._function(function)
            text = orjson.dumps(list(args)).decode()
            answer = context._begin(lambda: context._engine.call(self._call, target, text))
            return _load(context._finish(answer, deadline.until, True))


def _load(text: "Any") -> "Any":
    if text is undefined:
        return undefined
    import orjson

    return orjson.loads(text)
