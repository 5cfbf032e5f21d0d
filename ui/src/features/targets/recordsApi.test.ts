import { expect, test } from "vitest";
import { listOf, shownAt } from "./recordsApi";

const where = { all: [{ field: "owner_id", op: "is", value: 7 }] };

test("what is counted one by one is in its list by the same condition", () => {
  expect(listOf({ source: "customer", where })).toEqual({ path: "/customers", params: { where: JSON.stringify(where) } });
  expect(listOf({ source: "activity", where })?.path).toBe("/activities");
  expect(listOf({ source: "contract", where: null })).toBeNull();
});

test("a receipt is shown with its contract, and nothing that one may not see", () => {
  expect(shownAt({ source_kind: "receipt", source_id: 3, title: "c", contract_id: 9 })).toBe("/contracts/9");
  expect(shownAt({ source_kind: "opportunity", source_id: 3, title: "o", contract_id: null })).toBe("/opportunities/3");
  expect(shownAt({ source_kind: "contract", source_id: 3, title: null, contract_id: null })).toBeNull();
});
