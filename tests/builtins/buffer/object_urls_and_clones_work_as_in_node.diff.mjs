// Blob URLs, and structuredClone of what this room makes.
import { Buffer, Blob, File, resolveObjectURL } from "node:buffer";
const b=new Blob(['abc'],{type:'x/y'});
const u=URL.createObjectURL(b); console.log(u.length, resolveObjectURL(u), await resolveObjectURL(u).text(), resolveObjectURL(u)===b); URL.revokeObjectURL(u); console.log(resolveObjectURL(u));
try { URL.createObjectURL(5) } catch(e) { console.log(e.code,e.message) }
try { URL.revokeObjectURL() } catch(e) { console.log(e.code,e.message) }
console.log(structuredClone(b), await structuredClone(b).text(), structuredClone(new File(['a'],'n',{lastModified:3})), structuredClone({x:[b]}));
console.log(structuredClone(Buffer.from('abc')));

