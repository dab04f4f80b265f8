import { parseEnv } from "node:util";

console.log(parseEnv("A=1\nB = two \n#c\nC=\"q\\nr\" # x\nD='s\\n'\nE=`t`\nexport F=u\nG=\nH=a#b\nI=\"multi\nline\"\nJ=a=b\n=x\nK\nL=\" sp \"\n  M=1\n__proto__=p\r\nN='open\nO=\"x\"y"));
let seed = 7;
const random = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return (seed >>> 8) % n;
};
const pieces = ["A", "B", "key", "=", "=", "=", "\n", "\n", "\n", '"', "'", "`", "#", " ", "\\n", "export ", "v", "val", "\r\n", "\t", "a b"];
for (let i = 0; i < 3000; i++) {
  let text = "";
  for (let count = random(16); count >= 0; count--) text += pieces[random(pieces.length)];
  console.log(JSON.stringify(text), JSON.stringify(parseEnv(text)));
}
