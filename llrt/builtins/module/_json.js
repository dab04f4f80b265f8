// JSON modules: parsing with the file's name in the error, as require() and import have it.
const { parse: parseText } = JSON;

export function parse(source, path) {
  try {
    return parseText(source);
  } catch (error) {
    error.message = `${path}: ${error.message}`;
    throw error;
  }
}
