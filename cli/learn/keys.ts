/** The keys that are pressed, without waiting for a line. */
import type { ReadStream } from "node:tty";

/** One character at a time, until the input ends. A pipe gives its characters as they come. */
export async function* keysOf(input: ReadStream): AsyncGenerator<string> {
  if (input.isTTY) input.setRawMode(true);
  input.setEncoding("utf8");
  try {
    for await (const chunk of input) yield* String(chunk);
  } finally {
    if (input.isTTY) input.setRawMode(false);
    input.pause();
  }
}
