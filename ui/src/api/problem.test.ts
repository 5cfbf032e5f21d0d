import { describe, expect, it } from "vitest";
import { ApiProblem, asProblem, fieldErrors, offline, parseProblem, readProblem } from "./problem";

const BODY = {
  status: 422,
  code: "core.several_errors",
  detail: "有 2 处需要修改",
  field: null,
  params: { count: 2 },
  errors: [
    { code: "core.required", field: "name", detail: "请填写姓名", params: {} },
    { code: "core.required", field: "phone", detail: "请填写电话", params: {} },
  ],
};

describe("a problem", () => {
  it("carries the server's code, words and fields", () => {
    const problem = parseProblem(422, BODY);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect([problem.code, problem.detail, problem.params]).toEqual(["core.several_errors", "有 2 处需要修改", { count: 2 }]);
    expect(fieldErrors(problem)).toEqual({ name: "请填写姓名", phone: "请填写电话" });
  });

  it("names its own field too", () => {
    const problem = parseProblem(422, { code: "leads.nothing_to_go_by", detail: "请至少填一项", field: "name" });
    expect(fieldErrors(problem)).toEqual({ name: "请至少填一项" });
  });

  it("is made of anything that is not problem+json", async () => {
    expect(parseProblem(502, "<html>").code).toBe("http.502");
    expect((await readProblem(new Response("<html>", { status: 504 }))).transient).toBe(true);
  });

  it("of a wrong password is not a lost session", () => {
    expect(parseProblem(401, { code: "access.bad_credentials" }).unauthenticated).toBe(false);
    expect(parseProblem(401, { code: "access.unauthenticated" }).unauthenticated).toBe(true);
  });

  it("without an answer may be tried again; one of our own making may not", () => {
    expect(offline().transient).toBe(true);
    expect(asProblem(new TypeError("x")).transient).toBe(false);
  });
});
