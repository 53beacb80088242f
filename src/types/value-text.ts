/** A short text of a value for traces: strings as they are, the rest as JSON with the numbers and types that JSON lacks. */
export function valueToText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  return JSON.stringify(value, (_name, field: unknown) => (typeof field === "bigint" ? `${field}n` : field));
}
