import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dismiss, keyed, toast } from "@/shared/ui/toast";
import { isDeclared, type View } from "./gridModel";
import { clear, copied, fill, fillDown, fillRight, paste, written, type Change, type Plan, type Range, type Spot } from "./ranges";
import type { Saver } from "./Saver";
import { parseTable, writeTable } from "./tsv";

/** What was copied here last: each line of it is in the text, unlike in one from elsewhere. */
let own = "";

type Stepped = "anew" | "undo" | "redo";

export interface Asked {
  changes: Change[];
  stepped: Stepped;
}

/** Everything a hand does to the figures. A locked one is asked its reason for, once for all of them. */
export function useGestures(view: View, saver: Saver, standing: (at: Pick<Change, "node_id" | "grain" | "starts_on" | "field">) => { value: number | null; locked: boolean }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const write = (changes: Change[], stepped: Stepped = "anew"): void => {
    if (changes.length === 0) return;
    const older = keyed();
    if (older) dismiss(older.id); // from now on undoing means these figures
    if (changes.some(({ locked, field }) => locked && !isDeclared(field))) setAsked({ changes, stepped });
    else saver.write(changes, "", stepped);
  };
  const apply = ({ changes, foreign, cut }: Plan): void => {
    write(changes);
    if (cut.rows > 0 || cut.columns > 0) toast("bad", t("screens.targets.sheet.cut", { rows: cut.rows, columns: cut.columns }));
    if (foreign > 0) toast("bad", t("screens.targets.sheet.foreign", { n: foreign }));
    const unread = changes.filter(({ raw }) => raw).length;
    if (unread > 0) toast("bad", t("screens.targets.sheet.unread", { n: unread }));
  };
  return {
    asked,
    answer: (reason: string): void => {
      if (asked) saver.write(asked.changes, reason, asked.stepped);
      setAsked(null);
    },
    cancel: () => setAsked(null),
    type: (spot: Spot, text: string): void => {
      const change = written(view, spot, text);
      if (change && change !== "foreign") write([change]);
    },
    copy: (range: Range): string => (own = writeTable(copied(view, range))),
    paste: (range: Range, text: string): void => apply(paste(view, range, parseTable(text), text === own ? 1 : view.fields.length)),
    fill: (source: Range, target: Range): void => apply(fill(view, source, target)),
    down: (range: Range): void => apply(fillDown(view, range)),
    right: (range: Range): void => apply(fillRight(view, range)),
    clear: (range: Range): void => apply(clear(view, range)),
    undo: (): void => write(saver.undo(standing), "undo"),
    redo: (): void => write(saver.redo(standing), "redo"),
  };
}

export type Gestures = ReturnType<typeof useGestures>;
