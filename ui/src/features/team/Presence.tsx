import { useTranslation } from "react-i18next";
import type { Employee } from "@/api/types";
import { clock } from "@/shared/format";
import { busyUntil } from "@/shared/session/busy";
import { Mark } from "@/shared/ui/Mark";
import { useNow } from "@/shared/ui/useNow";
import { DutySwitch } from "./DutySwitch";
import styles from "./Team.module.css";

/** Whether a person takes leads now, and until when they are busy. */
export function Presence({ employee }: { employee: Employee }) {
  const { t } = useTranslation();
  const until = busyUntil(employee.busy_until, useNow());
  return (
    <span className={styles["presence"]}>
      <DutySwitch employee={employee} />
      {until && <Mark tone="warn">{t("screens.employee.busyUntil", { time: clock(new Date(until)) })}</Mark>}
    </span>
  );
}
