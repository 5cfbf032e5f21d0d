import type { Plugin } from "vite";

/** What the page asks for before its scripts have arrived. Only what is surely used. */
interface Map {
  /** Files of every page behind the sign-in, of the pages people open by an address, and of each language. */
  shell: readonly string[];
  pages: Readonly<Record<string, readonly string[]>>;
  texts: Readonly<Record<string, readonly string[]>>;
}

const SHELL = ["src/app/shell/Shell.tsx"];
const PAGES: Record<string, string> = {
  "/": "src/features/workbench/Workbench.tsx",
  "/leads": "src/features/leads/LeadList.tsx",
  "/customers": "src/features/customers/CustomerList.tsx",
  "/opportunities": "src/features/opportunities/Opportunities.tsx",
  "/contracts": "src/features/contracts/ContractList.tsx",
};
const TEXTS: Record<string, readonly string[]> = {
  "zh-Hans": ["src/shared/i18n/catalogues/zh-Hans.ts", "antd/locale/zh_CN.js", "dayjs/locale/zh-cn.js"],
  "zh-Hant": ["src/shared/i18n/catalogues/zh-Hant.ts", "antd/locale/zh_TW.js", "dayjs/locale/zh-tw.js"],
  en: ["src/shared/i18n/catalogues/en.ts", "antd/locale/en_US.js"],
};

/**
 * Runs in the page, before everything else, from its own text: it can use nothing from outside. The language is found as
 * `rememberedLanguage` finds it; `shared/early.ts` takes the answers.
 */
function start({ shell, pages, texts }: Map): void {
  const path = location.pathname;
  if (path === "/sign-in") return;
  let language = "";
  try {
    language = localStorage.getItem("dabiao.language") ?? "";
  } catch {
    // without storage: the browser's own
  }
  if (!texts[language]) {
    const own = navigator.language;
    language = /^zh-(hant|tw|hk|mo)/i.test(own) ? "zh-Hant" : /^en/i.test(own) ? "en" : "zh-Hans";
  }
  const ask = (url: string): Promise<Response> => fetch(url, { headers: { "Accept-Language": language }, credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
  const me = ask("/api/v1/me");
  const early = { language, answers: { "/api/v1/me": me } as Record<string, Promise<Response>> };
  Object.assign(window, { early });
  me.then(
    (answer) => {
      if (answer.ok) (early.answers["/api/v1/fields"] = ask("/api/v1/fields")).catch(() => undefined);
    },
    () => undefined,
  );
  for (const file of new Set([...(texts[language] ?? []), ...shell, ...(pages[path.replace(/(.)\/$/, "$1")] ?? [])])) {
    const link = document.createElement("link");
    link.crossOrigin = "";
    if (file.endsWith(".css")) {
      link.rel = "preload";
      link.as = "style";
    } else link.rel = "modulepreload";
    link.href = `/${file}`;
    document.head.append(link);
  }
}

/** Writes `start` into the page, with the names that the files of this build have. */
export const earlyStart: Plugin = {
  name: "early-start",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      if (!bundle) return html;
      const chunks = Object.values(bundle).flatMap((one) => (one.type === "chunk" ? [one] : []));
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const already = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file));
      const filesOf = (source: string): string[] => {
        const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll("\\", "/").endsWith(`/${source}`));
        if (!entry) throw new Error(`No file of this build starts with ${source}: was it renamed?`);
        const files = new Set<string>();
        const add = (name: string): void => {
          if (files.has(name)) return;
          files.add(name);
          const chunk = byName.get(name);
          for (const css of chunk?.viteMetadata?.importedCss ?? []) files.add(css);
          for (const next of chunk?.imports ?? []) add(next);
        };
        add(entry.fileName);
        return [...files].filter((file) => !already.has(file));
      };
      const map: Map = {
        shell: SHELL.flatMap(filesOf),
        pages: Object.fromEntries(Object.entries(PAGES).map(([path, source]) => [path, filesOf(source)])),
        texts: Object.fromEntries(Object.entries(TEXTS).map(([language, sources]) => [language, sources.flatMap(filesOf)])),
      };
      return html.replace("</title>", `</title>\n    <script nonce="__CSP_NONCE__">(${start.toString()})(${JSON.stringify(map)})</script>`);
    },
  },
};
