// blob: URLs: a table from id to Blob, kept until revoked. Not here: URL.createObjectURL itself (the url room).
// Spec: https://w3c.github.io/FileAPI/#url
import { codes } from '../_errors.js';
import { isBlob } from './_blob.js';

const { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } = codes;
const PREFIX = 'blob:nodedata:';
const blobs = new Map();

// An id names a Blob inside this one program: it need not be unguessable.
function randomId() {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}

export function createObjectURL(obj) {
  if (!isBlob(obj)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  let id = randomId();
  while (blobs.has(id)) id = randomId();
  blobs.set(id, obj.slice(0, obj.size, obj.type));
  return PREFIX + id;
}

export function revokeObjectURL(url) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
  url = `${url}`;
  if (url.startsWith(PREFIX)) blobs.delete(url.slice(PREFIX.length));
}

export function resolveObjectURL(url) {
  // What a URL's parser leaves of it, without query and fragment.
  url = `${url}`.trim().replace(/[?#].*$/s, "");
  return url.startsWith(PREFIX) ? blobs.get(url.slice(PREFIX.length)) : undefined;
}
