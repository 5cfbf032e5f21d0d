import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useUnderway } from "@/resource/exports/underway";
import { useMe } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { whenQuiet } from "@/shared/whenQuiet";
import { BottomBar } from "./BottomBar";
import { SideNav } from "./SideNav";
import { TopBar } from "./TopBar";
import styles from "./Shell.module.css";
import { usePaletteKey } from "./usePaletteKey";

const loadPalette = () => import("./Palette");
const Palette = lazy(loadPalette);
const ExportTray = lazy(() => import("@/resource/exports/ExportTray"));
const Watermarks = lazy(() => whenQuiet(() => import("./Watermarks")));

/** The screens that show phones. */
const PHONES = /^\/(leads|dispatch|customers|contacts|team|imports)(\/|$)/;

/** The frame around every screen. */
export function Shell() {
  const phone = useIsPhone();
  const underway = useUnderway();
  const { t } = useTranslation();
  const showsPhones = useRouterState({ select: ({ location }) => PHONES.test(location.pathname) });
  const { id: me, watermark } = useMe();
  const [searching, setSearching] = useState(false);
  usePaletteKey(() => setSearching(true));
  useEffect(() => {
    const send = (): void => {
      if (localStorage.getItem("visits.waiting")) void import("@/features/visits/sendWaiting").then((there) => there.sendWaiting(me)).catch(() => undefined);
    };
    send();
    addEventListener("online", send);
    return () => removeEventListener("online", send);
  }, [me]);
  useEffect(() => {
    void whenQuiet(loadPalette); // so that what is typed right after ⌘K is not lost
  }, []);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#main">
        {t("shell.skip")}
      </a>
      {!phone && <SideNav />}
      <TopBar onSearch={() => setSearching(true)} />
      <div id="rings" className={styles["rings"]} />
      <main id="main" className={styles["main"]} tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense>{showsPhones && watermark && <Watermarks />}</Suspense>
      {phone && <BottomBar />}
      <Suspense>{underway.length > 0 && <ExportTray ids={underway} />}</Suspense>
      <Suspense>{searching && <Palette onClose={() => setSearching(false)} />}</Suspense>
    </div>
  );
}
