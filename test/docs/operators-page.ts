/** `docs/operators.md` and `docs/sources-and-sinks.md`: each operator with an example that runs, and what it keeps in state. */
import { readFileSync } from "node:fs";
import type { Example } from "./example.ts";
import { OPERATORS, SOURCES_AND_SINKS, type Topic } from "./examples.ts";
import { MADE } from "./page-parts.ts";

/** A line of the page that is longer is broken before what the example gives. */
const LINE_WIDTH = 120;

/** The lines of an example as they stand in the source, moved to the left, and what they give. */
function codeOf({ name, gives }: Example, source: string): string {
  const from = source.indexOf("{\n", source.indexOf("run: () =>", source.indexOf(`name: ${JSON.stringify(name)}`))) + 2;
  const lines = source.slice(from, source.indexOf("\n    },\n    gives:", from)).split("\n");
  const code = lines.map((line) => line.replace(/^ {6}/, "")).join("\n");
  return code.replace(/^return ([\s\S]*);$/m, (_all, result: string) => {
    const [statement, comment] = [`${result};`, `// ${JSON.stringify(gives)}`];
    const last = statement.split("\n").at(-1) ?? "";
    return `${statement}${last.length + comment.length < LINE_WIDTH ? " " : "\n"}${comment}`;
  });
}

/** Seen from `docs/operators.md`. */
const SOURCES_PAGE = "sources-and-sinks.md";

/** The anchor that a heading gets. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

function section(example: Example, source: string): string {
  const { name, keeps, replay, guarantee } = example;
  return [
    `### ${name}`,
    `**Keeps in state:** ${keeps}`,
    ...(replay === undefined ? [] : [`**After a failure:** ${replay}`]),
    ...(guarantee === undefined ? [] : [`**Guarantee:** ${guarantee}`]),
    `\`\`\`ts\n${codeOf(example, source)}\n\`\`\``,
  ].join("\n\n");
}

function topicSection({ title, chapters }: Topic): string {
  const sections = chapters.flatMap(({ file, examples }) => {
    const source = readFileSync(new URL(file, import.meta.url), "utf8").replaceAll("\r\n", "\n");
    return examples.map((example) => section(example, source));
  });
  return [`## ${title}`, ...sections].join("\n\n");
}

/** @param file the page that has the sections; empty: this one */
function contents({ title, chapters }: Topic, file = ""): string {
  const link = (heading: string) => `[${heading}](${file}#${anchor(heading)})`;
  const names = chapters.flatMap(({ examples }) => examples.map(({ name }) => link(name)));
  return `- **${link(title)}**: ${names.join(" · ")}`;
}

const HOW_EXAMPLES_RUN =
  "Each example runs as a test: what stands behind `//` at its end is what it gave. The harnesses are those of `tidemark/harness`: an operator alone, one call at a time, with real state and timers. `runJob` stands for `simulate` of `tidemark/sim`: a whole job on one simulated TaskManager with four slots, which restarts it when it fails.";

/** @param lists of contents, of each topic */
function page(
  title: string,
  introduction: readonly string[],
  lists: readonly string[],
  topics: readonly Topic[],
): string {
  return `${[MADE, `# ${title}`, ...introduction, lists.join("\n"), ...topics.map(topicSection)].join("\n\n")}\n`;
}

/** Transformations, windows, time, state and types; its contents name sources and sinks as well. */
export function operatorsPage(): string {
  const [sources, sinks] = SOURCES_AND_SINKS;
  const types = OPERATORS[OPERATORS.length - 1];
  return page(
    "Operators",
    [
      HOW_EXAMPLES_RUN,
      "Names and rules are those of Flink 1.20; what was compared with it is in [Fidelity](fidelity.md). Where the records come from and where they go is in [Sources and sinks](sources-and-sinks.md).",
    ],
    [
      contents(sources, SOURCES_PAGE),
      ...OPERATORS.slice(0, -1).map((topic) => contents(topic)),
      contents(sinks, SOURCES_PAGE),
      contents(types),
    ],
    OPERATORS,
  );
}

/** Sources and sinks. */
export function sourcesAndSinksPage(): string {
  return page(
    "Sources and sinks",
    [
      HOW_EXAMPLES_RUN,
      "What lies between them is in [Operators](operators.md). A job gives each record exactly once where its source can be replayed, it takes checkpoints, and its sink commits with them: where one of the three is missing, records are lost or seen twice after a failure.",
      "`numbersOfAJobThatFailsOnce` is a stream of the numbers 1 to 3: its job takes checkpoints, fails once when 3 comes, before the first checkpoint, and begins again from the start.",
    ],
    SOURCES_AND_SINKS.map((topic) => contents(topic)),
    SOURCES_AND_SINKS,
  );
}
