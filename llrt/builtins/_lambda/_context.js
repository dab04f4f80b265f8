// The context object of an invocation, as the managed Node runtime builds it. Not here: context.succeed/fail/done, which
// belong to the invocation (index.js), and
// _X_AMZN_TRACE_ID in the environment (Python).

export function makeContext(settings, awsRequestId, end, invokedFunctionArn, xRayTraceId, clientContext, identity, tenantId) {
  const deadline = +end;
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
    clientContext: clientContext === undefined ? undefined : parseHeader(clientContext, "ClientContext"),
    identity: identity === undefined ? undefined : parseHeader(identity, "CognitoIdentity"),
    invokedFunctionArn,
    awsRequestId,
    tenantId,
    xRayTraceId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function parseHeader(text, name) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}
