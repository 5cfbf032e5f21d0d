import BellOutlined from "@ant-design/icons/BellOutlined";
import { Button } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { whenQuiet } from "@/shared/whenQuiet";
import styles from "./Bell.module.css";
import { Opening } from "./Opening";
import { ringing } from "./ringing";

const NotificationList = lazy(() => import("./NotificationList"));
const Ringer = lazy(() => whenQuiet(() => import("./Ringer")));

/** What has happened that concerns me. */
export function Bell() {
  const { t } = useTranslation();
  const { data, dataUpdatedAt } = $api.useQuery("get", "/api/v1/notifications", {}, { meta: live("notification") });
  const unread = data?.unread_count ?? 0;
  const items = data?.items;
  const urgent = useMemo(() => ringing(items ?? [], dataUpdatedAt), [items, dataUpdatedAt]);
  const [rang, setRang] = useState(false);
  if (urgent.length > 0 && !rang) setRang(true);
  const panel = (close: () => void) => (
    <div className={styles["panel"]}>
      <Suspense>
        <NotificationList page={data} onDone={close} />
      </Suspense>
    </div>
  );
  return (
    <>
      <Opening panel={panel}>
        <Button type="text" aria-label={t("shell.bell.label", { count: unread })} className={styles["bell"]} icon={<BellOutlined />}>
          {unread > 0 && <span className={styles["count"]}>{unread > 99 ? "99+" : unread}</span>}
        </Button>
      </Opening>
      <Suspense>{rang && <Ringer items={urgent} />}</Suspense>
    </>
  );
}
