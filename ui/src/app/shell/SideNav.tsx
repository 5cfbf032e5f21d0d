import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import { PLACE_ICONS } from "./icons";
import { Logo } from "./Logo";
import styles from "./SideNav.module.css";
import { usePlaces } from "./usePlaces";

/** The places of the app on a desk. */
export function SideNav() {
  const { t } = useTranslation();
  const { company_name: company } = useMe();
  return (
    <nav className={styles["nav"]} aria-label={t("shell.nav.label")}>
      <PathLink to="/" className={styles["brand"]}>
        <Logo />
        <span className={styles["names"]}>
          <b>{t("shell.product")}</b>
          <small title={company}>{company}</small>
        </span>
      </PathLink>
      <ul className={styles["list"]}>
        {usePlaces().map((place) => (
          <li key={place.key}>
            <PathLink
              to={place.to}
              className={styles["item"]}
              aria-current={place.here ? "page" : undefined}
              title={t(`shell.nav.${place.key}`)}
            >
              {PLACE_ICONS[place.key]}
              <span>{t(`shell.nav.${place.key}`)}</span>
            </PathLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
