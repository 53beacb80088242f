/** Values as lines, to be compared and shown: the same fields, the same line, in whatever order they were written. */

/** JSON with sorted fields, and with the numbers that JSON lacks. */
export function textOf(value: unknown): string {
  return JSON.stringify(plain(value));
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : numberText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
