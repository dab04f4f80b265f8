"""The embedding API behind `import llrt`: runtimes, contexts, one-liners, and hosting in asyncio and trio."""
