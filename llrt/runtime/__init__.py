"""One Environment: engine, loop, builtins and options put together; its start, its turns and its end."""
