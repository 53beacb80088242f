/** Where in the user's code a call of the API stands, out of the text that engines keep of the stack. */

/** A call, as the engine names its place: that of the code it runs, which may be made from another file. */
export interface CallPlace {
  /** Path or address. */
  readonly file: string;
  /** From 1 on, both. */
  readonly line: number;
  readonly column: number;
  /** The method that was called: `keyBy`. */
  readonly call: string;
}

interface Frame extends CallPlace {
  /** Of this package. */
  readonly isOwn: boolean;
}

/** `at KeyedStream.keyBy (file:///a.ts:1:2)`, `at /a.ts:1:2`: V8. */
const V8 = /^\s*at (?:(.*?) \()?(\S.*?):(\d+):(\d+)\)?$/;
/** `keyBy@file:///a.ts:1:2`: the others. */
const OTHERS = /^([^@]*)@(.+?):(\d+):(\d+)$/;

/**
 * The call into this package that a stack comes from: the innermost one that stands outside of it. Null where the stack does
 * not begin in the package, or the engine does not tell.
 * @param own begin of the addresses of the package's files
 */
export function callPlaceOf(stack: string | null, own: string): CallPlace | null {
  const frames = (stack ?? "").split("\n").flatMap((line) => frameOf(line, own) ?? []);
  const outside = frames.findIndex(({ isOwn }) => !isOwn);
  if (outside < 1) return null;
  const { file, line, column } = frames[outside];
  return { file, line, column, call: frames[outside - 1].call };
}

function frameOf(text: string, own: string): Frame | null {
  const [, name = "", file, line, column] = V8.exec(text) ?? OTHERS.exec(text) ?? [];
  if (file === undefined) return null;
  // `new X`, `Object.keyBy`, `DataStream.keyBy [as map]`.
  const call = name.replace(/ \[as .*$/, "").replace(/^.*[. ]/, "");
  return { file, line: Number(line), column: Number(column), call, isOwn: file.startsWith(own) };
}

/** The file of the innermost call of a stack; null where the engine does not tell. */
export function innermostFile(stack: string): string | null {
  const [innermost] = stack.split("\n").flatMap((line) => frameOf(line, "") ?? []);
  return innermost?.file ?? null;
}

/** The folder of this package's code, as stacks name it, or the one file that it was bundled into; null where the engine does not tell. */
export function ownAddress(): string | null {
  // biome-ignore lint/suspicious/useErrorMessage: only its stack is wanted.
  const here = innermostFile(new Error().stack ?? "");
  return here === null ? null : here.replace(/api\/call-place\.[jt]s$/, "");
}
