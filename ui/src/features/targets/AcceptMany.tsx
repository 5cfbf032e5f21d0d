import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useKey } from "@/resource/form/useSubmit";
import { useRefresh } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { useFormat } from "@/shared/useFormat";
import { acceptMany, takeBackMany, TOUCHES, type Refused } from "./agreeApi";
import type { Column } from "./gridModel";
import { periodName } from "./names";
import styles from "./Together.module.css";
import { placesOf, waiting, type Waiting } from "./together";
import type { TargetGrid, TargetRow } from "./types";
import { useFigure } from "./useFigure";

/** By node: how many of its figures wait, and what they come to. */
function summed(found: readonly Waiting[]): { row: TargetRow; side: Waiting["side"]; places: Waiting[] }[] {
  const groups = new Map<string, { row: TargetRow; side: Waiting["side"]; places: Waiting[] }>();
  for (const one of found) {
    const key = `${one.row.node_id} ${one.side}`;
    const group = groups.get(key) ?? { row: one.row, side: one.side, places: [] };
    group.places.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Everything that waits for one's answer, said yes to in one step: all together, or else each that can be. */
export function AcceptMany({ grid, rows, columns }: { grid: TargetGrid; rows: readonly TargetRow[]; columns: readonly Column[] }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const figure = useFigure(grid.tree.metric);
  const adds = !grid.tree.metric.derived;
  const refresh = useRefresh();
  const tell = useTellFailure();
  const keyFor = useKey();
  const [round, setRound] = useState(0); // what was taken back is said anew, not once more
  const [words, setWords] = useState("");
  const [refused, setRefused] = useState<readonly (Refused & { name: string })[]>([]);
  const found = placesOf(rows, columns).flatMap((place) => waiting(place) ?? []);
  const nameOf = ({ row, column }: Waiting): string => `${row.name} · ${periodName(t, column.grain, column, column.place, language)}`;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => acceptMany(grid.tree.id, found.map(({ cell, side }) => ({ id: cell.id, version: cell.version, side })), words, (part) => keyFor({ words, part, round })),
    onSuccess: ({ taken, refused: not }) => {
      const names = new Map(found.map((one) => [one.cell.id, nameOf(one)]));
      setRound(round + 1);
      setRefused(not.map((one) => ({ ...one, name: names.get(one.id) ?? "" })));
      if (taken.length > 0) toast("good", t("screens.targets.together.accept.done", { count: taken.length }), { label: t("shell.undo"), key: true, run: () => back(taken) });
      refresh(...TOUCHES);
    },
  });
  const { mutate: back } = useMutation({
    mutationFn: (ids: readonly number[]) => takeBackMany(grid.tree.id, ids),
    onSuccess: () => toast("good", t("shell.takenBack")),
    onError: tell,
    onSettled: () => refresh(...TOUCHES),
  });
  return (
    <>
      {found.length === 0 && refused.length === 0 && <p className={styles["quiet"]}>{t("screens.targets.together.accept.none")}</p>}
      {found.length > 0 && (
        <div className={styles["scroll"]}>
          <table className={styles["table"]}>
            <thead>
              <tr>
                <th scope="col">{t("screens.targets.node")}</th>
                <th scope="col">{t("screens.targets.together.count")}</th>
                <th scope="col">{t("screens.targets.line.must")}</th>
                <th scope="col">{t("screens.targets.line.stretch")}</th>
              </tr>
            </thead>
            <tbody>
              {summed(found).map(({ row, side, places }) => {
                const periods = places.filter(({ column }) => column.place >= 0);
                const sum = (line: "must" | "stretch"): number => (periods.length > 0 ? periods : places).reduce((total, { figures }) => total + (figures[line] ?? 0), 0);
                return (
                  <tr key={`${row.node_id} ${side}`}>
                    <th scope="row">
                      {row.name} <small className={styles["quiet"]}>{t(`screens.targets.agree.accept_${side}`)}</small>
                    </th>
                    <td>{places.length}</td>
                    <td>{adds ? figure.short(sum("must")) : t("shell.none")}</td>
                    <td>{adds ? figure.short(sum("stretch")) : t("shell.none")}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {refused.length > 0 && (
        <div role="alert" className={styles["refused"]}>
          {t("screens.targets.together.accept.refused", { count: refused.length })}
          <ul>
            {refused.slice(0, 20).map((one) => (
              <li key={one.id}>
                {one.name}：{one.detail}
              </li>
            ))}
          </ul>
        </div>
      )}
      {error && <p role="alert">{problemText(asProblem(error), t)}</p>}
      {found.length > 0 && (
        <div className={styles["send"]}>
          <Input value={words} maxLength={500} onChange={({ target }) => setWords(target.value)} placeholder={t("screens.targets.agree.wordsHint")} aria-label={t("fields.target_step.words")} />
          <Button type="primary" loading={isPending} onClick={() => mutate()}>
            {t("screens.targets.together.accept.send", { count: found.length })}
          </Button>
        </div>
      )}
    </>
  );
}
