// FormData: every member, conversions, messages and forms as in Node.
const t=(n,f)=>{try{const r=f();console.log(n,r)}catch(e){console.log(n,e.name,e.code,e.message)}};
const d=(o)=>Reflect.ownKeys(o).filter((key) => !String(key).includes("messaging")).map(k=>{const x=Object.getOwnPropertyDescriptor(o,k);return String(k)+":"+(x.get?"get "+x.get.name:typeof x.value+" "+(typeof x.value=="function"?x.value.name:x.value)+"/"+(x.value?.length))+(x.enumerable?"e":"")+(x.writable?"w":"")+(x.configurable?"c":"")});
console.log(d(FormData.prototype), d(FormData).filter(x=>!x.startsWith('prototype')));
for (const a of [[],[undefined],[null],[1],[{}]]) t('new '+JSON.stringify(a),()=>new FormData(...a));
const f=new FormData(); const b=new Blob(['hello'],{type:'text/plain'}); const fl=new File(['x'],'orig.txt',{type:'a/b',lastModified:5});
const show=(v)=>v instanceof File?['File',v.name,v.type,v.size]:v;
for (const [m,...a] of [['append'],['append','a'],['append','a','1'],['append','a',2],['append','a',null],['append','a',undefined],['append','b',b],['append','b',b,'name.txt'],['append','c',fl],['append','c',fl,'new.txt'],['append','d','x','file'],['append','d',{},'file'],['append',Symbol(),'x'],['append','s',Symbol()],['append','\ud800','\udc00'],['set'],['set','a'],['set','a','9'],['set','zz','new'],['set','b',b,'f'],['set','b','x','f'],['get'],['get','a'],['get','none'],['getAll'],['getAll','c'],['getAll','none'],['has'],['has','a'],['has','none'],['delete'],['delete','a'],['delete','none'],['forEach'],['forEach',5],['append','n\r\nx','v\nw']]) t(m+' '+a.map(x=>typeof x==='symbol'?'sym':x instanceof Blob?'blob':JSON.stringify(x)),()=>{const r=f[m](...a);return Array.isArray(r)?r.map(show):show(r)});
console.log([...f].map(([k,v])=>[k,show(v)]),[...f.keys()],f.entries(),Object.prototype.toString.call(f),f.entries.name,FormData.prototype[Symbol.iterator]===FormData.prototype.entries);
for (const m of ['append','delete','get','getAll','has','set','forEach','keys','values','entries']) t('this '+m,()=>FormData.prototype[m].call({},'a','b'));
f.forEach(function(v,k,o){console.log(show(v),k,o===f,this)},{th:1});
const g=new FormData(); g.append('a','1'); g.append('a','2'); g.append('b',new File(['q'],'q.txt',{lastModified:7})); console.log(g); import util from 'node:util'; console.log(util.inspect(g,{depth:0}),util.inspect({x:{y:{z:g}}}),new FormData());
console.log(d(Object.getPrototypeOf(f.keys())));
