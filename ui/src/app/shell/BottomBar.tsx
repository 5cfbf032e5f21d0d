import EllipsisOutlined from "@ant-design/icons/EllipsisOutlined";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { onBar } from "@/app/nav";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./BottomBar.module.css";
import { PLACE_ICONS } from "./icons";
import { usePlaces } from "./usePlaces";

const More = lazy(() => import("./More"));

/** The places of the app on a phone: four at hand, the rest under "more". */
export function BottomBar() {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const { bar, rest } = onBar(usePlaces());
  const elsewhere = rest.some(({ here }) => here);
  return (
    <nav className={styles["bar"]} aria-label={t("shell.nav.label")}>
      {bar.map((place) => (
        <PathLink key={place.key} to={place.to} className={styles["item"]} aria-current={place.here ? "page" : undefined}>
          {PLACE_ICONS[place.key]}
          <span>{t(`shell.nav.${place.key}`)}</span>
        </PathLink>
      ))}
      <button type="button" className={styles["item"]} data-here={elsewhere} onClick={() => setMore(true)}>
        <EllipsisOutlined />
        <span>{t("shell.nav.more")}</span>
      </button>
      <Suspense>{more && <More places={rest} onClose={() => setMore(false)} />}</Suspense>
    </nav>
  );
}
