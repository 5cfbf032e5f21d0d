import { Button, Popconfirm, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { When } from "@/shared/ui/When";
import styles from "./Settings.module.css";

/** The secret address under which other calendars read mine. */
export function CalendarFeed() {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [made, setMade] = useState<string>();
  const { data, refetch } = $api.useQuery("get", "/api/v1/me/calendar-feed");
  const renew = $api.useMutation("post", "/api/v1/me/calendar-feed");
  const revoke = $api.useMutation("delete", "/api/v1/me/calendar-feed");
  if (!data) return null;
  const again = { onError: tell, onSettled: () => void refetch() };
  const make = (): void => renew.mutate({}, { ...again, onSuccess: ({ path }) => setMade(location.origin + path) });
  const stop = (): void =>
    revoke.mutate({}, {
      ...again,
      onSuccess: () => {
        setMade(undefined);
        toast("good", t("screens.feed.revoked"));
      },
    });
  const { created_at: since, fetched_at: fetched } = data;
  return (
    <section className={styles["section"]}>
      <h2>{t("screens.feed.heading")}</h2>
      <p className={styles["words"]}>{t("screens.feed.text")}</p>
      <p className={styles["words"]}>
        {since ? (
          <>
            {t("screens.feed.since")} <When at={since} />{t("shell.comma")}{fetched ? t("screens.feed.fetched") : t("screens.feed.never")} <When at={fetched} />
          </>
        ) : (
          t("screens.feed.none")
        )}
      </p>
      {made && (
        <p className={styles["words"]}>
          {t("screens.feed.once")} <Typography.Text copyable code>{made}</Typography.Text>
        </p>
      )}
      <div className={styles["line"]}>
        {since ? (
          <>
            <Popconfirm title={t("screens.feed.confirm")} onConfirm={make}>
              <Button>{t("screens.feed.renew")}</Button>
            </Popconfirm>
            <Popconfirm title={t("screens.feed.confirm")} onConfirm={stop}>
              <Button danger>{t("screens.feed.revoke")}</Button>
            </Popconfirm>
          </>
        ) : (
          <Button onClick={make}>{t("screens.feed.make")}</Button>
        )}
      </div>
    </section>
  );
}
