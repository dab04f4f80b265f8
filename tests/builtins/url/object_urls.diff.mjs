// URL.createObjectURL registers a Blob until revokeObjectURL.
import { Blob, resolveObjectURL } from "node:buffer";

const url = URL.createObjectURL(new Blob(["abc"], { type: "text/plain" }));
console.log(url.replace(/[0-9a-f]/g, "x"), new URL(url).protocol, new URL(url).origin);
console.log(resolveObjectURL(url), await resolveObjectURL(url).text(), URL.createObjectURL(new Blob([])) !== url);
URL.revokeObjectURL(url);
URL.revokeObjectURL(new URL(url));
console.log(resolveObjectURL(url));
