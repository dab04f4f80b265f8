// Streams `event.pieces` pieces of `event.size` bytes, as fast as they are taken.
import { once } from "node:events";

export const handler = awslambda.streamifyResponse(async ({ pieces, size }, stream) => {
  const piece = Buffer.alloc(size, "x");
  for (let i = 0; i < pieces; i++) if (!stream.write(piece)) await once(stream, "drain");
  stream.end();
});
