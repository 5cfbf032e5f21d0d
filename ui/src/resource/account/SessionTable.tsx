import { Button } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { When } from "@/shared/ui/When";
import styles from "./Account.module.css";

type Session = components["schemas"]["SessionOut"];

const COLUMNS = ["device", "address", "created", "seen"] as const;

/** Where somebody is signed in; each but this one can be ended. */
export function SessionTable({ sessions, onEnded }: { sessions: readonly Session[]; onEnded: () => void }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { mutate, isPending } = useMutation({
    mutationFn: (id: number) => api.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }),
    onError: tell,
    onSuccess: () => toast("good", t("screens.settings.sessions.ended")),
    onSettled: onEnded,
  });
  if (sessions.length === 0) return <p className={styles["quiet"]}>{t("screens.settings.sessions.none")}</p>;
  return (
    <table className={styles["sessions"]}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`screens.settings.sessions.columns.${column}`)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ id, current, device, address, created_at: created, seen_at: seen }) => (
          <tr key={id}>
            <th scope="row">{device || t("screens.settings.sessions.unknown")}</th>
            <td>{address}</td>
            <td>
              <When at={created} />
            </td>
            <td>
              <When at={seen} />
            </td>
            <td>
              {current ? (
                <Mark tone="good">{t("screens.settings.sessions.current")}</Mark>
              ) : (
                <Button size="small" disabled={isPending} onClick={() => mutate(id)}>
                  {t("screens.settings.sessions.end")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
