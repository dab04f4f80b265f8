// The function of the Lambda benchmarks.
export const handler = async (event) => event;
