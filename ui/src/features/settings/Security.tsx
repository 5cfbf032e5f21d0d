import { Button, Modal } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import { FactorSetup } from "@/resource/account/FactorSetup";
import { NewPassword } from "@/resource/account/NewPassword";
import { RecoveryCodes } from "@/resource/account/RecoveryCodes";
import { SessionTable } from "@/resource/account/SessionTable";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { live } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { removing, renewing } from "./securityQuestions";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

interface Asks {
  ask: (question: Question) => void;
}

function Factor({ ask, onCodes, onSetUp }: Asks & { onCodes: (codes: string[]) => void; onSetUp: () => void }) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/me/second-factor", {}, { meta: live("factor") });
  if (!data) return null;
  return (
    <section className={styles["section"]}>
      <h2>
        {t("screens.settings.factor.heading")} <Mark tone={data.enrolled ? "good" : "plain"}>{t(`screens.settings.factor.${data.enrolled ? "on" : "off"}`)}</Mark>
      </h2>
      {data.enrolled ? (
        <>
          <p className={styles["words"]}>{t("screens.settings.factor.onText", { n: data.recovery_codes_left })}</p>
          <div className={styles["buttons"]}>
            <Button onClick={() => ask(renewing(onCodes))}>{t("screens.settings.factor.renew")}</Button>
            {!data.required && <Button onClick={() => ask(removing(t))}>{t("screens.settings.factor.remove")}</Button>}
          </div>
        </>
      ) : (
        <>
          <p className={styles["words"]}>{t("screens.settings.factor.offText")}</p>
          <Button type="primary" onClick={onSetUp}>
            {t("screens.settings.factor.enrol")}
          </Button>
        </>
      )}
    </section>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { data, refetch } = $api.useQuery("get", "/api/v1/me/sessions", {}, { staleTime: 0 });
  const { mutate, isPending } = useMutation({
    mutationFn: async () => must(await api.DELETE("/api/v1/me/sessions")),
    onError: tell,
    onSuccess: ({ ended }) => toast("good", t("screens.settings.sessions.othersDone", { n: ended })),
    onSettled: () => refetch(),
  });
  if (!data) return null;
  return (
    <section className={styles["section"]}>
      <h2>{t("screens.settings.sessions.heading")}</h2>
      <p className={styles["words"]}>{t("screens.settings.sessions.text")}</p>
      <SessionTable sessions={data.items} onEnded={() => void refetch()} />
      {data.items.length > 1 && (
        <Button className={styles["after"] ?? ""} loading={isPending} onClick={() => mutate()}>
          {t("screens.settings.sessions.others")}
        </Button>
      )}
    </section>
  );
}

/** My password, my second factor, and where I am signed in. */
export function Security() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const [codes, setCodes] = useState<string[]>();
  const [setting, setSetting] = useState(false);
  const [changing, setChanging] = useState(false);
  const { refetch } = $api.useQuery("get", "/api/v1/me/second-factor", {}, { meta: live("factor") });
  const close = (): void => {
    setCodes(undefined);
    setSetting(false);
    void refetch();
  };
  const changed = (): void => {
    setChanging(false);
    toast("good", t("screens.settings.password.done"));
  };
  return (
    <Page title={t("shell.nav.settings")}>
      <SettingsTabs />
      <section className={styles["section"]}>
        <h2>{t("screens.settings.password.heading")}</h2>
        <Button onClick={() => setChanging(true)}>{t("screens.settings.password.title")}</Button>
      </section>
      <Factor ask={setQuestion} onCodes={setCodes} onSetUp={() => setSetting(true)} />
      <Sessions />
      <Modal open={changing} title={t("screens.settings.password.title")} footer={null} destroyOnHidden onCancel={() => setChanging(false)}>
        <NewPassword present={t("fields.password.old_password")} onDone={changed} />
      </Modal>
      <RecordDialog kind="factor" question={question} touches={["factor"]} onClose={() => setQuestion(undefined)} />
      <Modal open={setting || codes !== undefined} title={t("screens.settings.factor.heading")} footer={null} destroyOnHidden mask={{ closable: false }} onCancel={close}>
        {codes ? <RecoveryCodes codes={codes} onKept={close} /> : <FactorSetup onDone={close} />}
      </Modal>
    </Page>
  );
}
