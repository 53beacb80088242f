/** What is drawn, as data: scenes give lists of these, a thin painter executes them, tests read them. Lengths are CSS px. */
import type { Ink } from "./palette.ts";

interface Mark {
  /** The entity or event that the mark stands for: "task:3", "channel:7", "element:1204" … For tests and for hits. */
  readonly of?: string;
  /** 0 to 1; default 1. */
  readonly alpha?: number;
}

export interface Circle extends Mark {
  readonly shape: "circle";
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill?: Ink;
  readonly stroke?: Ink;
  readonly width?: number;
}

export interface Rectangle extends Mark {
  readonly shape: "rect";
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly radius?: number;
  readonly fill?: Ink;
  readonly stroke?: Ink;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Px by which the dashes have moved. */
  readonly dashOffset?: number;
  /** Diagonal lines over the area. */
  readonly hatch?: Ink;
  /** The hatch runs both ways: what it covers is gone. */
  readonly isCrossed?: boolean;
}

export interface Polyline extends Mark {
  readonly shape: "line";
  /** x, y, x, y … */
  readonly points: readonly number[];
  readonly stroke: Ink;
  readonly width?: number;
  readonly dash?: readonly number[];
}

export interface Polygon extends Mark {
  readonly shape: "polygon";
  /** x, y, x, y …; closed. */
  readonly points: readonly number[];
  readonly fill?: Ink;
  readonly stroke?: Ink;
  readonly width?: number;
}

export interface Label extends Mark {
  readonly shape: "text";
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly ink: Ink;
  /** At least 12. */
  readonly size?: number;
  readonly align?: "left" | "center" | "right";
  readonly bold?: boolean;
  /** Around the letters, so that they are read over what lies under them. */
  readonly halo?: Ink;
}

export type Primitive = Circle | Rectangle | Polyline | Polygon | Label;
export type DrawList = readonly Primitive[];
