/** `docs/operators.md`: each operator with an example that runs, and what it keeps in state. */
import { readFileSync } from "node:fs";
import { OPERATOR_EXAMPLES } from "./operator-examples.ts";
import { MADE } from "./page-parts.ts";

const SOURCE = readFileSync(new URL("./operator-examples.ts", import.meta.url), "utf8").replaceAll("\r\n", "\n");

/** The lines of an example as they stand in the source, moved to the left. */
function codeOf(operator: string): string {
  const from = SOURCE.indexOf("{\n", SOURCE.indexOf("run: () =>", SOURCE.indexOf(`operator: "${operator}"`))) + 2;
  const lines = SOURCE.slice(from, SOURCE.indexOf("\n    },\n    gives:", from)).split("\n");
  return lines.map((line) => line.replace(/^ {6}/, "")).join("\n");
}

/** All operators, in the order of the examples. */
export function operatorsPage(): string {
  const sections = OPERATOR_EXAMPLES.map(({ operator, keeps, gives }) =>
    [
      `## ${operator}`,
      `**Keeps in state:** ${keeps}`,
      `\`\`\`ts\n${codeOf(operator).replace(/\breturn ([\s\S]*);$/, `$1; // ${JSON.stringify(gives)}`)}\n\`\`\``,
    ].join("\n\n"),
  );
  return `${[
    MADE,
    "# Operators",
    "Each example runs as a test, in the harnesses of `tidemark/harness`: an operator alone, one call at a time, with real state and timers. Names and rules are those of Flink 1.20; what was compared with it is in [Fidelity](fidelity.md).",
    ...sections,
  ].join("\n\n")}\n`;
}
