/** The inspector: what is selected, what happened to it, and why. */
import { useMemo, useRef } from "preact/hooks";
import { effects, MOST_EFFECTS } from "../explain/effects.ts";
import type { MetTerms } from "../explain/fill.ts";
import { moment } from "../explain/quantities.ts";
import { sentence } from "../explain/sentence.ts";
import { type InspectorText, type Line, subjectOf } from "../explain/subject.ts";
import { touching } from "../explain/touching.ts";
import { type WhyRow, why } from "../explain/why.ts";
import { whyText } from "../explain/why-text.ts";
import type { PageState } from "../page/page-state.ts";
import type { Selection } from "../page/selection.ts";
import { textOf } from "../text/catalogue.ts";
import { inspectorTexts, originTexts } from "../text/inspector.ts";

/** What all parts of the panel share. */
interface Parts {
  readonly page: PageState;
  readonly say: (name: InspectorText, ...values: readonly (string | number)[]) => string;
  /** Selects an event. */
  readonly pick: (seq: number, event: MouseEvent) => void;
  /** Moves the cursor to an event. */
  readonly go: (seq: number) => void;
}

/** The panel that explains the selection; without one, what happened last. */
export function Inspector({ page }: { readonly page: PageState }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const picked = useRef(-1);
  const language = page.language.value;
  const say: Parts["say"] = (name, ...values) => textOf(inspectorTexts, language, name, ...values);
  const go = (seq: number): void => {
    const { store } = page.model.value;
    if (seq >= 0 && seq < store.count) page.cursor.value = { micros: store.t(seq), seq };
  };
  const pick = (seq: number, event: MouseEvent): void => {
    // The second click of a double click may hit another row: the first one has changed the list.
    if (event.detail > 1) return;
    picked.current = seq;
    page.selection.value = { kind: "event", seq };
    requestAnimationFrame(() => heading.current?.focus());
  };
  const parts: Parts = { page, say, pick, go };
  const selection = page.selection.value;
  const newest = newestNotable(page);
  const title = selection === null ? say(newest < 0 ? "nothing" : "newest") : subjectHeading(page, selection);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: each row has a button of its own that does the same.
    <div class="inspector" onDblClick={() => go(picked.current)}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {selection === null ? (
        newest < 0 ? (
          <p>{say("nothingHint")}</p>
        ) : (
          <>
            <Lead parts={parts} seq={newest} />
            <Explanation parts={parts} seq={newest} />
          </>
        )
      ) : (
        <Selected parts={parts} selection={selection} />
      )}
    </div>
  );
}

/** Number of the newest notable event at the cursor; -1 if there is none. */
function newestNotable(page: PageState): number {
  void page.grown.value;
  return page.model.value.notable.before(page.cursor.value.seq + 1);
}

function subjectHeading(page: PageState, selection: Selection): string {
  const { state } = page.view.value;
  return subjectOf(page.model.value, state, page.cursor.value.micros, selection, page.language.value).heading;
}

function Selected({ parts, selection }: { readonly parts: Parts; readonly selection: Selection }) {
  const { page, say } = parts;
  const { store } = page.model.value;
  const { seq, micros } = page.cursor.value;
  const language = page.language.value;
  void page.grown.value;
  const { lines } = subjectOf(page.model.value, page.view.value.state, micros, selection, language);
  if (lines === null) return <p>{say("gone")}</p>;
  if (selection.kind === "event")
    return (
      <>
        <Lead parts={parts} seq={selection.seq} />
        <Facts lines={lines} parts={parts} />
        <Explanation parts={parts} seq={selection.seq} />
      </>
    );
  const last = touching(store, selection, seq);
  const met: MetTerms = new Set();
  return (
    <>
      <Facts lines={lines} parts={parts} />
      <h3>{say("lastEvents")}</h3>
      {last.length === 0 && <p>{say("noEvents")}</p>}
      <ol class="inspector-rows">
        {last.map((one) => (
          <Row key={one} seq={one} text={sentence(store, one, language, met)} parts={parts} />
        ))}
      </ol>
    </>
  );
}

function Facts({ lines, parts: { say } }: { readonly lines: readonly Line[]; readonly parts: Parts }) {
  return (
    <>
      <h3>{say("facts")}</h3>
      <dl class="inspector-facts">
        {lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The event itself. */
function Lead({ parts, seq }: { readonly parts: Parts; readonly seq: number }) {
  const { store } = parts.page.model.value;
  return (
    <ol class="inspector-rows inspector-lead">
      <Row seq={seq} text={sentence(store, seq, parts.page.language.value)} parts={parts} />
    </ol>
  );
}

/** Why an event happened, and what it caused. */
function Explanation({ parts, seq }: { readonly parts: Parts; readonly seq: number }) {
  const { page, say } = parts;
  const { store } = page.model.value;
  const language = page.language.value;
  const grown = page.grown.value;
  // Told once per event, not with every move of the cursor.
  const { origin, chain, caused } = useMemo(() => {
    void grown;
    const met: MetTerms = new Set();
    const rows = why(store, seq);
    const first = rows[0];
    return {
      origin: first?.kind === "event" && first.origin !== null ? textOf(originTexts, language, first.origin) : "",
      chain: rows.slice(1).map((row) => ({ row, text: whyText(store, row, language, met) })),
      caused: effects(store, seq, MOST_EFFECTS + 1).map((one) => ({
        seq: one,
        text: sentence(store, one, language, met),
      })),
    };
  }, [store, seq, language, grown]);
  return (
    <>
      <h3>{say("why")}</h3>
      {origin !== "" && <p>{origin}</p>}
      <ol class="inspector-rows">
        {chain.map(({ row, text }) => (
          <ChainRow key={firstOf(row)} row={row} text={text} parts={parts} />
        ))}
      </ol>
      <h3>{say("effects")}</h3>
      {caused.length === 0 && <p>{say("noEffects")}</p>}
      <ol class="inspector-rows">
        {caused.slice(0, MOST_EFFECTS).map((one) => (
          <Row key={one.seq} seq={one.seq} text={one.text} parts={parts} />
        ))}
        {caused.length > MOST_EFFECTS && <li>{say("moreEffects")}</li>}
      </ol>
    </>
  );
}

function firstOf(row: WhyRow): string {
  return row.kind === "carriers" ? `carriers ${row.seqs[0]}` : `${row.kind} ${row.seq}`;
}

function ChainRow({ row, text, parts }: { readonly row: WhyRow; readonly text: string; readonly parts: Parts }) {
  if (row.kind !== "carriers") return <Row seq={row.seq} text={text} parts={parts} sort={row.kind} />;
  const { store } = parts.page.model.value;
  return (
    <li class="inspector-row carriers">
      <details>
        <summary>{text}</summary>
        <ol class="inspector-rows">
          {row.seqs.map((seq) => (
            <Row key={seq} seq={seq} text={sentence(store, seq, parts.page.language.value)} parts={parts} />
          ))}
        </ol>
      </details>
    </li>
  );
}

/** An event: its time, its sentence, and a way there. */
function Row({
  seq,
  text,
  parts: { page, say, pick, go },
  sort = "event",
}: {
  readonly seq: number;
  readonly text: string;
  readonly parts: Parts;
  readonly sort?: "event" | "enabler";
}) {
  const time = moment(page.model.value.store.t(seq), page.language.value);
  const isAhead = seq > page.cursor.value.seq;
  return (
    <li class={`inspector-row ${sort}${isAhead ? " ahead" : ""}`}>
      <button type="button" class="inspector-event" onClick={(event) => pick(seq, event)}>
        <span class="inspector-time">{time}</span> {text}
        {isAhead && <span class="inspector-note"> ({say("future")})</span>}
      </button>
      <button type="button" class="inspector-go" aria-label={say("go", time)} onClick={() => go(seq)}>
        {say("goShort")}
      </button>
    </li>
  );
}
