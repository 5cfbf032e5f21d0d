// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import i18next from "i18next";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { TimelineEntry } from "@/api/types";
import zhHans from "@/shared/i18n/catalogues/zh-Hans";
import later from "@/shared/i18n/later/zh-Hans";
import { adoptLanguage } from "@/shared/i18n/language";
import { Entry } from "./Entry";

afterEach(cleanup);

beforeAll(async () => {
  adoptLanguage("zh-Hans");
  await i18next.use(initReactI18next).init({ lng: "zh-Hans", resources: { "zh-Hans": { translation: zhHans } }, interpolation: { escapeValue: false } });
  i18next.addResourceBundle("zh-Hans", "translation", later, true);
});

const FIELDS = [
  { name: "region", kind: "text" as const },
  { name: "source", kind: "select" as const, enum: "lead_source" },
];

function show(entry: Partial<TimelineEntry>): string {
  const whole: TimelineEntry = { id: 1, at: new Date().toISOString(), kind: "lead.edited", actor_id: 5, actor_name: "李敏", via: "web", data: {}, ...entry };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
      <I18nextProvider i18n={i18next}>
        <ol>
          <Entry entry={whole} kind="lead" id={1} fields={FIELDS} />
        </ol>
      </I18nextProvider>
    </QueryClientProvider>,
  );
  return screen.getAllByRole("listitem")[0]?.textContent ?? "";
}

it("tells who did what, with the event's own data", () => {
  expect(show({ kind: "lead.assigned", data: { owner_name: "王芳" } })).toContain("李敏 分配给 王芳");
});

it("shows each change from before to after, in words", () => {
  const text = show({ data: { changes: { region: ["上海", "北京"], source: ["", "advert"] } } });
  expect(text).toContain("地区: 上海 → 北京");
  expect(text).toContain("来源: — → 广告");
});

it("says amounts in the currency of the deal, and of each side where that changed", () => {
  expect(show({ kind: "contract.signed", data: { number: "HT-1", amount_minor: 1_200_000, currency: "USD" } })).toContain("US$12,000");
  cleanup();
  const text = show({ kind: "opportunity.edited", data: { currency: "USD", changes: { amount_minor: [700_000, 100_000], currency: ["CNY", "USD"] } } });
  expect(text).toContain("7,000 → US$1,000");
});

it("says the values of enums, not their codes", () => {
  expect(show({ kind: "lead.received", data: { source: "advert" } })).toContain("线索进入（广告）");
});

it("says what was put right in a contact, in the words of contacts", () => {
  const text = show({ kind: "activity.edited", data: { method: "call", revised: { result: ["reached", "agreed"], contact_name: ["", "王总"] } } });
  expect(text).toContain("修改了一条联系记录（电话）");
  expect(text).toContain("结果: 已沟通 → 已约定");
  expect(text).toContain("联系人: — → 王总");
});

it("gives what nobody did to the system, and survives an event it has no words for", () => {
  expect(show({ kind: "moon.landed", actor_id: null, actor_name: "system" })).toContain("系统 更新了记录");
});
