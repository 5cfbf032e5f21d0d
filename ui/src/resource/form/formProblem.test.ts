import { describe, expect, it } from "vitest";
import { parseProblem } from "@/api/problem";
import { cleanValues } from "./cleanValues";
import { placeProblem } from "./formProblem";

const complaint = (field: string, detail: string) => ({ code: "x", field, detail });

describe("complaints about a form", () => {
  it("stand at their fields", () => {
    const problem = parseProblem(422, { code: "x", detail: "y", errors: [complaint("name", "请填写"), complaint("body.phone", "号码不对")] });
    expect(placeProblem(problem, ["name", "phone"])).toEqual({
      fields: [
        { name: "name", errors: ["请填写"] },
        { name: "phone", errors: ["号码不对"] },
      ],
      general: false,
    });
  });

  it("about something not on the form are said above it", () => {
    const problem = parseProblem(422, { code: "x", detail: "y", errors: [complaint("name", "请填写"), complaint("owner_id", "不在职")] });
    expect(placeProblem(problem, ["name"]).general).toBe(true);
    expect(placeProblem(parseProblem(409, { code: "x", detail: "别人改了" }), ["name"])).toEqual({ fields: [], general: true });
  });
});

it("blanks are not sent, so that the server's defaults hold", () => {
  expect(cleanValues({ name: " 王芳 ", phone: "", owner_id: null, amount: 0, primary: false })).toEqual({ name: "王芳", amount: 0, primary: false });
});
