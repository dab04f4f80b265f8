// The operations of web_streams.py: prints one JSON object, name -> CPU ms of the best of five runs.
const N = 10_000;

const counting = () => {
  let i = 0;
  return { pull(controller) { if (i++ < N) controller.enqueue(i); else controller.close(); } };
};

async function readAll(stream) {
  const reader = stream.getReader();
  let sum = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return sum;
    sum += value.length ?? value;
  }
}

const operations = {
  "pipe 10,000 chunks": () => new ReadableStream(counting()).pipeTo(new WritableStream({ write() {} })),
  "pipe through a transform": () =>
    new ReadableStream(counting())
      .pipeThrough(new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk + 1); } }))
      .pipeTo(new WritableStream({ write() {} })),
  "read what is pulled": () => readAll(new ReadableStream(counting())),
  "read what is queued": () =>
    readAll(new ReadableStream({ start(controller) { for (let i = 0; i < N; i++) controller.enqueue(i); controller.close(); } })),
  "for await": async () => {
    let sum = 0;
    for await (const value of new ReadableStream(counting())) sum += value;
    return sum;
  },
  "read bytes": () => {
    let i = 0;
    return readAll(new ReadableStream({
      type: "bytes",
      pull(controller) { if (i++ < N) controller.enqueue(new Uint8Array(16)); else controller.close(); },
    }));
  },
  "write and wait for ready": async () => {
    const writer = new WritableStream({ write() {} }).getWriter();
    for (let i = 0; i < N; i++) {
      await writer.ready;
      writer.write(i);
    }
    return writer.close();
  },
  "make, read, end": async () => {
    for (let i = 0; i < N; i++) await readAll(new ReadableStream({ start(controller) { controller.enqueue(1); controller.close(); } }));
  },
};

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const best = {};
for (const [name, operation] of Object.entries(operations)) {
  best[name] = Infinity;
  for (let run = 0; run < 5; run++) {
    const start = cpu();
    await operation();
    best[name] = Math.min(best[name], cpu() - start);
  }
}
console.log(JSON.stringify(best));
