/** What an event says, in one sentence without its time. */
import type { Language } from "../text/catalogue.ts";
import { EVENT_TEMPLATES } from "../text/events.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import { explainerOf } from "./explainer.ts";
import { fill, gloss, type MetTerms } from "./fill.ts";
import { PLACEHOLDERS, type Placeholder, type Telling } from "./placeholders.ts";
import { sentenceName } from "./variants.ts";

/**
 * The sentence of event `seq`.
 * @param met terms that the text around it has told already; a sentence that stands alone needs none
 */
export function sentence(store: TraceStore, seq: number, language: Language, met: MetTerms = new Set()): string {
  const explainer = explainerOf(store);
  const event = store.event(seq);
  const fact = explainer.facts.of(seq);
  const template = EVENT_TEMPLATES[sentenceName(event, fact)][language];
  const telling: Telling = { event, fact, names: explainer.names, language };
  const text = language === "zh" ? gloss(template, met) : template;
  const filled = fill(text, language, (name) => valueFor(name, telling));
  // Names of the cluster's parts begin with an article; names of users stay as they are.
  return filled.startsWith("the ") ? `T${filled.slice(1)}` : filled;
}

/** Templates are checked to use nothing else when they are compiled. */
function valueFor(name: string, telling: Telling): string {
  return PLACEHOLDERS[name as Placeholder](telling);
}
