import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Problems come from the server in the reader's words; their texts need not be sent to browsers. */
const withoutServerTexts: Plugin = {
  name: "without-server-texts",
  enforce: "pre",
  load(id) {
    const [file = ""] = id.split("?");
    if (!/\/locales\/[\w-]+\/[\w-]+\.json$/.test(file)) return null;
    const { errors: _errors, ...texts } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return { code: JSON.stringify(texts), moduleType: "json" };
  },
};

const ITS_NONCE = "if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }";
const PAGE_NONCE = 'styleNode.nonce = csp?.nonce ?? document.querySelector("meta[name=csp-nonce]")?.content ?? "";';

/** antd's helpers add some style elements without the page's nonce, which its policy refuses: give them the page's. */
const noncedStyles: Plugin = {
  name: "nonced-styles",
  apply: "build",
  transform(code, id) {
    if (!/@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/.test(id)) return null;
    if (!code.includes(ITS_NONCE)) throw new Error("dynamicCSS.js has changed: look again at how it sets the nonce");
    return code.replace(ITS_NONCE, PAGE_NONCE);
  },
};

/** What every screen needs goes together; a hundred crumbs would each cost a request. */
const GROUPS = [
  { name: "base", test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next|openapi-|clsx|dayjs)/, priority: 3 },
  { name: "shared", test: /src[\\/](api|shared[\\/](?!i18n[\\/]catalogues|live[\\/]worker))/, priority: 2 },
  { name: "icons", test: /node_modules[\\/]@ant-design[\\/]icons/, priority: 2 },
  { name: "record", test: /src[\\/]resource[\\/][^\\/]+$/, priority: 1.5 },
  { name: "pickers", test: /src[\\/]resource[\\/]pickers/, priority: 1.4 },
  { name: "list", test: /src[\\/]resource[\\/]table/, priority: 1.3 },
];

const backend = `http://127.0.0.1:${process.env["DABIAO_PORT"] ?? "8000"}`;

export default defineConfig({
  plugins: [withoutServerTexts, noncedStyles, react()],
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
    proxy: { "/api": backend, "/events": backend },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
  },
});
