import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FactorSetup } from "@/resource/account/FactorSetup";
import { ME_KEY, signOut } from "@/shared/session/session";
import { Logo } from "./shell/Logo";
import styles from "./SignIn.module.css";

/** For who must set up a second factor before anything else. */
export function Finish() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const done = (): void => {
    client.removeQueries({ queryKey: ME_KEY });
    void navigate({ to: "/" });
  };
  return (
    <div className={styles["page"]}>
      <main className={styles["card"]}>
        <Logo size={40} />
        <h1>{t("shell.finish.title")}</h1>
        <p className={styles["promise"]}>{t("shell.finish.text")}</p>
        <FactorSetup onDone={done} />
        <Button type="link" className={styles["back"] ?? ""} onClick={() => void signOut()}>
          {t("shell.finish.out")}
        </Button>
      </main>
    </div>
  );
}
