/** Elementary functions in exact integers: fixed point with 320 bits behind the point, by series. Slow and independent. */
const BITS = 320n;
const ONE = 1n << BITS;
/** Far below the last bit of what the tests look at. */
const DOUBLE_BITS = 52;

const mul = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
const div = (a: bigint, b: bigint): bigint => (a << BITS) / b;

/** A double with at most 320 bits behind its point, exactly. */
export function fixed(x: number): bigint {
  let value = x;
  let shift = BITS;
  while (!Number.isInteger(value)) {
    value *= 2;
    shift -= 1n;
  }
  return BigInt(value) << shift;
}

function sqrt(x: bigint): bigint {
  const square = x << BITS;
  if (square === 0n) return 0n;
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Sum of terms until they vanish; `next(term, k)` gives the k-th from the one before. */
function series(first: bigint, next: (term: bigint, k: bigint) => bigint): bigint {
  let sum = first;
  let term = first;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = next(term, k);
    sum += term;
  }
  return sum;
}

/** atanh(x) by its series for small x, atan(x) with `sign` -1. */
function oddSeries(x: bigint, sign: bigint): bigint {
  const square = mul(x, x) * sign;
  let power = x;
  let sum = 0n;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = mul(power, square);
  }
  return sum;
}

const LN2 = 2n * oddSeries(ONE / 3n, 1n);
const PI = 4n * (4n * oddSeries(ONE / 5n, -1n) - oddSeries(ONE / 239n, -1n));

function exp(x: bigint): bigint {
  const k = x / LN2;
  const r = x - k * LN2;
  const value = series(ONE, (term, n) => mul(term, r) / n);
  return k >= 0n ? value << k : value >> -k;
}

function ln(x: bigint): bigint {
  let k = 0n;
  let value = x;
  for (; value > 2n * ONE; k++) value >>= 1n;
  for (; value < ONE; k--) value <<= 1n;
  // Shifting right may lose bits of a long x: start from it again.
  value = k > 0n ? x >> k : x << -k;
  return k * LN2 + 2n * oddSeries(div(value - ONE, value + ONE), 1n);
}

function sinCos(x: bigint): [bigint, bigint] {
  const turns = x / (2n * PI);
  const r = x - turns * 2n * PI;
  const square = mul(r, r);
  const sin = series(r, (term, k) => -mul(term, square) / (2n * k * (2n * k + 1n)));
  const cos = series(ONE, (term, k) => -mul(term, square) / ((2n * k - 1n) * 2n * k));
  return [sin, cos];
}

function atan(x: bigint): bigint {
  if (x < 0n) return -atan(-x);
  if (x > ONE) return PI / 2n - atan(div(ONE, x));
  // Three halvings of the angle, then the series.
  let value = x;
  for (let i = 0; i < 3; i++) value = div(value, ONE + sqrt(ONE + mul(value, value)));
  return 8n * oddSeries(value, -1n);
}

function asin(x: bigint): bigint {
  const root = sqrt(ONE - mul(x, x));
  if (root === 0n) return x > 0n ? PI / 2n : -PI / 2n;
  return atan(div(x, root));
}

function cbrt(x: bigint): bigint {
  if (x < 0n) return -cbrt(-x);
  return x === 0n ? 0n : exp(ln(x) / 3n);
}

/** By the names of `Math`. Arguments and results in fixed point. */
export const reference: Readonly<Record<string, (x: bigint, y: bigint) => bigint>> = {
  exp,
  expm1: (x) => exp(x) - ONE,
  log: ln,
  log1p: (x) => ln(ONE + x),
  log2: (x) => div(ln(x), LN2),
  log10: (x) => div(ln(x), ln(10n * ONE)),
  sin: (x) => sinCos(x)[0],
  cos: (x) => sinCos(x)[1],
  tan: (x) => div(...sinCos(x)),
  asin,
  acos: (x) => PI / 2n - asin(x),
  atan,
  sinh: (x) => (exp(x) - exp(-x)) / 2n,
  cosh: (x) => (exp(x) + exp(-x)) / 2n,
  tanh: (x) => div(exp(x) - exp(-x), exp(x) + exp(-x)),
  asinh: (x) => (x < 0n ? -ln(-x + sqrt(mul(x, x) + ONE)) : ln(x + sqrt(mul(x, x) + ONE))),
  acosh: (x) => ln(x + sqrt(mul(x, x) - ONE)),
  atanh: (x) => ln(div(ONE + x, ONE - x)) / 2n,
  cbrt,
  pow: (x, y) => exp(mul(y, ln(x))),
  atan2: (y, x) => (x > 0n ? atan(div(y, x)) : y >= 0n ? PI + atan(div(y, x)) : atan(div(y, x)) - PI),
};

/** How far a double is from the true value, in units of the double's last place. */
export function ulpsOff(value: number, truth: bigint): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value) || 2 ** -1022)));
  // A thousandth of the unit is enough; Math.log2 may be one off next to a power of two, which doubles or halves a unit.
  const unit = (ONE << 10n) >> BigInt(DOUBLE_BITS - exponent);
  return Number(((fixed(value) - truth) << 20n) / unit) / 2 ** 10;
}
