/// <reference types="node" />
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import en from "@/shared/i18n/catalogues/en";
import zhHans from "@/shared/i18n/catalogues/zh-Hans";
import zhHant from "@/shared/i18n/catalogues/zh-Hant";
import enLater from "@/shared/i18n/later/en";
import zhHansLater from "@/shared/i18n/later/zh-Hans";
import zhHantLater from "@/shared/i18n/later/zh-Hant";
import { mergeTrees, type Tree } from "@/shared/i18n/merge";

const CATALOGUES = {
  "zh-Hans": mergeTrees([zhHans, zhHansLater]),
  "zh-Hant": mergeTrees([zhHant, zhHantLater]),
  en: mergeTrees([en, enLater]),
};
const KEY = /["`]((?:shell|screens|fields|enums|kinds|filters)\.[\w.]+)["`]/g;

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|gen)\./.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8"));

const find = (tree: Tree, key: string): string | Tree | undefined =>
  key.split(".").reduce<string | Tree | undefined>((node, part) => (typeof node === "object" ? node[part] : undefined), tree);

const leaves = (tree: Tree, path = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [path + key] : leaves(value, `${path}${key}.`)));

const used = new Set(sources(join(process.cwd(), "src")).flatMap((text) => [...text.matchAll(KEY)].map(([, key = ""]) => key)));

it("finds the keys at all", () => {
  expect(used.size).toBeGreaterThan(200);
});

it.each(Object.entries(CATALOGUES))("every text that the screens ask for is there in %s", (_language, tree) => {
  expect([...used].filter((key) => typeof find(tree, key) !== "string")).toEqual([]);
});

it("English and Chinese say the same things", () => {
  const [a, b] = [new Set(leaves(CATALOGUES["zh-Hans"])), new Set(leaves(CATALOGUES.en))];
  expect({ onlyChinese: [...a].filter((key) => !b.has(key)), onlyEnglish: [...b].filter((key) => !a.has(key)) }).toEqual({ onlyChinese: [], onlyEnglish: [] });
});
