import middy from "@middy/core";

const log = [];
const wrap = (name) => ({
  before: (request) => void log.push(`before ${name} ${request.event.n}`),
  after: async (request) => { log.push(`after ${name}`); request.response.seen = [...(request.response.seen ?? []), name]; },
  onError: (request) => { log.push(`error ${name} ${request.error.message}`); if (name === "outer") request.response = { failed: true }; },
});
const handler = middy(async (event, context, { signal }) => {
  log.push(`handler ${context.getRemainingTimeInMillis()} ${signal.aborted}`);
  if (event.n === 2) throw new Error("two");
  return { n: event.n };
}, { timeoutEarlyInMillis: 0 }).use(wrap("outer")).use([wrap("inner")]);
const context = { getRemainingTimeInMillis: () => 30000 };
(async () => {
  console.log(await handler({ n: 1 }, context));
  console.log(await handler({ n: 2 }, context));
  console.log(log);
})();
