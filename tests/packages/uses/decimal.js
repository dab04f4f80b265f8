import { Decimal } from "decimal.js";

Decimal.set({ precision: 40 });
const x = new Decimal("2.5");
console.log(x.exp().toString(), x.ln().toString(), x.sin().toString(), x.pow("0.3").toString(), Decimal.acos(-1).toString(), x.cosh().toString());
console.log(new Decimal("0.1").add("0.2").toString(), new Decimal("1e-50").toString(), x.toFraction().toString(), new Decimal("255").toHexadecimal(), new Decimal("0b101").toNumber());
console.log(Decimal.hypot(3, 4).toString(), new Decimal(10).div(3).toFixed(5), new Decimal(NaN).isNaN(), new Decimal("-0").isNegative(), x.toNearest("0.7").toString());
try { new Decimal("x1"); } catch (error) { console.log(error.name, error.message); }
