import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { recordPath } from "@/shared/records";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay, When } from "@/shared/ui/When";
import type { Check, Evidence } from "./checkApi";
import styles from "./Checks.module.css";

function Value({ line }: { line: Evidence }) {
  const { t } = useTranslation();
  const { value, shown, choices } = line;
  if (shown === "moment") return <When at={String(value)} />;
  if (shown === "day") return <OnDay date={String(value)} />;
  if (shown === "money") return <Money minor={Number(value)} />;
  if (shown === "choice") return <>{enumText(t, choices, String(value))}</>;
  return <>{String(value)}</>;
}

/** What is looked at, as the reader's role shows it. */
export function EvidencePanel({ check }: { check: Check }) {
  const { t } = useTranslation();
  const path = check.opens && recordPath(check.opens.kind, check.opens.id);
  // a talk says "visitor" many times: only its place tells a line from others
  const numbered = (check.evidence ?? []).map((line, place) => ({ ...line, place }));
  return (
    <section className={styles["panel"]}>
      <h2>
        {t("screens.checks.evidence")}
        {path && <PathLink to={path}>{t("screens.checks.openRecord")}</PathLink>}
      </h2>
      {check.evidence === null && <p className={styles["quiet"]}>{t("screens.checks.noEvidence")}</p>}
      <dl className={styles["facts"]}>
        {numbered.map(({ place, ...line }) => (
          <Fragment key={place}>
            <dt>{t(line.label)}</dt>
            <dd>
              <Value line={line} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
