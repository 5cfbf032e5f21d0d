import { describe, expect, it } from "vitest";
import { apiSearch, parseSearch, splitPath, stringifySearch } from "./urlSearch";

describe("the search of the URL", () => {
  it("goes there and back", () => {
    const search = { status: "new", q: "王 芳&李" };
    expect(parseSearch(stringifySearch(search).slice(1))).toEqual(search);
  });

  it("leaves empty values out", () => {
    expect(stringifySearch({ a: "", b: null, c: undefined, d: 0 })).toBe("?d=0");
    expect(stringifySearch({})).toBe("");
  });

  it("joins a repeated parameter, and writes a list the same way", () => {
    expect(parseSearch("status=signed&status=fulfilled")).toEqual({ status: "signed,fulfilled" });
    expect(stringifySearch({ status: ["signed", "fulfilled"] })).toBe("?status=signed%2Cfulfilled");
  });

  it("of the API repeats the parameter of a list", () => {
    expect(apiSearch({ status: ["signed", "fulfilled"], q: "" })).toBe("?status=signed&status=fulfilled");
  });

  it("is split off a path", () => {
    expect(splitPath("/leads?status=new")).toEqual({ to: "/leads", search: { status: "new" } });
    expect(splitPath("/leads")).toEqual({ to: "/leads", search: {} });
  });
});
