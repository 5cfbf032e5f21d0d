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
import { signIn, signInWithCode } from "@/shared/session/session";
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

/** Both steps of the way in: the password, then, for who has a second factor, a code. */
function useSteps() {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [challenge, setChallenge] = useState<string | null>(null);
  const step = async (form: FormData): Promise<string | null> => {
    if (challenge === null) return signIn(client, String(form.get("login")), String(form.get("password")));
    await signInWithCode(client, challenge, String(form.get("code")));
    return null;
  };
  const submit = async (form: FormData): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const asked = await step(form);
      if (asked === null) router.history.push(safeReturn(next));
      else setChallenge(asked);
    } catch (error) {
      const said = asProblem(error);
      setProblem(said);
      if (said.code === "access.challenge_over") setChallenge(null);
    }
    setBusy(false);
  };
  const back = (): void => {
    setProblem(null);
    setChallenge(null);
  };
  return { submit, busy, problem, coded: challenge !== null, back };
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

function Credentials() {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor="login">{t("shell.signIn.login")}</label>
      <input id="login" name="login" className={styles["input"]} autoFocus required autoComplete="username" autoCapitalize="none" />
      <label htmlFor="password">{t("shell.signIn.password")}</label>
      <Password />
    </>
  );
}

function Code() {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor="code">{t("shell.signIn.code")}</label>
      <input id="code" name="code" className={styles["input"]} autoFocus required maxLength={20} autoComplete="one-time-code" autoCapitalize="characters" aria-describedby="code-hint" />
      <p id="code-hint" className={styles["hint"]}>
        {t("shell.signIn.codeHint")}
      </p>
    </>
  );
}

/** The way in. */
export function SignIn() {
  const { t } = useTranslation();
  const { submit, busy, problem, coded, back } = useSteps();
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
          {coded ? <Code /> : <Credentials />}
          <p className={styles["problem"]} role="alert">
            {problem && problemText(problem, t)}
          </p>
          <Button type="primary" size="large" htmlType="submit" block loading={busy}>
            {t("shell.signIn.submit")}
          </Button>
          {coded && (
            <Button type="link" className={styles["back"] ?? ""} onClick={back}>
              {t("shell.signIn.back")}
            </Button>
          )}
        </form>
      </main>
      <Languages />
    </div>
  );
}
