/** Fails when a screen would send more script than was promised. Reads the manifest of the last `npm run build`. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const WEB = new URL("../../src/dabiao/web/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", WEB), "utf8"));
const LANGUAGES = ["zh-Hans", "zh-Hant", "en"].map((language) => `src/shared/i18n/catalogues/${language}.ts`);

const START = ["index.html", "src/app/SignIn.tsx", "src/app/shell/Shell.tsx"];
const BUDGETS = [
  { name: "sign-in + shell", limit: 260, entries: START },
  { name: "with the first list", limit: 480, entries: [...START, "src/features/leads/LeadList.tsx"] },
];

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
const sum = (files) => [...files].filter((file) => file.endsWith(".js")).reduce((total, file) => total + size(file), 0);

/** A person reads one language: the heaviest counts, with its antd texts. */
const language = Math.max(...LANGUAGES.map((key) => sum(closure(key))));
const antdLocale = Math.max(...Object.keys(manifest).filter((key) => /antd\/locale\/\w+\.js$/.test(key)).map((key) => sum([manifest[key].file])));

let over = false;
for (const { name, limit, entries } of BUDGETS) {
  const files = new Set(entries.flatMap((key) => [...closure(key)]));
  const total = sum(files) + language + antdLocale;
  const verdict = total <= limit ? "ok" : "OVER";
  over ||= total > limit;
  console.log(`${verdict.padEnd(5)}${name}: ${total.toFixed(0)} of ${limit} KB gzip`);
  if (process.argv.includes("--list")) {
    for (const file of [...files].sort((a, b) => size(b) - size(a)).slice(0, 20)) console.log(`       ${size(file).toFixed(1).padStart(6)}  ${file}`);
  }
}
process.exit(over ? 1 : 0);
