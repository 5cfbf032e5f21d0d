import type { BodyOf } from "@/api/types";
import { parseMoney } from "@/shared/moneyText";

type Item = BodyOf<"/api/v1/spends/batch">["items"][number];

interface Row {
  /** Of the text, counted from one: what the person sees. */
  line: number;
  item: Item;
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/;

const two = (text: string): string => text.padStart(2, "0");
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A day, or a whole month, as people write them: [first, last]. */
function days(text: string): [string, string] | undefined {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (year && month && day) return [`${year}-${two(month)}-${two(day)}`, `${year}-${two(month)}-${two(day)}`];
  const [, of, whole] = MONTH.exec(text) ?? [];
  if (!of || !whole || Number(whole) < 1 || Number(whole) > 12) return undefined;
  const start = `${of}-${two(whole)}`;
  return [`${start}-01`, `${start}-${lastDay(Number(of), Number(whole))}`];
}

/** Lines of campaign (or source), first day, last day, amount; or campaign, month or day, amount. From a spreadsheet they come with
 * tabs. A heading without any amount or date is left out; `unread` are lines that say nothing of the kind. */
export function spendRows(text: string, sources: Readonly<Record<string, string>>): { rows: Row[]; unread: number[] } {
  const rows: Row[] = [];
  const unread: number[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const cells = raw.split(/\t|;|；|,(?!\d{3}(?:\D|$))/).map((cell) => cell.trim());
    if (cells.every((cell) => cell === "")) continue;
    const [name = "", first = "", second = "", ...rest] = cells;
    const since = days(first);
    const until = days(second);
    const amount = parseMoney(until ? (rest[0] ?? "") : second);
    if (!since && amount === null && index === 0) continue;
    if (name === "" || !since || amount === null || amount < 0) {
      unread.push(index + 1);
      continue;
    }
    const about = name in sources ? { campaign: "", source: sources[name] as NonNullable<Item["source"]> } : { campaign: name };
    const note = (until ? rest[1] : rest[0]) ?? "";
    rows.push({ line: index + 1, item: { ...about, first_on: since[0], last_on: (until ?? since)[1], amount_minor: amount, note } });
  }
  return { rows, unread };
}
