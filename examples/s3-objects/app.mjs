// Lists the objects that S3 tells of: keys decoded, versions and sizes; what is not an object's creation is only logged.
export const handler = async ({ Records }) => {
  const objects = [];
  for (const { eventName, s3 } of Records) {
    // Keys arrive as in a form: spaces as plus signs.
    const key = decodeURIComponent(s3.object.key.replaceAll("+", " "));
    const object = { bucket: s3.bucket.name, key, size: s3.object.size ?? 0, version: s3.object.versionId ?? null };
    if (eventName.startsWith("ObjectCreated:")) objects.push(object);
    else console.info("%s of s3://%s/%s", eventName, object.bucket, key);
  }
  return { objects, bytes: objects.reduce((sum, { size }) => sum + size, 0) };
};
