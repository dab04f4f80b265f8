// What the constructors read of their arguments, in which order, and how they refuse them.
function attempt(name, make) {
  try {
    make();
    console.log(name, "ok");
  } catch (error) {
    console.log(name, error.constructor.name, error.name, error.code, error.message);
  }
}

const wrong = [1, null, "x", {}];
for (const value of wrong) {
  for (const key of ["pull", "cancel", "type", "start"]) {
    attempt(`readable ${key} ${value}`, () => new ReadableStream({ [key]: value }));
    if (key !== "type") attempt(`bytes ${key} ${value}`, () => new ReadableStream({ type: "bytes", [key]: value }));
  }
  for (const key of ["write", "close", "abort", "type", "start"]) {
    attempt(`writable ${key} ${value}`, () => new WritableStream({ [key]: value }));
  }
  for (const key of ["transform", "flush", "cancel", "readableType", "writableType"]) {
    attempt(`transform ${key} ${value}`, () => new TransformStream({ [key]: value }));
  }
  attempt(`readable of ${value}`, () => new ReadableStream(value));
  attempt(`readable with ${value}`, () => new ReadableStream({}, value));
  attempt(`writable of ${value}`, () => new WritableStream(value));
  attempt(`writable with ${value}`, () => new WritableStream({}, value));
  attempt(`transform of ${value}`, () => new TransformStream(value));
  attempt(`size ${value}`, () => new ReadableStream({}, { size: value }));
  attempt(`mark ${value}`, () => new WritableStream({}, { highWaterMark: value }));
  attempt(`count ${value}`, () => new CountQueuingStrategy(value));
  attempt(`bytes ${value}`, () => new ByteLengthQueuingStrategy({ highWaterMark: value }).highWaterMark);
}
for (const mark of [NaN, -1, "-1", "7", Infinity, undefined]) {
  attempt(`mark ${mark}`, () => new ReadableStream({}, { highWaterMark: mark }));
  attempt(`count ${mark}`, () => console.log(new CountQueuingStrategy({ highWaterMark: mark }).highWaterMark));
}
attempt("bytes with a size", () => new ReadableStream({ type: "bytes" }, { size: () => 1 }));
attempt("no memory", () => new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 }));

const watched = (object, name) => new Proxy(object, { get(target, key) { console.log(name, String(key)); return target[key]; } });
new ReadableStream(watched({}, "source"), watched({}, "strategy"));
new ReadableStream(watched({ type: "bytes" }, "source"), watched({}, "strategy"));
new WritableStream(watched({}, "sink"), watched({}, "strategy"));

for (const Class of [
  ReadableStreamDefaultController, ReadableByteStreamController, ReadableStreamBYOBRequest, WritableStreamDefaultController,
  TransformStreamDefaultController, ReadableStreamDefaultReader, ReadableStreamBYOBReader, WritableStreamDefaultWriter,
]) {
  attempt(`new ${Class.name}`, () => new Class());
  attempt(`new ${Class.name}({})`, () => new Class({}));
}
