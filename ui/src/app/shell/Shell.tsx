import { Outlet } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { startLive } from "@/shared/live/live";
import { useIsPhone } from "@/shared/theme/choice";
import { BottomBar } from "./BottomBar";
import { SideNav } from "./SideNav";
import { TopBar } from "./TopBar";
import styles from "./Shell.module.css";
import { usePaletteKey } from "./usePaletteKey";

const Palette = lazy(() => import("./Palette"));

/** The frame around every screen. */
export function Shell() {
  const client = useQueryClient();
  const phone = useIsPhone();
  const { t } = useTranslation();
  const [searching, setSearching] = useState(false);
  usePaletteKey(() => setSearching(true));
  useEffect(() => startLive(client), [client]);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#main">
        {t("shell.skip")}
      </a>
      {!phone && <SideNav />}
      <TopBar onSearch={() => setSearching(true)} />
      <main id="main" className={styles["main"]} tabIndex={-1}>
        <Outlet />
      </main>
      {phone && <BottomBar />}
      <Suspense>{searching && <Palette onClose={() => setSearching(false)} />}</Suspense>
    </div>
  );
}
