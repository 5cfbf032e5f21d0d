import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, newKey } from "@/api/client";
import { RecordDialog } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { Mark } from "@/shared/ui/Mark";
import { lacking } from "./gridModel";
import styles from "./Targets.module.css";
import type { CellProps } from "./tools";
import type { TargetDivision } from "./types";
import { useFigure } from "./useFigure";

function Division({ division, tree, mayClose }: { division: TargetDivision; mayClose: boolean } & Pick<CellProps, "tree">) {
  const { t } = useTranslation();
  const act = useAct();
  const figure = useFigure(tree.metric);
  const [opening, setOpening] = useState(false);
  const { axis, cell_id: id, closed, buffer_bp: buffer } = division;
  const params = { path: { id } };
  const open = (reason: string) => api.POST("/api/v1/targets/cells/{id}/reopenings", { params, body: { axis, reason }, headers: { "Idempotency-Key": newKey() } });
  const shut = () => api.POST("/api/v1/targets/cells/{id}/closures", { params, body: { axis } });
  const close = (): void =>
    act({
      run: shut,
      done: "screens.targets.cell.closed",
      touches: ["target_tree", "target"],
      undo: () => open(t("screens.targets.cell.takenBack")),
    });
  return (
    <section className={styles["part"]}>
      <h2>
        {t(`screens.targets.cell.axis.${axis}`)} {closed && <Mark tone="accent">{t("screens.targets.sheet.closed")}</Mark>}
      </h2>
      {(["must", "stretch"] as const).map((line) => {
        const parts = division[`${line}_sum`];
        const lacks = lacking(division[line], buffer, parts) ?? 0;
        return (
          <p key={line}>
            {t(`screens.targets.line.${line}`)} {figure.short(division[line])} → {figure.short(parts)}{" "}
            <Mark tone={lacks > 0 ? "bad" : "good"}>{lacks > 0 ? t("screens.targets.sheet.lacks", { amount: figure.short(lacks) }) : t("screens.targets.sheet.enough")}</Mark>
          </p>
        );
      })}
      {mayClose && (closed ? <Button onClick={() => setOpening(true)}>{t("screens.targets.cell.reopen")}</Button> : <Button onClick={close}>{t("screens.targets.cell.close")}</Button>)}
      {opening && (
        <RecordDialog
          kind="target"
          question={{ title: "screens.targets.cell.reopen", fields: [{ name: "reason", kind: "textarea", required: true }], submit: (values) => open(String(values["reason"])), done: "screens.targets.cell.opened", undo: shut }}
          touches={["target_tree", "target"]}
          onClose={() => setOpening(false)}
        />
      )}
    </section>
  );
}

/** What the figure is divided into, whether that is enough, and whether it is held to it. */
export default function CellDivisions({ tree, grid, row, cell }: CellProps) {
  const own = grid.divisions.filter(({ cell_id: id }) => id === cell?.id);
  const leads = grid.rows.some(({ parent_id: parent, may_set: may }) => parent === row.node_id && may);
  return own.map((division) => <Division key={division.axis} division={division} tree={tree} mayClose={(row.may_set || leads) && !(division.closed && cell?.locked)} />);
}
