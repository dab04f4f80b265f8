"""Rooms of the web import each other in circles: each of their globals may be the first that a program touches."""

NAMES = """ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableByteStreamController
ReadableStreamDefaultController TransformStream WritableStream WritableStreamDefaultWriter CountQueuingStrategy
TextEncoderStream TextDecoderStream MessageChannel MessageEvent BroadcastChannel PerformanceObserver
PerformanceResourceTiming Headers FormData URLPattern Blob"""
GLOBALS = NAMES.split()


def test_each_global_may_be_touched_first(llrt):
    failed = [name for name in GLOBALS if llrt("-e", f"console.log(typeof {name})").stdout.strip() != "function"]
    assert failed == []
