import { useTranslation } from "react-i18next";
import { Failing } from "@/shared/ui/Failing";
import { PathLink } from "@/shared/ui/PathLink";
import { ClockList } from "./ClockList";
import styles from "./Clocks.module.css";
import { useClocks } from "./useClocks";

/** What opens from the top bar: all of my clocks, and the way to my record. */
export default function ClockPanel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { clocks, error, refetch } = useClocks();
  return (
    <section className={styles["panel"]} aria-label={t("screens.clock.mine")}>
      <b>{t("screens.clock.mine")}</b>
      {error && clocks.length === 0 ? <Failing error={error} onRetry={refetch} /> : null}
      {!error && clocks.length === 0 && <p className={styles["none"]}>{t("screens.clock.none")}</p>}
      <ClockList clocks={clocks} onOpen={onDone} />
      <PathLink className={styles["own"]} to="/dispatch/compliance" onClick={onDone}>
        {t("screens.clock.record")}
      </PathLink>
    </section>
  );
}
