// DynamoDB for tests: dynalite behind a TLS front. usage: node dynalite.cjs KEY CERTIFICATE; prints the port; ends with its input.
// The first three requests with the header x-test-throttle are answered as throttled.
const { readFileSync } = require("node:fs");
const https = require("node:https");
const http = require("node:http");
const dynalite = require("dynalite");

const [key, cert] = process.argv.slice(2).map((path) => readFileSync(path));
const table = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
let throttled = 0;

table.listen(0, "127.0.0.1", () => {
  const { port } = table.address();
  const front = https.createServer({ key, cert }, (request, response) => {
    if (request.headers["x-test-throttle"] && throttled++ < 2) {
      const body = JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", message: "slow" });
      request.resume();
      response.writeHead(400, { "content-type": "application/x-amz-json-1.0", "content-length": body.length }).end(body);
      return;
    }
    const { url: path, method, headers } = request;
    const onward = http.request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  front.listen(0, "127.0.0.1", () => console.log(front.address().port));
});
process.stdin.resume().on("end", () => process.exit(0));
