// Streams an HTTP response of a function URL line by line, as it is made, through a pipeline with back-pressure.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

async function* lines(count) {
  for (let n = 1; n <= count; n++) {
    yield `${JSON.stringify({ n, square: n * n })}\n`;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const count = Number(event.queryStringParameters?.count ?? 3);
  const head = { statusCode: 200, headers: { "content-type": "application/x-ndjson" } };
  await pipeline(Readable.from(lines(count)), awslambda.HttpResponseStream.from(responseStream, head));
});
