import { expect, it } from "vitest";
import { parseTable, writeTable } from "./tsv";

it("reads rows by line and cells by tab, whatever ends a line", () => {
  expect(parseTable("1\t2\r\n3\t\r\n")).toEqual([["1", "2"], ["3", ""]]);
  expect(parseTable("1\n2")).toEqual([["1"], ["2"]]);
  expect(parseTable("7")).toEqual([["7"]]);
});

it("a cell in quotes may hold tabs, lines and quotes", () => {
  expect(parseTable('"1,200\n万"\t"a""b"\tc"d\n"open')).toEqual([["1,200\n万", 'a"b', 'c"d'], ['"open']]);
});

it("what is written is read again as it was", () => {
  const rows = [["1", "a\tb"], ['"', "x\ny"], ["", "12.5万"]];
  expect(parseTable(writeTable(rows))).toEqual(rows);
});

it("empty lines between rows are kept, so that the rows below stay in their place", () => {
  expect(parseTable("1\n\n3\n")).toEqual([["1"], [""], ["3"]]);
});
