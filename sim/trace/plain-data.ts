/**
 * Data that JSON cannot say, said in JSON: `{"$number": "-0"}` (also NaN, Infinity, -Infinity), `{"$bigint": "12"}`,
 * `{"$bytes": "0aff"}`, `{"$undefined": true}` in lists. An object whose keys begin with `$` is wrapped as
 * `{"$object": [[key, value], …]}`.
 */

/** Data for `JSON.stringify`, from which `decodeData` gives the same data again. Undefined fields are left out. Throws on functions and symbols. */
export function encodeData(value: unknown): unknown {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? "-0" : String(value) };
    case "bigint":
      return { $bigint: String(value) };
    case "undefined":
      return { $undefined: true };
    case "function":
    case "symbol":
      throw new TypeError(`A ${typeof value} is not data.`);
    case "object":
      return value === null ? null : encodeObject(value);
    default:
      return value;
  }
}

function encodeObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(encodeData);
  if (value instanceof Uint8Array)
    return { $bytes: Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("") };
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => [key, encodeData(field)] as const);
  return fields.some(([key]) => key.startsWith("$")) ? { $object: fields } : Object.fromEntries(fields);
}

/** The data that `encodeData` was given. */
export function decodeData(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeData);
  const fields = Object.entries(value);
  if (fields.length === 1 && fields[0][0].startsWith("$")) return decodeSpecial(fields[0][0], fields[0][1]);
  return Object.fromEntries(fields.map(([key, field]) => [key, decodeData(field)]));
}

function decodeSpecial(key: string, value: unknown): unknown {
  switch (key) {
    case "$number":
      return Number(value);
    case "$bigint":
      return BigInt(String(value));
    case "$bytes":
      return Uint8Array.from(String(value).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    case "$object":
      return Object.fromEntries((value as [string, unknown][]).map(([name, field]) => [name, decodeData(field)]));
    default:
      return undefined;
  }
}
