// The context object of an invocation, as the managed Node runtime builds it. Not here: context.succeed/fail/done, which
// belong to the invocation (index.js), and
// _X_AMZN_TRACE_ID in the environment (Python).

export function makeContext(settings, invocation) {
  const deadline = +invocation.deadline;
  return {
    callbackWaitsForEmptyEventLoop: true,
    succeed: undefined,
    fail: undefined,
    done: undefined,
    functionVersion: settings.functionVersion,
    functionName: settings.functionName,
    memoryLimitInMB: settings.memoryLimitInMB,
    logGroupName: settings.logGroupName,
    logStreamName: settings.logStreamName,
    clientContext: parseHeader(invocation.clientContext, "ClientContext"),
    identity: parseHeader(invocation.identity, "CognitoIdentity"),
    invokedFunctionArn: invocation.arn,
    awsRequestId: invocation.id,
    tenantId: invocation.tenantId,
    xRayTraceId: invocation.traceId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function parseHeader(text, name) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}
