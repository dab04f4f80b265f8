// The promise import() gives: of the namespace, once the evaluation has ended.

export function after(promise, namespace) {
  return promise.then(() => namespace);
}
