import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "@tanstack/react-router";
import { $api } from "@/api/client";
import type { Notification, NotificationPage } from "@/api/types";
import { recordPath } from "@/shared/records";
import { When } from "@/shared/ui/When";
import styles from "./Bell.module.css";

interface Props {
  page: NotificationPage | undefined;
  onDone: () => void;
}

/** The latest notifications; opening one reads it. */
export default function NotificationList({ page, onDone }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const read = $api.useMutation("post", "/api/v1/notifications/reads");
  const open = (item: Notification): void => {
    if (!item.read_at) read.mutate({ body: { ids: [item.id] } });
    const to = item.subject_kind && item.subject_id ? recordPath(item.subject_kind, item.subject_id) : null;
    if (to) void navigate({ to });
    onDone();
  };
  const items = page?.items ?? [];
  return (
    <section aria-label={t("shell.bell.title")}>
      <header className={styles["head"]}>
        <b>{t("shell.bell.title")}</b>
        <Button type="link" size="small" disabled={!page?.unread_count} onClick={() => read.mutate({ body: { all: true } })}>
          {t("shell.bell.readAll")}
        </Button>
      </header>
      {items.length === 0 && <p className={styles["none"]}>{t("shell.bell.none")}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" className={styles["item"]} data-unread={!item.read_at} onClick={() => open(item)}>
              <span>{t(`notifications.${item.kind}`, item.params)}</span>
              <small>
                <When at={item.created_at} />
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
