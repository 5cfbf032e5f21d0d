import BellOutlined from "@ant-design/icons/BellOutlined";
import { Button } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import styles from "./Bell.module.css";
import { Opening } from "./Opening";

const NotificationList = lazy(() => import("./NotificationList"));

/** What has happened that concerns me. */
export function Bell() {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/notifications", {}, { meta: live("notification") });
  const unread = data?.unread_count ?? 0;
  const panel = (close: () => void) => (
    <div className={styles["panel"]}>
      <Suspense>
        <NotificationList page={data} onDone={close} />
      </Suspense>
    </div>
  );
  return (
    <Opening panel={panel}>
      <Button type="text" aria-label={t("shell.bell.label", { count: unread })} className={styles["bell"]} icon={<BellOutlined />}>
        {unread > 0 && <span className={styles["count"]}>{unread > 99 ? "99+" : unread}</span>}
      </Button>
    </Opening>
  );
}
