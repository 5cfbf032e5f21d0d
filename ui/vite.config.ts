import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { compressed } from "./scripts/compressed";
import { earlyStart } from "./scripts/early";

type Texts = { [key: string]: string | Texts };

/** Texts of screens that few open and nobody at once, and of timelines: fetched with those screens (`shared/i18n/lazyPage`). */
const LATER: Texts = {
  screens: {
    ...all("forms", "import", "rules", "returns", "targets", "tracking", "metrics", "months"),
    ...all("employee", "compliance", "breach", "dispatch"),
    grading: {
      ...all("model", "apply", "trial", "thresholds", "heading", "text", "create", "created", "saved", "edit", "editOf", "remove", "removeOf", "removed"),
      ...all("removeText", "active", "on", "off", "nameExample", "conditionHelp", "pointsHelp", "noGrade", "gradeOutright", "addsTags", "removesTags"),
      ...all("broken", "unfinished", "none"),
    },
    fields: {
      ...all("text", "create", "edit", "none", "count", "created", "saved", "up", "down", "edit_action", "remove", "removeOf", "removeText", "removedDone"),
      ...all("restore", "restored", "removed", "removedText", "purge", "purgeText", "purging", "purgeDone", "index", "retry", "mark", "name"),
      ...all("otherLanguages", "oneIsEnough", "keyHelp", "requiredHelp", "sectionHelp", "listedHelp", "indexedHelp", "optionName", "addOption", "retire"),
      ...all("retired", "revive", "optionUp", "optionDown", "removeOption", "optionsHelp", "example", "fixed", "grip", "howTo", "taken", "over", "dropped"),
      ...all("cancelled"),
    },
    opportunity: all("items", "team", "rivals", "chances", "board", "moveMany", "win", "lose", "groups", "trouble", "layout"),
    settings: all("tabs", "groups", "preferences", "tags", "company", "profile", "roles", "tokens", "audit", "shared", "looks", "reminders", "competitors", "requirements", "channels", "products"),
  },
  chat: all("set"),
  events: "",
  messengers: "",
  enums: {
    ...all("target_grain", "target_dimension", "target_metric", "target_node", "target_awaits", "target_side", "target_asked", "target_reserve_state"),
    ...all("target_carrier", "target_carrier_state", "target_alarm_reason", "target_decision", "metric_day", "metric_measured", "metric_aim", "absence_kind"),
  },
  fields: {
    ...all("target_tree", "target_node", "target", "target_step", "target_reserve", "target_beside", "target_decision", "target_carrier"),
    ...all("metric", "target_month", "target_policy", "absence"),
  },
  targets: "",
};

/** Rooms whose whole texts come later, but for what any screen may show: what is told, the shell. */
const LATER_ROOMS = new Set(["visits", "sales_events", "pulses", "quotas", "plans", "reports", "checks", "reviews", "meetings", "market", "debriefs", "flow", "pipelines", "opportunities_evidence", "forecasts"]);
const ANYWHERE = new Set(["notifications", "shell"]);

function all(...keys: string[]): Texts {
  return Object.fromEntries(keys.map((key) => [key, ""]));
}

/** What of `texts` the tree of keys names (`kept`), or everything else. */
function parted(texts: Texts, keys: Texts, kept: boolean): Texts {
  const parts = Object.entries(texts).flatMap(([key, value]) => {
    const named = keys[key];
    if (named === undefined) return kept ? [] : [[key, value] as const];
    if (typeof named === "string" || typeof value === "string") return kept ? [[key, value] as const] : [];
    const inner = parted(value, named, kept);
    return Object.keys(inner).length > 0 ? [[key, inner] as const] : [];
  });
  return Object.fromEntries(parts);
}

/** Problems and sentences come from the server in the reader's words; their texts need not be sent to browsers. The others
 * come in two parts: `?later` is what its screens fetch. */
const textsForBrowsers: Plugin = {
  name: "texts-for-browsers",
  enforce: "pre",
  load(id) {
    const [file = "", query = ""] = id.split("?");
    if (!/\/locales\/[\w-]+\/[\w-]+\.json$/.test(file)) return null;
    const { errors: _errors, said: _said, ...texts } = JSON.parse(readFileSync(file, "utf8")) as Texts;
    const room = /([\w-]+)\.json$/.exec(file)?.[1] ?? "";
    const later = LATER_ROOMS.has(room) ? all(...Object.keys(texts).filter((key) => !ANYWHERE.has(key))) : LATER;
    return { code: JSON.stringify(parted(texts, later, query.includes("later"))), moduleType: "json" };
  },
};

const ITS_NONCE = "if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }";
const PAGE_NONCE = 'styleNode.nonce = csp?.nonce ?? document.querySelector("meta[name=csp-nonce]")?.content ?? "";';

/** antd's helpers add some style elements without the page's nonce, which its policy refuses: give them the page's. */
const noncedStyles: Plugin = {
  name: "nonced-styles",
  apply: "build",
  transform(code, id) {
    if (!id.endsWith("@rc-component/util/es/Dom/dynamicCSS.js")) return null;
    if (!code.includes(ITS_NONCE)) throw new Error("dynamicCSS.js has changed: look again at how it sets the nonce");
    return code.replace(ITS_NONCE, PAGE_NONCE);
  },
};

/** What every screen needs goes together; a hundred crumbs would each cost a request. */
const GROUPS = [
  { name: "base", test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next|openapi-|clsx|dayjs)/, priority: 3 },
  { name: "shared", test: /src[\\/](api|shared[\\/](?!i18n[\\/](?:catalogues|later)|live[\\/]worker))/, priority: 2 },
  { name: "icons", test: /node_modules[\\/]@ant-design[\\/]icons/, priority: 2 },
  { name: "record", test: /src[\\/]resource[\\/](?:[^\\/]+|exports[\\/]underway\.ts)$/, priority: 1.5 },
  { name: "pickers", test: /src[\\/]resource[\\/]pickers/, priority: 1.4 },
  { name: "list", test: /src[\\/]resource[\\/](?:table|bulk|exports[\\/](?:ExportMenu|Estimate|exporting)|form[\\/](?:CreateForm|RecordDialog|cleanValues))/, priority: 1.3 },
  { name: "frame", test: /src[\\/]app[\\/](?:nav|shell[\\/](?:Bell\.module|Shell\.module|Logo|Opening\.|usePresence))/, priority: 1.2 },
];

const backend = `http://127.0.0.1:${process.env["DABIAO_PORT"] ?? "8000"}`;

export default defineConfig({
  plugins: [textsForBrowsers, noncedStyles, react(), earlyStart, compressed],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/dabiao/web",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
  worker: { format: "es" },
  server: {
    port: 5173,
    fs: { allow: [".."] },
    proxy: { "/api": backend, "/events": backend, "^/chat/(events|desk/events|widget.js)": backend },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
  },
});
