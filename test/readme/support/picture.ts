/** Draws a stretch of a run as SVG: a lane for each machine, the checkpoints, the crash, the outage. */
import { BAR_MICROS, type Bar, type RunFold, type Span } from "./run-fold.ts";

const WIDTH = 860;
const LEFT = 120;
const RIGHT = 20;
const TOP = 74;
const LANE = 62;
const GAP = 12;
const BOTTOM = 58;
const MICROS = 1e6;
/** How many usual bars fit into a lane; a higher one is cut and its number written beside it. */
const ROOM = 4;
const STYLE = `text{font:13px system-ui,sans-serif;fill:#334155}.s{font-size:11px;fill:#64748b}.h{font-size:15px;font-weight:600;fill:#0f172a}.n{fill:#2563eb}.r{fill:#f59e0b}.x{fill:#fee2e2}.e{fill:#b91c1c;font-weight:600}.o{fill:#f1f5f9}.c{stroke:#94a3b8;stroke-dasharray:2 3}.k{stroke:#16a34a;stroke-width:2}.g{fill:#16a34a;font-weight:600}.l{stroke:#cbd5e1}`;

/** @param stretch what is shown of the run, µs */
export function pictureOf(title: string, fold: RunFold, stretch: Span): string {
  const machines = [...fold.bars.keys()].sort();
  const height = TOP + machines.length * (LANE + GAP) + BOTTOM;
  const bottom = height - BOTTOM;
  const x = (micros: number): number =>
    LEFT + ((micros - stretch.from) / (stretch.to - stretch.from)) * (WIDTH - LEFT - RIGHT);
  const inside = (span: Span): Span => ({ from: Math.max(span.from, stretch.from), to: Math.min(span.to, stretch.to) });
  const box = (kind: string, span: Span, y: number, tall: number): string => {
    const { from, to } = inside(span);
    return `<rect class="${kind}" x="${px(x(from))}" y="${px(y)}" width="${px(x(to) - x(from))}" height="${px(tall)}"/>`;
  };
  const parts = [
    `<rect width="${WIDTH}" height="${height}" rx="10" fill="#fff"/>`,
    `<text class="h" x="20" y="28">${title}</text>`,
    ...fold.outages.map((outage) => box("o", outage, TOP, bottom - TOP)),
  ];
  const counts = machines.flatMap((machine) => barsIn(fold, machine, stretch).map(([, bar]) => countOf(bar)));
  const most = ROOM * counts.sort((a, b) => a - b)[counts.length >> 1];
  machines.forEach((machine, index) => {
    const base = TOP + index * (LANE + GAP) + LANE;
    const dead = fold.dead.get(machine);
    parts.push(`<text x="20" y="${base - LANE / 2 + 4}">${machine}</text>`);
    if (dead !== undefined) {
      parts.push(box("x", dead, base - LANE, LANE));
      const middle = (x(inside(dead).from) + x(inside(dead).to)) / 2;
      parts.push(`<text class="e" text-anchor="middle" x="${px(middle)}" y="${base - LANE / 2 + 4}">dead</text>`);
    }
    for (const [number, bar] of barsIn(fold, machine, stretch)) {
      const span = { from: number * BAR_MICROS, to: (number + 0.85) * BAR_MICROS };
      const count = countOf(bar);
      const scale = LANE / Math.max(most, count);
      const [replayed, fresh] = [bar.replayed * scale, bar.fresh * scale];
      if (replayed > 0) parts.push(box("r", span, base - replayed, replayed));
      if (fresh > 0) parts.push(box("n", span, base - replayed - fresh, fresh));
      if (count > most)
        parts.push(
          `<text class="s" x="${px(x(span.to) + 4)}" y="${base - LANE + 10}">↑ ${count.toLocaleString("en-US")}</text>`,
        );
    }
    parts.push(`<path class="l" d="M${LEFT} ${base}H${WIDTH - RIGHT}"/>`);
  });
  const restored = new Set(fold.outages.map((outage) => outage.restored));
  parts.push(`<text class="s" x="20" y="${TOP - 12}">checkpoints</text>`);
  for (const { at, id } of fold.checkpoints.filter(({ at }) => at >= stretch.from && at <= stretch.to)) {
    const kept = restored.has(id);
    parts.push(
      `<path class="${kept ? "k" : "c"}" d="M${px(x(at))} ${TOP - 6}V${bottom}"/>`,
      `<text class="${kept ? "g" : "s"}" text-anchor="middle" x="${px(x(at))}" y="${TOP - 12}">${id}</text>`,
    );
  }
  const labels: readonly (readonly [number, string, string])[] = [
    ...[...fold.dead].map(([machine, { from }]) => [from, "e", `${machine} dies at ${seconds(from)}`] as const),
    ...fold.outages
      .slice(-1)
      .map(({ to, restored }) => [to, "g", `on from checkpoint ${restored} at ${seconds(to)}`] as const),
  ];
  labels.forEach(([at, kind, text], index) => {
    const anchor = index === 0 ? "end" : "start";
    parts.push(`<text class="${kind}" text-anchor="${anchor}" x="${px(x(at))}" y="${TOP - 30}">${text}</text>`);
  });
  for (let at = stretch.from; at <= stretch.to; at += 2 * MICROS)
    parts.push(`<text class="s" text-anchor="middle" x="${px(x(at))}" y="${bottom + 16}">${at / MICROS} s</text>`);
  parts.push(
    `<rect class="n" x="${LEFT}" y="${bottom + 32}" width="11" height="11"/><text x="${LEFT + 18}" y="${bottom + 42}">records read, a bar every ${BAR_MICROS / 1000} ms</text>`,
    `<rect class="r" x="${LEFT + 260}" y="${bottom + 32}" width="11" height="11"/><text x="${LEFT + 278}" y="${bottom + 42}">read once more: ${fold.replayed.toLocaleString("en-US")}</text>`,
    `<rect class="o" x="${LEFT + 450}" y="${bottom + 32}" width="11" height="11"/><text x="${LEFT + 468}" y="${bottom + 42}">the job restarts</text>`,
  );
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">`;
  return `${[open, `<style>${STYLE}</style>`, ...parts, "</svg>"].join("\n")}\n`;
}

function barsIn(fold: RunFold, machine: string, { from, to }: Span): (readonly [number, Bar])[] {
  const all = [...(fold.bars.get(machine) ?? [])];
  return all.filter(([number]) => number * BAR_MICROS >= from && (number + 1) * BAR_MICROS <= to);
}

/** Records of a bar. */
function countOf({ fresh, replayed }: Bar): number {
  return fresh + replayed;
}

function px(value: number): string {
  return value.toFixed(1);
}

function seconds(micros: number): string {
  return `${(micros / MICROS).toFixed(1)} s`;
}
