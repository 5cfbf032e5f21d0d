import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, notification } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Notification } from "@/api/types";
import { recordPath } from "@/shared/records";
import { useIsPhone } from "@/shared/theme/choice";
import { Receipts } from "./receipts";
import { isFirstToRing, sound } from "@/shared/ring";

const BELOW_BAR = 56;
const LOW = { root: { padding: "8px 12px" }, title: { marginBottom: 0, fontSize: 14 }, actions: { marginTop: 4 } };

const receipts = new Receipts(
  (ids) => api.POST("/api/v1/notifications/receipts", { body: { ids } }),
  () => document.visibilityState === "visible",
);

/** What rings: heard once, and on the screen until something is done about it. */
export default function Ringer({ items }: { items: readonly Notification[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  // on a desk it lies away from the edge at which drawers have their buttons; on a phone the bar is at the bottom, and
  // there is room for one low card
  const phone = useIsPhone();
  const placement = phone ? "topRight" : "bottomLeft";
  const [desk, holder] = notification.useNotification({ top: BELOW_BAR, placement, stack: { threshold: phone ? 1 : 3 } });
  const up = useRef(new Set<number>());
  const { data: wishes } = $api.useQuery("get", "/api/v1/me/reminders");
  const read = $api.useMutation("post", "/api/v1/notifications/reads", {
    onSettled: () => client.invalidateQueries({ queryKey: ["get", "/api/v1/notifications"] }),
  });

  useEffect(() => {
    const look = (): void => receipts.becameVisible();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);

  useEffect(() => {
    const close = (id: number): void => {
      up.current.delete(id);
      desk.destroy(`ring-${id}`);
      read.mutate({ body: { ids: [id] } });
    };
    const show = (item: Notification): void => {
      const to = recordPath(item.subject_kind, item.subject_id);
      const open = (): void => {
        close(item.id);
        if (to) void navigate({ to });
      };
      up.current.add(item.id);
      desk.warning({
        key: `ring-${item.id}`,
        ...(phone
          ? { title: t(`notifications.${item.kind}`, item.params), styles: LOW }
          : { title: t("shell.bell.ring.title"), description: t(`notifications.${item.kind}`, item.params) }),
        duration: false,
        role: "alert",
        closable: { onClose: () => close(item.id), "aria-label": t("shell.close") },
        actions: to && (
          <Button type="primary" size="small" onClick={open}>
            {t("shell.bell.ring.open")}
          </Button>
        ),
      });
    };
    for (const item of items) if (!up.current.has(item.id)) show(item);
    const left = new Set(items.map(({ id }) => id));
    for (const id of up.current) if (!left.has(id)) {
      // dealt with elsewhere
      up.current.delete(id);
      desk.destroy(`ring-${id}`);
    }
    receipts.shown([...left]);
  }, [items, desk, navigate, read, t, phone]);

  useEffect(() => {
    if (!wishes) return;
    const fresh = items.filter(({ id }) => isFirstToRing(id)).map(({ id }) => id);
    if (fresh.length === 0 || !wishes.by_sound) return;
    void sound().then((heard) => heard && receipts.heard(fresh));
  }, [items, wishes]);

  return holder;
}
