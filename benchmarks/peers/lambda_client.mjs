// The peer of lambda_cold.py and lambda_warm.py: a minimal Runtime API client on Node's own http module, one kept-alive
// connection, nothing else. Usage: node lambda_client.mjs (reads _HANDLER, LAMBDA_TASK_ROOT, AWS_LAMBDA_RUNTIME_API).
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const [file, name] = process.env._HANDLER.split(".");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const base = "/2018-06-01/runtime/invocation/";

function call(method, target, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const request = http.request({ host, port, method, path: base + target, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ headers: response.headers, text }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

const module = await import(pathToFileURL(path.resolve(process.env.LAMBDA_TASK_ROOT, `${file}.mjs`)));
const handler = module[name];
for (;;) {
  const { headers, text } = await call("GET", "next");
  const id = headers["lambda-runtime-aws-request-id"];
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const context = {
    awsRequestId: id,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  const result = await handler(JSON.parse(text), context);
  await call("POST", `${id}/response`, JSON.stringify(result ?? null));
}
