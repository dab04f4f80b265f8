// Handles a batch of SQS messages, all at once; what fails is reported so that only that comes again
// (the event source mapping's ReportBatchItemFailures).
export const handler = async (event) => {
  const outcomes = await Promise.allSettled(event.Records.map(handleRecord));

  const batchItemFailures = [];
  outcomes.forEach((outcome, index) => {
    const { messageId } = event.Records[index];
    if (outcome.status === "fulfilled") {
      console.info("message %s: %o", messageId, outcome.value);
    } else {
      console.error("message %s will come again:", messageId, outcome.reason);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  });
  return { batchItemFailures };
};

async function handleRecord({ body, attributes }) {
  const order = JSON.parse(body);
  if (!(order.quantity > 0)) {
    throw new RangeError(`order ${order.id}: quantity must be above 0, not ${order.quantity}`);
  }
  const sent = new Date(Number(attributes.SentTimestamp));
  return { order: order.id, total: order.quantity * order.price, sent };
}
