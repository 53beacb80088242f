/**
 * The functions of `Math` on whose last bits engines differ, in versions that use nothing but + − × ÷, square roots and
 * bits, so that every engine gives the same. `abs`, `sqrt`, `floor` and the like are exact everywhere and stay; `hypot`
 * differs in JavaScriptCore only and stays too.
 */
import { acos, asin } from "./arc.ts";
import { acosh, asinh, atanh } from "./area.ts";
import { atan, atan2 } from "./atan.ts";
import { cbrt } from "./cbrt.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { cosh, sinh, tanh } from "./hyperbolic.ts";
import { log } from "./log.ts";
import { log2, log10 } from "./log-base.ts";
import { log1p } from "./log1p.ts";
import { pow } from "./pow.ts";
import { cos, sin, tan } from "./trigonometry.ts";

/** By the names that they have in `Math`. `pow` and `atan2` take two arguments, the others one. */
export const exactMath = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  cos,
  cosh,
  exp,
  expm1,
  log,
  log10,
  log1p,
  log2,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} as const;

/** Names of the functions with one argument. */
export type UnaryName = Exclude<keyof typeof exactMath, "pow" | "atan2">;
