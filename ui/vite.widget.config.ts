import { defineConfig } from "vite";

/** The visitor's chat: one file for any page, built after the screens, beside which it lies. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/dabiao/web/chat",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/widget/main.ts", formats: ["iife"], name: "DabiaoChat", fileName: () => "widget.js" },
  },
});
