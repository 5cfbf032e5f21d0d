import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FactorSetup } from "@/resource/account/FactorSetup";
import { NewPassword } from "@/resource/account/NewPassword";
import { meQuery, signOut, useMe } from "@/shared/session/session";
import { Logo } from "./shell/Logo";
import styles from "./SignIn.module.css";

/** For who must choose a password, or set up a second factor, before anything else. */
export function Finish() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pending } = useMe();
  const step = pending === "password" ? "password" : "factor";
  const done = async (): Promise<void> => {
    const me = await client.fetchQuery({ ...meQuery, staleTime: 0 });
    if (!me.pending) await navigate({ to: "/" });
  };
  return (
    <div className={styles["page"]}>
      <main className={styles["card"]}>
        <Logo size={40} />
        <h1>{t(`shell.finish.${step}.title`)}</h1>
        <p className={styles["promise"]}>{t(`shell.finish.${step}.text`)}</p>
        {step === "password" ? <NewPassword present={t("shell.finish.password.present")} onDone={() => void done()} /> : <FactorSetup onDone={() => void done()} />}
        <Button type="link" className={styles["back"] ?? ""} onClick={() => void signOut()}>
          {t("shell.finish.out")}
        </Button>
      </main>
    </div>
  );
}
