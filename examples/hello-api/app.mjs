// Answers an API Gateway HTTP API request (payload format 2.0): greets ?name=..., or tells what it was sent.
const greeting = process.env.GREETING ?? "Hello";
let invocations = 0;

export const handler = async (event, context) => {
  invocations += 1;
  const { method, path, sourceIp } = event.requestContext.http;
  console.log("%s %s from %s", method, path, sourceIp);

  const name = event.queryStringParameters?.name ?? "world";
  const url = new URL(event.rawPath + (event.rawQueryString ? `?${event.rawQueryString}` : ""), `https://${event.headers.host}`);
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "x-request-id": context.awsRequestId },
    cookies: [`visits=${invocations}; Path=/; HttpOnly`],
    body: JSON.stringify({ message: `${greeting}, ${name}!`, url: url.href, invocations }),
  };
};
