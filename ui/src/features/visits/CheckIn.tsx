import CameraOutlined from "@ant-design/icons/CameraOutlined";
import { Alert, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import type { Visit } from "@/api/types";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { whereAmI, type Fix } from "./places";
import type { Outbox } from "./useOutbox";
import styles from "./Visits.module.css";

/** Where the device is: a fix, null where it does not tell, undefined while it is looking. */
function useFix(): { fix: Fix | null | undefined; again: () => void } {
  const [fix, setFix] = useState<Fix | null>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let here = true;
    whereAmI().then(
      (found) => here && setFix(found),
      () => here && setFix(null),
    );
    return () => {
      here = false;
    };
    // eslint-disable-next-line react/exhaustive-effect-dependencies -- each try looks anew
  }, [tries]);
  const again = (): void => {
    setFix(undefined);
    setTries((before) => before + 1);
  };
  return { fix, again };
}

function Photo({ photo, onTaken }: { photo: File | null; onTaken: (file: File | null) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles["photo"]}>
      <input ref={input} type="file" accept="image/*" capture="environment" hidden aria-label={t("screens.visits.check.photo")} onChange={(event) => onTaken(event.target.files?.[0] ?? null)} />
      <Button size="large" icon={<CameraOutlined />} onClick={() => input.current?.click()}>
        {t(photo ? "screens.visits.check.again" : "screens.visits.check.photo")}
      </Button>
      {photo && <span className={styles["quiet"]}>{photo.name}</span>}
    </div>
  );
}

/** One large button: I am here. Whatever the line, it is kept first. */
export function CheckIn({ visit, outbox }: { visit: Visit; outbox: Outbox }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { fix, again } = useFix();
  const [photo, setPhoto] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const way = visit.actions?.includes("check_in") ? "in" : "out";
  const mine = outbox.waiting.filter((one) => one.visit === visit.id);
  const isKept = mine.some((one) => one.way === way && !one.refused);
  const press = async (): Promise<void> => {
    setBusy(true);
    const at = fix ?? null;
    const made = { key: newKey(), visit: visit.id, way, takenAt: new Date().toISOString(), lat: at?.lat ?? null, lon: at?.lon ?? null, accuracy: at?.accuracy ?? null, photo } as const;
    try {
      const outcome = await outbox.add(made);
      setPhoto(null);
      if (outcome === "sent") toast("good", t(way === "in" ? "screens.visits.check.done" : "screens.visits.check.doneOut"));
      if (outcome === "kept") toast("plain", t("screens.visits.check.kept"));
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles["check"]} aria-label={t("screens.visits.check.title")}>
      <div className={styles["where"]} role="status">
        {fix === undefined && t("screens.visits.check.locating")}
        {fix === null && t("screens.visits.check.denied")}
        {fix && t("screens.visits.check.at", { n: fix.accuracy })}
        {fix === null && (
          <Button type="link" size="small" onClick={again}>
            {t("screens.visits.check.retry")}
          </Button>
        )}
      </div>
      <Photo photo={photo} onTaken={setPhoto} />
      <Button type="primary" size="large" block className={styles["big"] ?? ""} loading={busy} disabled={fix === undefined || isKept} onClick={() => void press()}>
        {t(isKept ? "screens.visits.check.keptHere" : `screens.visits.check.${way}`)}
      </Button>
    </section>
  );
}

/** What still waits to be sent, and what the server would not take. */
export function Outgoing({ outbox }: { outbox: Outbox }) {
  const { t } = useTranslation();
  const refused = outbox.waiting.filter((one) => one.refused);
  const count = outbox.waiting.length - refused.length;
  return (
    <>
      {count > 0 && (
        <Alert
          type="info"
          showIcon
          className={styles["alert"] ?? ""}
          title={t("screens.visits.check.waiting", { n: count })}
          action={
            <Button size="small" onClick={() => void outbox.sendAll()}>
              {t("screens.visits.check.sendNow")}
            </Button>
          }
        />
      )}
      {refused.map((one) => (
        <Alert
          key={one.key}
          type="error"
          showIcon
          className={styles["alert"] ?? ""}
          title={t("screens.visits.check.refused", { text: one.refused })}
          action={
            <Button size="small" onClick={() => void outbox.discard(one.key)}>
              {t("screens.visits.check.discard")}
            </Button>
          }
        />
      ))}
    </>
  );
}
