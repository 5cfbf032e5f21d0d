import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { ApiProblem } from "@/api/problem";
import { Changes } from "@/resource/timeline/Changes";
import type { FieldChange } from "@/resource/timeline/eventText";
import { When } from "@/shared/ui/When";
import { PIPELINE_FIELDS } from "./pipelineFields";
import styles from "./Pipelines.module.css";

interface Saved {
  by_name: string;
  at: string;
  changes: Record<string, [unknown, unknown]>;
}

const told = (changes: Saved["changes"]): FieldChange[] => Object.entries(changes).map(([name, [before, after]]) => ({ name, before, after }));

/** What others changed since one began: take theirs, or keep one's own over it. */
export function Theirs({ problem, onReload, onKeep }: { problem: ApiProblem; onReload: () => void; onKeep: () => void }) {
  const { t } = useTranslation();
  if (problem.code !== "opportunities.design_changed") return null;
  const since = (problem.params["changes"] ?? []) as Saved[];
  return (
    <>
      {since.map(({ by_name: name, at, changes }) => (
        <div key={at}>
          <b>{name}</b> <When at={at} />
          <Changes kind="pipeline" fields={PIPELINE_FIELDS} changes={told(changes)} />
        </div>
      ))}
      <span className={styles["buttons"]}>
        <Button size="small" onClick={onReload}>
          {t("screens.pipelines.takeTheirs")}
        </Button>
        <Button size="small" onClick={onKeep}>
          {t("screens.pipelines.keepMine")}
        </Button>
      </span>
    </>
  );
}
