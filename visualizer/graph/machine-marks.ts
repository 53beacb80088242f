/** How a machine is recognised: its letter, and a pattern that its cards carry on their left edge. */
import type { Primitive } from "../draw/primitives.ts";
import type { MachineView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { HEARTBEAT_WIDTH, heartbeatMark, lastSeen } from "./heartbeat-marks.ts";
import type { Box, MachineBox } from "./layout.ts";
import { conditionOf, isSilent, type MachineCondition, machineOf } from "./machine-condition.ts";
import { fitted, widthOf } from "./words.ts";

/** Solid, hatched, bars, dots, then from the start again: the letter tells them apart. */
export function patternMarks(letter: string, { x, y, w, h }: Box, of: string): Primitive[] {
  const frame: Primitive = { shape: "rect", x, y, w, h, fill: "surface", stroke: "line-strong", of };
  switch ((letter.charCodeAt(0) - 65) % 4) {
    case 0:
      return [{ ...frame, fill: "line-strong" }];
    case 1:
      return [{ ...frame, hatch: "line-strong" }];
    case 2:
      return [
        frame,
        ...steps(h, 6).map(
          (at): Primitive => ({ shape: "rect", x, y: y + at, w, h: Math.min(3, h - at), fill: "line-strong", of }),
        ),
      ];
    default:
      return [
        frame,
        ...steps(h - 2, 6).map(
          (at): Primitive => ({ shape: "circle", x: x + w / 2, y: y + at + 3, r: 1.6, fill: "line-strong", of }),
        ),
      ];
  }
}

function steps(length: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((length - 1) / step)) }, (_, i) => i * step);
}

/** A letter in a small box. */
export function letterMarks(letter: string, x: number, y: number, of: string): Primitive[] {
  return [
    { shape: "rect", x: x - 8, y: y - 8, w: 16, h: 16, radius: 3, fill: "panel", stroke: "line-strong", of },
    { shape: "text", text: letter.slice(0, 1), x, y: y + 0.5, ink: "text", align: "center", bold: true, of },
  ];
}

/** One machine of the list below the graph. @param micros virtual time @param rate virtual µs per second of the viewer's */
export function machineMarks(
  state: ViewState,
  box: MachineBox,
  isSelected: boolean,
  language: Language,
  micros: number,
  rate: number,
): Primitive[] {
  const machine = machineOf(state, box.letter);
  if (machine === undefined) return [];
  const of = `machine:${box.letter}`;
  const condition = conditionOf(state, machine, micros);
  const { x, y, w, h } = box;
  const gone = condition === "lost" || condition === "crashed";
  const room = w - 20 - (gone ? 0 : HEARTBEAT_WIDTH + 4);
  const texts = machineTexts(machine, condition, micros, language);
  const text = texts.find((one) => widthOf(one) <= room) ?? texts[texts.length - 1];
  return [
    ...(isSelected ? [selectionMark(box)] : []),
    {
      shape: "rect",
      x,
      y,
      w,
      h,
      radius: 4,
      fill: "surface",
      stroke: isSelected ? "text" : gone ? "fail" : "line",
      width: isSelected ? 2 : 1,
      ...(condition === "running" ? {} : { dash: [4, 3] }),
      of,
    },
    ...patternMarks(box.letter, { x: x + 2, y: y + 2, w: 8, h: h - 4 }, of),
    ...(gone ? [crossMark({ x: x + 2, y: y + 2, w: 8, h: h - 4 }, of)] : []),
    ...(gone ? [] : [heartbeatMark(machine, x + w - HEARTBEAT_WIDTH - 5, y + h / 2, micros, rate)]),
    { shape: "text", text: fitted(text, room), x: x + 16, y: y + h / 2, ink: gone ? "text" : "muted", of },
  ];
}

/** What is told of a machine, the longest first. Of one that is not heard of, since when is worth more than its full name. */
function machineTexts(machine: MachineView, condition: MachineCondition, now: number, language: Language): string[] {
  const names = (["machine", "machineShort"] as const).map((name) => textOf(graph, language, name, machine.letter));
  const told = textOf(graph, language, `machine.${condition}`, machine.slots);
  const plain = names.map((name) => `${name} · ${told}`);
  if (condition === "lost" || !isSilent(machine, now)) return plain;
  const seen = lastSeen(machine, now, language);
  return [
    ...names.map((name) => `${name} · ${told} · ${seen}`),
    ...(condition === "silent" ? names.map((name) => `${name} · ${seen}`) : plain),
  ];
}

/** Hatch both ways: it is gone. */
export function crossMark({ x, y, w, h }: Box, of: string): Primitive {
  return { shape: "rect", x, y, w, h, hatch: "fail", isCrossed: true, alpha: 0.55, of };
}

/** The halo around what is selected. */
export function selectionMark({ x, y, w, h }: Box): Primitive {
  return {
    shape: "rect",
    x: x - 3,
    y: y - 3,
    w: w + 6,
    h: h + 6,
    radius: 8,
    stroke: "text",
    width: 5,
    alpha: 0.3,
    of: "selection",
  };
}
