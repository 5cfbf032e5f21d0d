// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { Keeper } from "./kept";
import { textNodes } from "./links";
import { inks } from "./style";
import { filled, languageOf } from "./words";

const html = (text: string) => {
  const place = document.createElement("p");
  place.append(...textNodes(text));
  return place.innerHTML;
};

beforeEach(() => localStorage.clear());

test("what looks like HTML stays characters", () => {
  expect(html("<img src=x onerror=alert(1)> & <b>")).toBe("&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;");
});

test("only web addresses become links, without the full stop behind them", () => {
  expect(html("见 https://a.example/x?y=1。或 javascript:alert(1) data:text/html,x")).toBe(
    '见 <a href="https://a.example/x?y=1" target="_blank" rel="noopener noreferrer nofollow">https://a.example/x?y=1</a>' +
      "。或 javascript:alert(1) data:text/html,x",
  );
  expect(html("(http://a.example/b).")).toContain(">http://a.example/b</a>).");
  expect(html('https://a.example/"onclick=alert(1)')).toContain('>https://a.example/</a>"onclick=alert(1)');
});

test("what was not sent is kept over a reload, also when another tab writes", () => {
  const [one, other] = [new Keeper("k"), new Keeper("k")];
  one.push({ id: "1", text: "在吗" });
  other.push({ id: "2", text: "您好" });
  one.keep({ read: 3 });
  expect(new Keeper("k").all).toMatchObject({ read: 3, unsent: [{ id: "1" }, { id: "2" }] });
  other.drop("1");
  expect(one.all.unsent).toEqual([{ id: "2", text: "您好" }]);
});

test("a browser that may keep nothing, or kept nonsense, keeps it while the page stands", () => {
  localStorage.setItem("k", "{nonsense");
  expect(new Keeper("k").all.unsent).toEqual([]);
  const refused = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("full");
  });
  const missing = vi.spyOn(Storage.prototype, "getItem").mockReturnValue(null);
  const kept = new Keeper("k");
  kept.push({ id: "1", text: "在吗" });
  expect(kept.all.unsent).toEqual([{ id: "1", text: "在吗" }]);
  refused.mockRestore();
  missing.mockRestore();
});

test("the page's language decides, and Chinese of Taiwan and Hong Kong is Traditional", () => {
  expect(["zh-CN", "zh", "zh-TW", "zh-Hant-HK", "en-GB", "fr", ""].map(languageOf)).toEqual(
    ["zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "en", "en", "en"],
  );
  expect(filled("{{count}} of {{all}}", { count: 3 })).toBe("3 of ");
});

test("text can be read on any colour that a site chooses", () => {
  expect(inks("#1557ff")).toEqual({ brand: "#1557ff", ink: "#ffffff", on: "#1557ff" });
  expect(inks("#ffe14d")).toEqual({ brand: "#ffe14d", ink: "#000000", on: "#1f2329" });
  expect(inks("red;background:url(x)").brand).toBe("#1557ff");
});
