/** The rows of a chain of causes as text. */
import { type Language, textOf } from "../text/catalogue.ts";
import { inspectorTexts, originTexts } from "../text/inspector.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import type { MetTerms } from "./fill.ts";
import { sentence } from "./sentence.ts";
import type { WhyRow } from "./why.ts";

/** What a row says. Rows of one chain share `met`, so that a term is told in both languages once. */
export function whyText(store: TraceStore, row: WhyRow, language: Language, met: MetTerms): string {
  switch (row.kind) {
    case "carriers":
      return textOf(inspectorTexts, language, "carried", row.seqs.length);
    case "enabler":
      return textOf(inspectorTexts, language, "madePossible", sentence(store, row.seq, language, met));
    case "event": {
      const text = sentence(store, row.seq, language, met);
      if (row.origin === null) return text;
      return `${text}${language === "en" ? " " : ""}${textOf(originTexts, language, row.origin)}`;
    }
  }
}
