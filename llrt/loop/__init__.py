"""The event loop: one thread, libuv's phases in libuv's order. Imports nothing of JavaScript; no asyncio."""
