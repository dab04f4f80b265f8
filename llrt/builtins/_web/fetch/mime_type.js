// The type that a body's fields name. Spec: https://fetch.spec.whatwg.org/#concept-header-extract-mime-type, without its memory of charsets.
import { MIMEType } from "../../util/_mime.js";

// The last of a list (there were several fields) that is one; undefined: none is.
export function typeIn(text) {
  for (const part of text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).reverse()) {
    try {
      return new MIMEType(part);
    } catch {
      // Another may be one.
    }
  }
  return undefined;
}
