import { expect, it } from "vitest";
import { alongOf, NOBODY, peopleOf } from "./people";

it("says who goes along as the server takes it, and reads it back", () => {
  const along = { coach: 7, coached: 8, companions: [9] };
  const people = peopleOf(along);
  expect(people).toEqual([
    { user_id: 7, part: "coach" },
    { user_id: 8, part: "coached" },
    { user_id: 9, part: "companion" },
  ]);
  expect(alongOf({ participants: people.map((one) => ({ ...one, name: "" })) })).toEqual(along);
});

it("names nobody to be coached where nobody coaches", () => {
  expect(peopleOf({ ...NOBODY, coached: 8 })).toEqual([]);
});
