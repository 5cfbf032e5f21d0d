import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const WORTH = 1024; // bytes: below, the headers are most of it

/** Lays a `.gz` beside every text of the build: the server sends it to who takes it. */
export const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  writeBundle({ dir }) {
    const assets = `${dir}/assets`;
    for (const name of readdirSync(assets).filter((one) => /\.(js|css|svg)$/.test(one))) {
      const whole = readFileSync(`${assets}/${name}`);
      if (whole.length > WORTH) writeFileSync(`${assets}/${name}.gz`, gzipSync(whole, { level: 9 }));
    }
  },
};
