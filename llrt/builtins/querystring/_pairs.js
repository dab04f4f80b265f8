// How a parsed query collects values: one value as it is, several of one name as an array.
export function addPair(result, key, value) {
  const present = result[key];
  if (present === undefined) result[key] = value;
  else if (Array.isArray(present)) present.push(value);
  else result[key] = [present, value];
}
