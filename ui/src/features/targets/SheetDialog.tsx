import InboxOutlined from "@ant-design/icons/InboxOutlined";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Drawer, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useRefresh } from "@/resource/useRecord";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFormat } from "@/shared/useFormat";
import { periodName } from "./names";
import styles from "./Split.module.css";
import type { ToolProps } from "./tools";
import { useFigure } from "./useFigure";

async function send(id: number, file: File, dry: boolean) {
  const form = new FormData();
  form.set("file", file);
  form.set("dry_run", String(dry));
  const params = { path: { id } };
  return must(await api.POST("/api/v1/targets/trees/{id}/sheets", { params, body: form as never, bodySerializer: (body: unknown) => body as FormData }));
}

/** A workbook comes back: what each changed cell would do, then all of it or nothing. */
export default function SheetDialog({ tree, grid, onClose }: ToolProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const refresh = useRefresh();
  const figure = useFigure(tree.metric);
  const [file, setFile] = useState<File>();
  const tried = useMutation({ mutationFn: (chosen: File) => send(tree.id, chosen, true) });
  const apply = useMutation({
    mutationFn: (chosen: File) => send(tree.id, chosen, false),
    onSuccess: ({ changed }) => {
      refresh("target_tree", "target");
      toast("good", t("screens.targets.split.applied", { n: changed }));
      onClose();
    },
  });
  const take = (chosen: File): boolean => {
    setFile(chosen);
    tried.mutate(chosen);
    return false;
  };
  const { data } = tried;
  const problem = apply.error ?? tried.error;
  const fit = data && data.changed > 0 && data.refused === 0 && !data.problem;
  const shown = (value: number | null): string => (value === null ? "–" : figure.short(value));
  const place = (first: string) => Math.max(0, grid.periods.findIndex(({ starts_on: one }) => one === first));
  const footer = (
    <Button type="primary" disabled={!fit} loading={apply.isPending} onClick={() => file && apply.mutate(file)}>
      {t("screens.targets.split.apply", { n: data?.changed ?? 0 })}
    </Button>
  );
  return (
    <Drawer open size={640} title={t("screens.targets.split.sheetIn")} onClose={onClose} footer={footer}>
      <div className={styles["form"]}>
        <Upload.Dragger accept=".xlsx" showUploadList={false} beforeUpload={take} disabled={tried.isPending}>
          <InboxOutlined /> {file ? file.name : t("screens.targets.split.drop")}
        </Upload.Dragger>
        {problem && <Alert type="error" showIcon title={problemText(asProblem(problem), t)} />}
        {data?.problem && <Alert type="error" showIcon title={data.problem.detail} />}
        {data && <p>{t("screens.targets.split.result", { changed: data.changed, unchanged: data.unchanged, refused: data.refused })}</p>}
        {data && data.cells.length > 0 && (
          <div className={styles["scroll"]}>
            <table className={styles["table"]}>
              <thead>
                <tr>
                  {["cell", "was", "becomes"].map((key) => (
                    <th key={key} scope="col">
                      {t(`screens.targets.split.column.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.cells.slice(0, 500).map((cell) => (
                  <tr key={cell.address}>
                    <td>
                      <strong>{cell.address}</strong> {cell.name} · {periodName(t, cell.grain, { starts_on: cell.starts_on, ends_on: cell.starts_on }, place(cell.starts_on), language)} ·{" "}
                      {t(`screens.targets.line.${cell.line}`)}
                      {cell.error && (
                        <span className={styles["why"]}>
                          <Mark tone="bad">{t("screens.targets.split.refused")}</Mark> {cell.error.detail}
                        </span>
                      )}
                    </td>
                    <td className={styles["quiet"]}>{shown(cell.before)}</td>
                    <td>{cell.error ? "" : shown(cell.after)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Drawer>
  );
}
