// Stands for the native half of aws-lambda-ric (`node -r native_shim.cjs .../aws-lambda-ric/index.mjs`), which takes minutes and a C++
// toolchain to build: the same three functions over node:http. What it posts is what the native client does.
const http = require("node:http");
const Module = require("node:module");

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true });
const base = "/2018-06-01/runtime/invocation";
// next() waits for the posts before it: the native ones are synchronous.
const posts = new Set();

function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path: base + path, agent, headers }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => resolve({ headers: response.headers, status: response.statusCode, text: Buffer.concat(pieces).toString() }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

function post(path, body, headers) {
  const posted = call("POST", path, { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers }, body);
  posts.add(posted);
  posted.finally(() => posts.delete(posted)).catch(() => {});
}

const client = {
  async next() {
    await Promise.allSettled(posts);
    const { headers, status, text } = await call("GET", "/next", {});
    if (status !== 200) throw new Error(`Failed to get next invocation, error ${status}`);
    return { bodyJson: text, headers };
  },
  done(id, body) {
    if (typeof body !== "string") throw new TypeError("Wrong arguments");
    post(`/${id}/response`, body);
  },
  // Header fields are UTF-8 there; node:http takes Latin-1 only.
  error: (id, body, cause) =>
    post(`/${id}/error`, body, cause && { "lambda-runtime-function-xray-error-cause": Buffer.from(cause).toString("latin1") }),
};

// What has been posted arrives before the process ends, as it does where posting blocks.
const { exit } = process;
process.exit = (code) => {
  if (posts.size === 0) exit(code);
  Promise.allSettled(posts).then(() => exit(code));
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return request === "./rapid-client.node" ? (require.cache[__filename].exports = client, __filename) : resolve.call(this, request, ...rest);
};
