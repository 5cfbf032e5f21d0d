import { Button } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { Employee } from "@/api/types";
import { SessionTable } from "@/resource/account/SessionTable";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useMe } from "@/shared/session/session";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { Looks } from "./Looks";
import { PassingPassword } from "./PassingPassword";
import styles from "./Team.module.css";

/** Where somebody is signed in and what they looked at, for who manages accounts; help for who lost password or phone. */
export function Account({ employee }: { employee: Employee }) {
  const { id, name } = employee;
  const me = useMe();
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [question, setQuestion] = useState<Question>();
  const [forgotten, setForgotten] = useState(false);
  const params = { params: { path: { id } } };
  const { data, refetch } = $api.useQuery("get", "/api/v1/users/{id}/sessions", params, { staleTime: 0 });
  const { mutate, isPending } = useMutation({
    mutationFn: async () => must(await api.DELETE("/api/v1/users/{id}/sessions", params)),
    onError: tell,
    onSuccess: ({ ended }) => toast("good", t("screens.settings.sessions.allDone", { n: ended })),
    onSettled: () => refetch(),
  });
  const reset: Question = {
    title: "screens.employee.account.reset",
    text: (
      <>
        <b>{t("screens.employee.account.resetTitle", { name })}</b>
        <p>{t("screens.employee.account.resetText")}</p>
      </>
    ),
    ok: "screens.employee.account.reset",
    done: "screens.employee.account.resetDone",
    danger: true,
    fields: [],
    submit: () => api.DELETE("/api/v1/users/{id}/second-factor", params),
  };
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.employee.account.heading")}</h2>
      {data && <SessionTable sessions={data.items} onEnded={() => void refetch()} />}
      <div className={styles["buttons"]}>
        {data && data.items.length > 0 && (
          <Button size="small" loading={isPending} onClick={() => mutate()}>
            {t("screens.settings.sessions.all")}
          </Button>
        )}
        {id !== me.id && (
          <Button size="small" onClick={() => setForgotten(true)}>
            {t("screens.employee.account.passing")}
          </Button>
        )}
        <Button size="small" onClick={() => setQuestion(reset)}>
          {t("screens.employee.account.reset")}
        </Button>
      </div>
      <Looks id={id} />
      {forgotten && (
        <PassingPassword
          employee={employee}
          onClose={() => {
            setForgotten(false);
            void refetch();
          }}
        />
      )}
      <RecordDialog kind="factor" question={question} touches={["employee"]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}
