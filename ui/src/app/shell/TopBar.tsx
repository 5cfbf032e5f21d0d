import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";
import { whenQuiet } from "@/shared/whenQuiet";
import { Bell } from "./Bell";
import { LanguageMenu } from "./LanguageMenu";
import { LineLost } from "./LineLost";
import { Logo } from "./Logo";
import { MeMenu } from "./MeMenu";
import { QuickCreate } from "./QuickCreate";
import { ThemeMenu } from "./ThemeMenu";
import styles from "./TopBar.module.css";

const ClockBadge = lazy(() => whenQuiet(() => import("./ClockBadge")));
const KEY_HINT = /mac/i.test(navigator.platform) ? "⌘K" : "Ctrl K";

/** Search, creation, what is new, and me. */
export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  return (
    <header className={styles["bar"]}>
      {phone && <Logo size={26} />}
      <button type="button" className={styles["search"]} onClick={onSearch}>
        <SearchOutlined />
        <span>{t("shell.search.hint")}</span>
        {!phone && <kbd>{KEY_HINT}</kbd>}
      </button>
      <LineLost />
      <span className={styles["space"]} />
      <Suspense>
        <ClockBadge />
      </Suspense>
      <QuickCreate />
      <Bell />
      {!phone && <LanguageMenu />}
      {!phone && <ThemeMenu />}
      {!phone && <MeMenu />}
    </header>
  );
}
