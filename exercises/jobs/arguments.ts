/** A whole number above 0 among a program's arguments. Throws one sentence when it is none. */
export function positiveInteger(args: ReadonlyMap<string, string>, name: string, fallback: number): number {
  const raw = args.get(name);
  if (raw === undefined) return fallback;
  const value = Number(raw);
  if (!/^\d+$/.test(raw) || !Number.isSafeInteger(value) || value === 0)
    throw new Error(`The argument ${name} has to be a whole number above 0, not "${raw}".`);
  return value;
}
