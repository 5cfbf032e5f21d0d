import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { FormDetail } from "@/api/types";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { snippets } from "./formDraft";
import styles from "./Forms.module.css";
import { Snippet } from "./Snippet";
import { useRenewForms } from "./useForm";

/** How a form comes into a page, and how it leaves all of them at once. */
export function FormEmbed({ form }: { form: FormDetail }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const renew = useRenewForms();
  const texts = snippets(form.public_url || window.location.origin, form);
  const change = async (): Promise<void> => {
    await api.POST("/api/v1/forms/{id}/tokens", { params: { path: { id: form.id } } });
    await renew();
    toast("good", t("screens.forms.renewed"));
  };
  const ask = (): void =>
    void Modal.confirm({
      title: t("screens.forms.renew"),
      content: t("screens.forms.renewText"),
      okText: t("screens.forms.renew"),
      cancelText: t("shell.form.cancel"),
      okButtonProps: { danger: true },
      onOk: () => change().catch(tell),
    });
  return (
    <section className={styles["part"]} aria-label={t("screens.forms.tab.embed")}>
      {form.state !== "live" && <p className={styles["note"]}>{t("screens.forms.notLive")}</p>}
      {(["script", "frame", "link"] as const).map((name) => (
        <Snippet key={name} title={t(`screens.forms.snippet.${name}`)} help={t(`screens.forms.snippetHelp.${name}`)} text={texts[name]} />
      ))}
      <p>
        <a href={`/f/${form.token}`} target="_blank" rel="noreferrer">
          {t("screens.forms.visit")}
        </a>
      </p>
      <div>
        <Button danger onClick={ask}>
          {t("screens.forms.renew")}
        </Button>
      </div>
    </section>
  );
}
