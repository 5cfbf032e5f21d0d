import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { useNow } from "@/shared/ui/useNow";
import styles from "./Checks.module.css";
import type { CheckRow } from "./checkApi";

export const TONES: Readonly<Record<string, Tone>> = { passed: "good", needs_work: "warn", serious: "bad" };

/** Where a check stands, in a word. */
export function StateMark({ check }: { check: Pick<CheckRow, "state" | "result"> }) {
  const { t } = useTranslation();
  if (check.result) return <Mark tone={TONES[check.result]}>{enumText(t, "check_result", check.result)}</Mark>;
  return <Mark tone={check.state === "open" ? "accent" : "plain"}>{enumText(t, "check_state", check.state)}</Mark>;
}

function Row({ check, mine }: { check: CheckRow; mine: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const late = check.state === "open" && new Date(check.due_at) < now;
  return (
    <PathLink to={`/checks/${check.id}`} className={styles["row"]}>
      <span className={styles["what"]}>
        <b>{check.record_title ?? t("screens.checks.hidden")}</b>
        <small>
          {enumText(t, "check_kind", check.kind)} · {check.programme_name}
          {!mine && check.owner_name && ` · ${t("screens.checks.of", { name: check.owner_name })}`}
        </small>
      </span>
      <span className={styles["how"]}>
        {check.praised && <Mark tone="good">{t("screens.checks.praised")}</Mark>}
        {mine && !check.reply && <Mark tone="accent">{t("screens.checks.unanswered")}</Mark>}
        <StateMark check={check} />
        <small data-late={late}>{check.finished_at ? <When at={check.finished_at} /> : <When at={check.due_at} />}</small>
      </span>
    </PathLink>
  );
}

/** Checks one below the other; each opens. */
export function CheckRows({ checks, mine = false }: { checks: readonly CheckRow[]; mine?: boolean }) {
  return (
    <ul className={styles["rows"]}>
      {checks.map((check) => (
        <li key={check.id}>
          <Row check={check} mine={mine} />
        </li>
      ))}
    </ul>
  );
}
