import { describe, expect, test } from "vitest";
import { columnsOf, cutTo, padTo, wrapTo } from "../../../sim/narrate/columns.ts";

describe("text by the columns that it takes on a terminal", () => {
  test("a Chinese character takes two, a combining accent none", () => {
    expect(columnsOf("tide")).toBe(4);
    expect(columnsOf("潮汐 1")).toBe(6);
    expect(columnsOf("e\u0301")).toBe(1);
    expect(columnsOf("…−µ")).toBe(3);
  });

  test("is cut within its columns, never in the middle of a character", () => {
    expect(cutTo("abcdef", 4)).toBe("abc…");
    expect(cutTo("潮汐表", 6)).toBe("潮汐表");
    expect(cutTo("潮汐表", 5)).toBe("潮汐…");
    expect(cutTo("潮汐表", 4)).toBe("潮…");
  });

  test("is filled up to its columns", () => {
    expect(padTo("潮", 4)).toBe("潮  ");
    expect(padTo("too long", 4)).toBe("too long");
  });

  test("is broken at spaces, and within a word that is longer than a line", () => {
    expect(wrapTo("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapTo("潮汐表潮汐表 x", 6)).toEqual(["潮汐表", "潮汐表", "x"]);
  });

  test("cannot send control characters to the terminal", () => {
    expect(cutTo("a\u001b[2Jb\r\nc", 20)).toBe("a [2Jb c");
    expect(wrapTo("a\u001b[2Jb", 20)).toEqual(["a [2Jb"]);
  });
});
