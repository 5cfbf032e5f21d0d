/** Fails when a screen would send more script than was promised. Reads the manifest of the last `npm run build`. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const WEB = new URL("../../src/dabiao/web/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", WEB), "utf8"));

/** What the reader of each language fetches beside the screens: our texts, antd's, the calendar's. */
const LANGUAGES = {
  "zh-Hans": ["src/shared/i18n/catalogues/zh-Hans.ts", "node_modules/antd/locale/zh_CN.js", "node_modules/dayjs/locale/zh-cn.js"],
  "zh-Hant": ["src/shared/i18n/catalogues/zh-Hant.ts", "node_modules/antd/locale/zh_TW.js", "node_modules/dayjs/locale/zh-tw.js"],
  en: ["src/shared/i18n/catalogues/en.ts", "node_modules/antd/locale/en_US.js"],
};

const START = ["index.html", "src/app/SignIn.tsx", "src/app/shell/Shell.tsx"];
const BUDGETS = [
  { name: "sign-in + shell", limit: 270, entries: START },
  { name: "with the first list", limit: 480, entries: [...START, "src/features/leads/LeadList.tsx"] },
];

const WIDGET = 15; // what a visitor of some site fetches: one file, in all languages

/** The chunk and everything it imports at once. */
function closure(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The manifest has no ${key}: was it renamed?`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const next of chunk.imports ?? []) closure(next, seen);
  return seen;
}

const size = (file) => gzipSync(readFileSync(new URL(file, WEB)), { level: 9 }).length / 1024;
const sum = (files) => files.reduce((total, file) => total + size(file), 0);

/** The scripts of some entries, each once. */
const scripts = (entries) => [...new Set(entries.flatMap((key) => [...closure(key)]))].filter((file) => file.endsWith(".js"));

let over = false;
for (const { name, limit, entries } of BUDGETS) {
  const totals = Object.entries(LANGUAGES).map(([language, texts]) => {
    const files = scripts([...entries, ...texts]);
    return { language, files, total: sum(files) };
  });
  const worst = totals.reduce((a, b) => (a.total >= b.total ? a : b));
  over ||= worst.total > limit;
  console.log(`${(worst.total <= limit ? "ok" : "OVER").padEnd(5)}${name}: ${worst.total.toFixed(0)} of ${limit} KB gzip in ${worst.files.length} files (${worst.language})`);
  if (process.argv.includes("--list")) {
    for (const file of worst.files.sort((a, b) => size(b) - size(a)).slice(0, 20)) console.log(`       ${size(file).toFixed(1).padStart(6)}  ${file}`);
  }
}
const widget = size("chat/widget.js");
over ||= widget > WIDGET;
console.log(`${(widget <= WIDGET ? "ok" : "OVER").padEnd(5)}chat widget: ${widget.toFixed(1)} of ${WIDGET} KB gzip, everything it needs`);
process.exit(over ? 1 : 0);
