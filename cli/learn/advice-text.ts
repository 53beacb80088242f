/** Advice below a verdict, for a terminal of 80 columns. */
import type { Advice } from "../../exercises/course/advice.ts";
import type { Language, Text } from "../../exercises/course/exercise.ts";
import { wrapTo } from "../../sim/narrate/columns.ts";
import { type Paint, WIDTH } from "../text.ts";

const HEAD: Text = { en: "Beside the verdict:", zh: "另外，与是否通过无关：" };
const INDENT = "  ";
const BULLET = "· ";

/** Nothing where there is none. */
export function adviceText(advice: readonly Advice[], language: Language, paint: Paint): string {
  if (advice.length === 0) return "";
  const lines = advice.flatMap(({ text }) =>
    wrapTo(text[language], WIDTH - INDENT.length - BULLET.length).map(
      (line, i) => INDENT + (i === 0 ? BULLET : "  ") + line,
    ),
  );
  return `\n${[`${INDENT}${paint.bold(HEAD[language])}`, ...lines].join("\n")}\n`;
}
