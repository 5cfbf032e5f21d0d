import AlertOutlined from "@ant-design/icons/AlertOutlined";
import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Notification } from "@/api/types";
import { isFirstToRing, sound } from "@/shared/ring";
import { recordPath } from "@/shared/records";
import { useIsPhone } from "@/shared/theme/choice";
import { Receipts } from "./receipts";
import styles from "./Ringer.module.css";

/** Said in full; the others are counted until one asks for them. */
const DESK = 2;
const PHONE = 1;

const receipts = new Receipts(
  (ids) => api.POST("/api/v1/notifications/receipts", { body: { ids } }),
  () => document.visibilityState === "visible",
);

/** What rings: heard once, and on the screen until something is done about it. It has a place of its own below the bar, where it
 * lies over nothing. */
export default function Ringer({ items }: { items: readonly Notification[] }) {
  const client = useQueryClient();
  const phone = useIsPhone();
  const [all, setAll] = useState(false);
  const [closed, setClosed] = useState<readonly number[]>([]); // here, and not yet heard of by the server
  const { data: wishes } = $api.useQuery("get", "/api/v1/me/reminders");
  const read = $api.useMutation("post", "/api/v1/notifications/reads", {
    onError: () => setClosed([]),
    onSettled: () => client.invalidateQueries({ queryKey: ["get", "/api/v1/notifications"] }),
  });
  const left = items.filter(({ id }) => !closed.includes(id));
  const shown = all ? left : left.slice(0, phone ? PHONE : DESK);

  useEffect(() => {
    const look = (): void => receipts.becameVisible();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);

  const said = shown.map(({ id }) => id).join();
  useEffect(() => {
    if (said) receipts.shown(said.split(",").map(Number));
  }, [said]);

  useEffect(() => {
    if (!wishes) return;
    const fresh = items.filter(({ id }) => isFirstToRing(id)).map(({ id }) => id);
    if (fresh.length === 0 || !wishes.by_sound) return;
    void sound().then((heard) => heard && receipts.heard(fresh));
  }, [items, wishes]);

  const place = document.querySelector("#rings");
  if (!place || left.length === 0) return null;
  const done = (id: number): void => {
    setClosed((known) => [...known, id]);
    read.mutate({ body: { ids: [id] } });
  };
  return createPortal(
    <div className={styles["rings"]}>
      {shown.map((item, index) => (
        <Ring key={item.id} item={item} onDone={() => done(item.id)}>
          {index === 0 && left.length > (phone ? PHONE : DESK) && <Others all={all} n={left.length - shown.length} onToggle={() => setAll(!all)} />}
        </Ring>
      ))}
    </div>,
    place,
  );
}

function Others({ all, n, onToggle }: { all: boolean; n: number; onToggle: () => void }) {
  const { t } = useTranslation();
  return (
    <Button type="text" size="small" aria-expanded={all} onClick={onToggle}>
      {all ? t("shell.bell.ring.fewer") : t("shell.bell.ring.more", { n })}
    </Button>
  );
}

function Ring({ item, onDone, children }: { item: Notification; onDone: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const to = recordPath(item.subject_kind, item.subject_id);
  const open = (): void => {
    onDone();
    if (to) void navigate({ to });
  };
  return (
    <div className={styles["ring"]} role="alert">
      <AlertOutlined />
      <span className={styles["text"]}>
        <b>{t("shell.bell.ring.title")}</b>
        {t(`notifications.${item.kind}`, item.params)}
      </span>
      {children}
      {to && (
        <Button type="primary" size="small" onClick={open}>
          {t("shell.bell.ring.open")}
        </Button>
      )}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("shell.close")} onClick={onDone} />
    </div>
  );
}
