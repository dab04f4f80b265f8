const blob = new Blob([new Uint8Array(2000).fill(7), "abc"]);
const all = await Array.fromAsync(blob.stream());
console.log(Buffer.concat(all).length, Buffer.concat(all).subarray(-4));
console.log(blob.stream());
const reader = blob.stream().getReader({ mode: "byob" });
const first = await reader.read(new Uint8Array(1000));
console.log(first.value.length, first.done, first.value[999]);
await reader.read(new Uint8Array(1000));
console.log(await reader.read(new Uint8Array(10)), await reader.read(new Uint8Array(10)));
console.log((await Array.fromAsync(new Blob(["a\u00e9", "b"]).textStream())).join(""), Blob.prototype.textStream.length);
console.log(await Array.fromAsync(new Blob([]).stream()), Buffer.concat(await Array.fromAsync(blob.slice(1999, 2001).stream())));
console.log(await blob.stream().cancel("enough"));
for (const name of ["stream", "textStream"]) {
  try {
    Blob.prototype[name].call({});
  } catch (error) {
    console.log(error.code, error.message);
  }
}
