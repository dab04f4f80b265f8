// Triggers of a Cognito user pool: confirms sign-ups of one's own domain, adds a claim to tokens, passes everything else on.
const domain = process.env.DOMAIN ?? "example.com";

export const handler = async (event) => {
  const { triggerSource, request, response } = event;
  if (triggerSource.startsWith("PreSignUp_")) {
    const own = request.userAttributes?.email?.endsWith(`@${domain}`) ?? false;
    response.autoConfirmUser = own;
    response.autoVerifyEmail = own;
  } else if (triggerSource.startsWith("TokenGeneration_")) {
    response.claimsOverrideDetails = { claimsToAddOrOverride: { pool: event.userPoolId } };
  }
  // Cognito wants its event back.
  return event;
};
