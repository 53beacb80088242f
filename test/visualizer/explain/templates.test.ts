import { describe, expect, it } from "vitest";
import { TRACE_KINDS } from "../../../src/trace/kinds.ts";
import { PLACEHOLDERS } from "../../../visualizer/explain/placeholders.ts";
import { EVENT_TEMPLATES, type SentenceName } from "../../../visualizer/text/events.ts";
import { type Template, templates } from "../../../visualizer/text/events-template.ts";
import { GLOSSARY } from "../../../visualizer/text/events-words.ts";

const names = Object.keys(EVENT_TEMPLATES) as SentenceName[];
const placeholders = (text: string): string[] => [...text.matchAll(/\{(.*?)\}/g)].map(([, name]) => name).sort();

describe("the templates of sentences", () => {
  it("do not compile when a placeholder is unknown, or a language or a kind is missing", () => {
    const all = [
      // @ts-expect-error nothing is called so
      () => templates({ mark: { en: "{nobody}", zh: "{label}" } }),
      // @ts-expect-error there is no Chinese
      () => templates({ mark: { en: "{label}" } }),
      // @ts-expect-error there are other kinds
      (): Readonly<Record<SentenceName, Template>> => ({ mark: { en: "", zh: "" } }),
    ];
    expect(all).toHaveLength(3);
  });

  it("are there for every kind, and their variants are of kinds that exist", () => {
    expect(names).toEqual(expect.arrayContaining(TRACE_KINDS));
    for (const name of names) expect(TRACE_KINDS).toContain(name.split("/")[0]);
  });

  it.each(names)("%s: both languages tell the same, in whole sentences", (name) => {
    const { en, zh } = EVENT_TEMPLATES[name];
    expect(placeholders(zh)).toEqual(placeholders(en));
    for (const placeholder of placeholders(en)) expect(Object.keys(PLACEHOLDERS)).toContain(placeholder);
    // What a log holds is shown as it is, without a full stop of ours.
    if (!en.endsWith("{value}")) {
      expect(en).toMatch(/\.$/);
      expect(zh).toMatch(/。$/);
    }
  });

  it("use every Chinese term that has an English one beside it", () => {
    const told = names.map((name) => EVENT_TEMPLATES[name].zh).join();
    for (const term of Object.keys(GLOSSARY)) expect(told).toContain(term);
  });

  it("use every placeholder", () => {
    const used = new Set(names.flatMap((name) => placeholders(EVENT_TEMPLATES[name].en)));
    for (const placeholder of Object.keys(PLACEHOLDERS)) expect([...used]).toContain(placeholder);
  });
});
