import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Drawer } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useRefresh } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { PlannedTable, type Planned } from "./PlannedTable";
import styles from "./Split.module.css";
import type { TargetGrid } from "./types";

interface Props {
  title: string;
  /** What is asked for: when it changes, what was shown is shown no longer. */
  asked: unknown;
  grid: TargetGrid;
  run: (dry: boolean) => Promise<Planned>;
  onClose: () => void;
  children: ReactNode;
}

/** First what a whole tree would become, then that it becomes it. */
export function PlanDialog({ title, asked, grid, run, onClose, children }: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [seen, setSeen] = useState("");
  const now = JSON.stringify(asked);
  const look = useMutation({ mutationFn: () => run(true), onSuccess: () => setSeen(now) });
  const apply = useMutation({
    mutationFn: () => run(false),
    onSuccess: ({ changed }) => {
      refresh("target_tree", "target");
      toast("good", t("screens.targets.split.applied", { n: changed }));
      onClose();
    },
  });
  const planned = seen === now ? look.data : undefined;
  const problem = apply.error ?? look.error;
  const footer = (
    <div className={styles["line"]}>
      <Button type={planned ? "default" : "primary"} loading={look.isPending} onClick={() => look.mutate()}>
        {t("screens.targets.split.preview")}
      </Button>
      {planned && (
        <Button type="primary" loading={apply.isPending} disabled={planned.changed === 0} onClick={() => apply.mutate()}>
          {t("screens.targets.split.apply", { n: planned.changed })}
        </Button>
      )}
    </div>
  );
  return (
    <Drawer open size={560} title={title} onClose={onClose} footer={footer}>
      <div className={styles["form"]}>
        {children}
        {problem && <Alert type="error" showIcon title={problemText(asProblem(problem), t)} />}
        {planned && <PlannedTable planned={planned} grid={grid} />}
      </div>
    </Drawer>
  );
}
