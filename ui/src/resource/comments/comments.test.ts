import { expect, it } from "vitest";
import { partsOf, stillNamed } from "./comments";

const LI = { id: 1, name: "李敏" };
const LI_HUA = { id: 2, name: "李敏华" };

it("sets names apart, the longer one where one begins like another", () => {
  expect(partsOf("@李敏华 和 @李敏 看下", [LI, LI_HUA])).toEqual([
    { at: 0, text: "@李敏华", named: true },
    { at: 4, text: " 和 ", named: false },
    { at: 7, text: "@李敏", named: true },
    { at: 10, text: " 看下", named: false },
  ]);
});

it("takes signs in a name for what they are", () => {
  expect(partsOf("@A.B (x) @AxB", [{ id: 3, name: "A.B (x)" }]).filter(({ named }) => named)).toEqual([{ at: 0, text: "@A.B (x)", named: true }]);
});

it("leaves a text without names whole", () => {
  expect(partsOf("先寄样品", [])).toEqual([{ at: 0, text: "先寄样品", named: false }]);
});

it("names only whom the text still names, once", () => {
  expect(stillNamed("@李敏 好的", [LI, LI, LI_HUA])).toEqual([1]);
  expect(stillNamed("@李敏华 好的", [LI, LI_HUA])).toEqual([2]);
  expect(stillNamed("好的", [LI])).toEqual([]);
});
