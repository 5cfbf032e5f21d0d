import { mergeTrees, type Tree } from "@/shared/i18n/merge";

const files = import.meta.glob<Tree>("../../../../../src/dabiao/locales/zh-Hant/*.json", { eager: true, import: "default", query: "?later" });

export default mergeTrees(Object.values(files));
