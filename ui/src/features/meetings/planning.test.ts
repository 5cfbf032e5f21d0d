import { expect, test } from "vitest";
import { START, bodyOf } from "./planning";

test("a single meeting sends its moment and no rhythm", () => {
  const body = bodyOf({ ...START, title: " 周会 ", starts_at: "2027-01-04T01:00:00Z", unit_id: 3 });
  expect(body).toMatchObject({ title: "周会", starts_at: "2027-01-04T01:00:00Z", unit_id: 3 });
  expect(body).not.toHaveProperty("weekdays");
});

test("a monthly series sends its working day, and a one-to-one no unit", () => {
  expect(bodyOf({ ...START, again: true, repeat: "monthly", number: 3 })).toMatchObject({ repeat: "monthly", number: 3 });
  expect(bodyOf({ ...START, kind: "one_to_one", unit_id: 3 })).toMatchObject({ unit_id: null });
});
