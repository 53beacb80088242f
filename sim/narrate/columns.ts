/** Width of text on a terminal: a Chinese character takes two columns, an accent that joins the letter before it none. */

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about what is not ASCII
const PLAIN = /^[\u0000-\u007f]*$/;

/** Columns that a text takes. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** At most `columns` wide and on one line; what is cut off is told by an ellipsis. */
export function cutTo(text: string, columns: number): string {
  const line = printable(text);
  if (columnsOf(line) <= columns) return line;
  return `${beginning(line, columns - 1)}…`;
}

/** Filled with spaces up to `columns`. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** Lines of at most `columns`, broken at spaces; a word that is longer than a line is broken anywhere. */
export function wrapTo(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    let rest = word;
    while (columnsOf(rest) > columns) {
      const part = beginning(rest, columns);
      lines.push(part);
      rest = rest.slice(part.length);
    }
    lines.push(rest);
  }
  return lines;
}

/** Data may hold line ends and control characters, which a terminal would obey. */
function printable(text: string): string {
  return text.replace(CONTROL, " ");
}

/** As many characters as fit, at least one. */
function beginning(text: string, columns: number): string {
  let taken = "";
  let width = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns && taken !== "") break;
    taken += character;
  }
  return taken;
}
