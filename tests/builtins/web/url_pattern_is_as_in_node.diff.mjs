// URLPattern: members, arguments, results and errors as in Node. The standard's vectors: url_pattern/test_vectors.py.
const t=(n,f)=>{try{const r=f();console.log(n,r)}catch(e){console.log(n,e.name,e.code,e.message,e.constructor.name)}};
const d=(o)=>Reflect.ownKeys(o).filter((key) => !String(key).includes("messaging")).map(k=>{const x=Object.getOwnPropertyDescriptor(o,k);return String(k)+":"+(x.get?"get "+x.get.name:typeof x.value+" "+(typeof x.value=="function"?x.value.name:x.value)+"/"+(x.value?.length))+(x.enumerable?"e":"")+(x.writable?"w":"")+(x.configurable?"c":"")});
console.log(d(URLPattern.prototype), d(URLPattern).filter(x=>/^(length|name)/.test(x)));
console.log(new URLPattern({pathname:'/a/:id'}), new URLPattern());
for (const a of [[],[undefined],[null],[1],[{}],['https://x/:a'],['/x'],['/x','https://h/'],['/x',undefined],['/x',null],['/x',5],['/x','bad'],[{pathname:'/(a'}],['https://[::'],[{pathname:'/x'},'https://x'],[{},{ignoreCase:true}],['https://x',{ignoreCase:true}],['https://x','https://y',{ignoreCase:1}],['https://x','https://y',5],[Symbol()],[{pathname:'/:a/:a'}],[{pathname:'{a'}],[{hostname:'a b'}],[{port:'99999'}],[{protocol:'café'}],[{baseURL:'x'}],[()=>{}]]) t('new '+a.map(x=>typeof x==='symbol'?'sym':JSON.stringify(x)).join(),()=>{const p=new URLPattern(...a);return [p.protocol,p.username,p.password,p.hostname,p.port,p.pathname,p.search,p.hash,p.hasRegExpGroups].join('|')});
const p=new URLPattern({pathname:'/b/:id(\\d+)/*'});
for (const a of [[],[undefined],[null],['https://x/b/5/q'],['/b/5/q','https://y'],[{pathname:'/b/5/q'}],[{pathname:'/b/5/q'},'https://y'],['bad'],[5],[{pathname:'/nope'}],[Symbol()]]) {t('exec '+a.map(x=>typeof x==='symbol'?'sym':JSON.stringify(x)).join(),()=>p.exec(...a)); t('test',()=>p.test(...a));}
t('call',()=>URLPattern());
t('this',()=>URLPattern.prototype.exec.call({},'x')); t('this',()=>URLPattern.prototype.protocol); t('this',()=>Object.getOwnPropertyDescriptor(URLPattern.prototype,'hash').get.call({}));
console.log(Object.prototype.toString.call(p), JSON.stringify(p), Object.keys(p));
import util from 'node:util'; console.log(util.inspect(p,{depth:0}),util.inspect({a:{b:{c:p}}}));
