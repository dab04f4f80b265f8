// Answers an API Gateway REST API (payload 1.0) and an Application Load Balancer alike: a small table of routes.
const routes = {
  "GET /": () => ({ service: "gateway" }),
  "GET /echo": ({ query }) => query,
  "POST /echo": ({ body }) => ({ received: body }),
};

export const handler = async (event) => {
  const { httpMethod: method, path } = event;
  const route = routes[`${method} ${path}`];
  const isBalancer = event.requestContext?.elb !== undefined;
  const statusCode = route ? 200 : 404;
  const result = route ? route({ query: queryOf(event), body: bodyOf(event) }) : { error: `no route for ${method} ${path}` };
  const headers = { "content-type": "application/json" };
  return {
    statusCode,
    // A load balancer whose target group has multi-value headers takes nothing else.
    ...(event.multiValueHeaders && isBalancer ? { multiValueHeaders: { "content-type": [headers["content-type"]] } } : { headers }),
    ...(isBalancer ? { statusDescription: route ? "200 OK" : "404 Not Found" } : {}),
    isBase64Encoded: false,
    body: JSON.stringify(result),
  };
};

const bodyOf = ({ body, isBase64Encoded }) => (isBase64Encoded ? Buffer.from(body, "base64").toString() : body ?? "");

function queryOf({ multiValueQueryStringParameters: many, queryStringParameters: one }) {
  return many ?? Object.fromEntries(Object.entries(one ?? {}).map(([key, value]) => [key, [value]]));
}
