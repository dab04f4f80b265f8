import BigNumber from "bignumber.js";

BigNumber.config({ DECIMAL_PLACES: 30, EXPONENTIAL_AT: 40 });
const x = new BigNumber("123456789.123456789");
console.log(x.times("1e10").toString(), x.div(7).toFixed(), x.sqrt().toPrecision(25), x.pow(5).toString(), x.mod(1000).toNumber());
console.log(new BigNumber("0.1").plus("0.2").eq("0.3"), x.toFormat(2), new BigNumber(255).toString(16), new BigNumber("ff", 16).toString(), new BigNumber(NaN).isNaN());
console.log(BigNumber.max(1, "5", 3).toString(), x.dp(3, BigNumber.ROUND_UP).toString(), new BigNumber("1.5").integerValue(BigNumber.ROUND_HALF_EVEN).toString(), JSON.stringify({ x }));
try { new BigNumber("x"); } catch (error) { console.log(error.message); }
