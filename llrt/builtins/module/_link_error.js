// The error of an import that its module does not export: the import's line stands before the stack, as in Node.

export function linkError(message, excerpt) {
  const error = new SyntaxError(message);
  if (excerpt !== "") {
    Object.defineProperty(error, "stack", { value: `${excerpt}\n${error.stack}`, writable: true, configurable: true });
  }
  return error;
}
