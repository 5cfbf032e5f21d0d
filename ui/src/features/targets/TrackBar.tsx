import { useTranslation } from "react-i18next";
import { places } from "./trackPlaces";
import styles from "./Tracking.module.css";
import type { Stand } from "./trackApi";

interface Props {
  stand: Stand;
  behind: boolean;
  exact: (value: number) => string;
}

/** Progress with a tick for where it should be, must and stretch as two marks, and the forecast as a line under it. */
export function TrackBar({ stand, behind, exact }: Props) {
  const { t } = useTranslation();
  const at = places(stand);
  const words = (name: string, value: number | null): string[] => (value === null ? [] : [`${t(`screens.tracking.${name}`)} ${exact(value)}`]);
  const said = [
    ...words("attained", stand.attained),
    ...words("shouldBe", stand.should_be),
    ...words("must", stand.must),
    ...words("stretch", stand.stretch),
    `${t("screens.tracking.forecast")} ${exact(stand.forecast.low)} – ${exact(stand.forecast.high)}`,
  ].join("\n");
  return (
    <div className={styles["bar"]} role="img" aria-label={said} title={said} data-behind={behind}>
      <i className={styles["filled"]} style={{ width: `${at.filled}%` }} />
      <i className={styles["range"]} style={{ left: `${at.low}%`, width: `${Math.max(at.high - at.low, 0.5)}%` }} />
      {at.must !== null && <i className={styles["must"]} style={{ left: `${at.must}%` }} />}
      {at.stretch !== null && <i className={styles["stretch"]} style={{ left: `${at.stretch}%` }} />}
      {at.due !== null && <i className={styles["due"]} style={{ left: `${at.due}%` }} />}
    </div>
  );
}
