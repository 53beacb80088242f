/** The fenced blocks of a Markdown file. */

/** A block of code. */
export interface Block {
  /** What stands behind the opening fence. */
  readonly language: string;
  readonly content: string;
  /** Of its content in the file, in characters. */
  readonly from: number;
}

/** In order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: content, index }) => ({
    language,
    content,
    from: index + 3 + language.length + 1,
  }));
}

/** A command of a block, and the output that the block shows for it; null where it shows none. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string | null;
}

/** The commands of `sh` blocks (a line each, comments left out) and of `console` blocks (behind `$ `, with output). */
export function commandsOf(blocks: readonly Block[]): ShownCommand[] {
  return blocks.flatMap(({ language, content }): ShownCommand[] => {
    if (language === "sh")
      return content
        .split("\n")
        .map((line) => line.replace(/\s+#.*$/, ""))
        .filter((command) => command !== "")
        .map((command) => ({ command, output: null }));
    if (language !== "console") return [];
    return content
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf("\n");
        return { command: part.slice(0, end), output: part.slice(end + 1) };
      });
  });
}

/** The file of a TypeScript block: its first line names it. */
export function fileOf({ language, content }: Block): { readonly name: string; readonly content: string } | null {
  const name = /^\/\/ (\S+)\n/.exec(content)?.[1];
  return language === "ts" && name !== undefined ? { name, content } : null;
}
