// Takes any event of EventBridge: says what happened where, and how old the news is.
export const handler = async (event) => {
  const { source, "detail-type": kind, resources = [], region, account, time } = event;
  const seconds = Math.round((Date.now() - Date.parse(time)) / 1000);
  console.info("%s: %s, %d s ago, %d resources", source, kind, seconds, resources.length);
  const names = resources.map((arn) => arn.split(":").slice(5).join(":"));
  return { rule: `${source}/${kind}`, region, account, names, fields: Object.keys(event.detail).sort() };
};
