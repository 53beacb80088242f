/** Puts values into a template, with the spaces that the language wants between them. */
import type { Language } from "../text/catalogue.ts";
import { GLOSSARY } from "../text/events-words.ts";
import { HAN, spaced } from "./spacing.ts";

const TERMS = new RegExp(Object.keys(GLOSSARY).join("|"), "g");

/** Terms that a text has already told in both languages. */
export type MetTerms = Set<string>;

/** Adds Flink's English term to the first use of a Chinese one. */
export function gloss(text: string, met: MetTerms): string {
  return text.replace(TERMS, (term, at: number) => {
    if (met.has(term)) return term;
    met.add(term);
    const gap = HAN.test(text.charAt(at + term.length)) ? " " : "";
    return `${term} (${GLOSSARY[term]})${gap}`;
  });
}

/** The text with its placeholders filled; Chinese and Latin are set apart by one space, Chinese and Chinese by none. */
export function fill(template: string, language: Language, valueFor: (name: string) => string): string {
  const pieces = template.split(/\{(\w+)\}/);
  let out = "";
  pieces.forEach((piece, i) => {
    const value = i % 2 === 0 ? piece : valueFor(piece);
    out = language === "zh" ? spaced(out, value) : out + value;
  });
  return out;
}
