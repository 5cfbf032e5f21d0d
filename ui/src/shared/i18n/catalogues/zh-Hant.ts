import { mergeTrees, type Tree } from "@/shared/i18n/merge";

/** Generated from the simplified texts by `make i18n`. */
const files = import.meta.glob<Tree>("../../../../../src/dabiao/locales/zh-Hant/*.json", { eager: true, import: "default" });

export default mergeTrees(Object.values(files));
