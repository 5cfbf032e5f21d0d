import EyeInvisibleOutlined from "@ant-design/icons/EyeInvisibleOutlined";
import EyeOutlined from "@ant-design/icons/EyeOutlined";
import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type ApiProblem } from "@/api/problem";
import { switchLanguage } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/shared/i18n/language";
import { signIn } from "@/shared/session/session";
import { problemText } from "@/shared/ui/problemText";
import { safeReturn } from "./safeReturn";
import { Logo } from "./shell/Logo";
import styles from "./SignIn.module.css";

function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <footer className={styles["languages"]} aria-label={t("shell.language")}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void switchLanguage(language)}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </footer>
  );
}

function useSubmit() {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (form: FormData): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(client, String(form.get("login")), String(form.get("password")));
      router.history.push(safeReturn(next));
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return { submit, busy, problem };
}

/** A plain input, not antd's: the sign-in page must be light. */
function Password() {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const label = t(shown ? "shell.signIn.hide" : "shell.signIn.show");
  return (
    <span className={styles["password"]}>
      <input id="password" name="password" className={styles["input"]} type={shown ? "text" : "password"} required autoComplete="current-password" />
      <button type="button" aria-label={label} title={label} onClick={() => setShown(!shown)}>
        {shown ? <EyeOutlined /> : <EyeInvisibleOutlined />}
      </button>
    </span>
  );
}

/** The way in. */
export function SignIn() {
  const { t } = useTranslation();
  const { submit, busy, problem } = useSubmit();
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void submit(new FormData(event.currentTarget));
  };
  return (
    <div className={styles["page"]}>
      <main className={styles["card"]}>
        <Logo size={40} />
        <h1>{t("shell.product")}</h1>
        <p className={styles["promise"]}>{t("shell.signIn.promise")}</p>
        <form className={styles["form"]} onSubmit={onSubmit}>
          <label htmlFor="login">{t("shell.signIn.login")}</label>
          <input id="login" name="login" className={styles["input"]} autoFocus required autoComplete="username" autoCapitalize="none" />
          <label htmlFor="password">{t("shell.signIn.password")}</label>
          <Password />
          <p className={styles["problem"]} role="alert">
            {problem && problemText(problem, t)}
          </p>
          <Button type="primary" size="large" htmlType="submit" block loading={busy}>
            {t("shell.signIn.submit")}
          </Button>
        </form>
      </main>
      <Languages />
    </div>
  );
}
