import { Button } from "antd";
import type { TFunction } from "i18next";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TeamBoard } from "@/api/types";
import { useMay } from "@/shared/session/session";
import { FigureLink } from "@/shared/ui/FigureLink";
import styles from "./Workbench.module.css";

const TaskForm = lazy(() => import("@/resource/tasks/TaskForm"));

type Person = TeamBoard["help"][number];

const inWords = (t: TFunction, { code, n, of }: Person["reasons"][number]): string => t(`screens.help.reason.${code}`, { n, of });

/** Who may need help and why; a press gives them a task that says so. */
export function HelpWanted({ help }: { help: TeamBoard["help"] }) {
  const { t } = useTranslation();
  const may = useMay();
  const [helping, setHelping] = useState<Person>();
  const task = helping && {
    owner_id: helping.owner_id,
    title: t("screens.help.task", { name: helping.owner_name }),
    note: helping.reasons.map((one) => inWords(t, one)).join("\n"),
  };
  return (
    <section className={styles["help"]} aria-label={t("screens.help.title")}>
      <h2>{t("screens.help.title")}</h2>
      {help.length === 0 && <p className={styles["more"]}>{t("screens.help.none")}</p>}
      <ul>
        {help.map((person) => (
          <li key={person.owner_id}>
            <b>{person.owner_name}</b>
            <span>
              {person.reasons.map((one) => (
                <FigureLink key={one.code} link={one.link}>
                  {inWords(t, one)}
                </FigureLink>
              ))}
            </span>
            {may("task.assign") && (
              <Button size="small" onClick={() => setHelping(person)} aria-label={t("screens.help.nudgeOf", { name: person.owner_name })}>
                {t("screens.help.nudge")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{helping && <TaskForm given={task} owner={helping.owner_name} onClose={() => setHelping(undefined)} />}</Suspense>
    </section>
  );
}
