import { afterEach, expect, test } from "vitest";
import { asked } from "./early";

const where = globalThis as { early?: unknown };
const request = (url = "/api/v1/me", language = "en", method = "GET"): Request =>
  new Request(`http://here${url}`, { method, headers: { "Accept-Language": language } });
const early = (answer: Promise<Response>): void => void (where.early = { language: "en", answers: { "/api/v1/me": answer } });
const says = async (answer: Promise<Response>): Promise<string> => (await answer).text();
const anew = (): Promise<Response> => Promise.resolve(new Response("anew"));

afterEach(() => void delete where.early);

test("an answer that came early is given once", async () => {
  early(Promise.resolve(new Response("early")));
  expect(await says(asked(request(), anew))).toBe("early");
  expect(await says(asked(request(), anew))).toBe("anew");
});

test("without the page's own script everything is asked", async () => {
  expect(await says(asked(request(), anew))).toBe("anew");
});

test("another question, another language and a write are asked themselves", async () => {
  early(Promise.resolve(new Response("early")));
  expect(await says(asked(request("/api/v1/me?x=1"), anew))).toBe("anew");
  expect(await says(asked(request("/api/v1/leads"), anew))).toBe("anew");
  expect(await says(asked(request("/api/v1/me", "en", "PATCH"), anew))).toBe("anew");
  expect(await says(asked(request("/api/v1/me", "zh-Hans"), anew))).toBe("anew");
});

test("what failed early is asked again", async () => {
  early(Promise.reject(new TypeError("no line")));
  expect(await says(asked(request(), anew))).toBe("anew");
});
