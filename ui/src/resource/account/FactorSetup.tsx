import { Button, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Account.module.css";
import { RecoveryCodes } from "./RecoveryCodes";

type Begun = components["schemas"]["FactorBegun"];

const begin = async (password: string): Promise<Begun> => must(await api.POST("/api/v1/me/second-factor", { body: { password } }));
const confirm = async (code: string): Promise<string[]> => must(await api.POST("/api/v1/me/second-factor/confirmations", { body: { code } })).recovery_codes;

interface StepProps<Answer> {
  label: string;
  button: string;
  secret?: boolean;
  ask: (value: string) => Promise<Answer>;
  onAnswer: (answer: Answer) => void;
  children: ReactNode;
}

/** One input and what is wrong with it. */
function Step<Answer>({ label, button, secret = false, ask, onAnswer, children }: StepProps<Answer>) {
  const { t } = useTranslation();
  const id = useId();
  const [value, setValue] = useState("");
  const { mutate, isPending, error } = useMutation({ mutationFn: ask, onSuccess: onAnswer });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    mutate(value.trim());
  };
  const control = { id, value, autoFocus: true, required: true, onChange: (event: { target: { value: string } }) => setValue(event.target.value) };
  return (
    <form className={styles["step"]} onSubmit={send}>
      {children}
      <label htmlFor={id}>{label}</label>
      {secret ? <Input.Password {...control} autoComplete="current-password" /> : <Input {...control} inputMode="numeric" maxLength={20} autoComplete="one-time-code" />}
      <p className={styles["problem"]} role="alert">
        {error && problemText(asProblem(error), t)}
      </p>
      <Button type="primary" htmlType="submit" loading={isPending}>
        {button}
      </Button>
    </form>
  );
}

const pictureOf = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'))}`;

/** Password, then the picture and a first code, then the recovery codes. */
export function FactorSetup({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (!begun)
    return (
      <Step key="password" label={t("fields.factor.password")} button={t("screens.settings.factor.next")} secret ask={begin} onAnswer={setBegun}>
        <p>{t("screens.settings.factor.passwordText")}</p>
      </Step>
    );
  return (
    <Step key="code" label={t("fields.factor.code")} button={t("screens.settings.factor.confirm")} ask={confirm} onAnswer={setCodes}>
      <p>{t("screens.settings.factor.scan")}</p>
      <img className={styles["picture"]} src={pictureOf(begun.qr_svg)} alt={t("screens.settings.factor.picture")} />
      <p className={styles["quiet"]}>{t("screens.settings.factor.manual")}</p>
      <code className={styles["secret"]}>{begun.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
    </Step>
  );
}
