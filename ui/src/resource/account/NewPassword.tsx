import { Button, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useMe } from "@/shared/session/session";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Account.module.css";
import { rulesFor, type Rule } from "./passwordRules";

function Rules({ rules, id }: { rules: readonly Rule[]; id: string }) {
  const { t } = useTranslation();
  const { password_minimum: minimum } = useMe();
  return (
    <ul className={styles["rules"]} id={id}>
      {rules.map(({ key, kept }) => (
        <li key={key} data-kept={kept}>
          <span aria-hidden="true">{kept ? "✓" : "·"}</span> {t(`screens.settings.password.rules.${key}`, { minimum })}
          {kept && <span className="visually-hidden">{t("screens.settings.password.rules.kept")}</span>}
        </li>
      ))}
      <li>
        <span aria-hidden="true">·</span> {t("screens.settings.password.rules.server")}
      </li>
    </ul>
  );
}

interface Props {
  /** What the present one is called here. */
  present: string;
  onDone: () => void;
}

/** A password of one's own, with the present one. */
export function NewPassword({ present, onDone }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { login, password_minimum: minimum } = useMe();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.POST("/api/v1/me/password", { body: { old_password: old, new_password: fresh } }),
    onSuccess: onDone,
  });
  const rules = rulesFor(fresh, login, minimum);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles["step"]} onSubmit={send}>
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <label htmlFor={`${id}-old`}>{present}</label>
      <Input.Password id={`${id}-old`} value={old} required autoFocus maxLength={128} autoComplete="current-password" onChange={({ target }) => setOld(target.value)} />
      <label htmlFor={`${id}-new`}>{t("fields.password.new_password")}</label>
      <Input.Password id={`${id}-new`} value={fresh} required maxLength={128} autoComplete="new-password" aria-describedby={`${id}-rules`} onChange={({ target }) => setFresh(target.value)} />
      <Rules rules={rules} id={`${id}-rules`} />
      <p className={styles["problem"]} role="alert">
        {error && problemText(asProblem(error), t)}
      </p>
      <Button type="primary" htmlType="submit" loading={isPending} disabled={old === "" || rules.some(({ kept }) => !kept)}>
        {t("screens.settings.password.title")}
      </Button>
    </form>
  );
}
