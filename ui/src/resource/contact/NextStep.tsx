import { useTranslation } from "react-i18next";
import { Mark } from "@/shared/ui/Mark";
import { useNow } from "@/shared/ui/useNow";
import { When } from "@/shared/ui/When";

/** When the next contact is due, or that none is planned. */
export function NextStep({ at, last }: { at: string | null; last: string | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const overdue = at !== null && new Date(at) < now;
  return (
    <>
      <Mark tone={overdue ? "bad" : at ? "accent" : "warn"}>
        {at ? t(overdue ? "shell.contact.overdue" : "shell.contact.planned") : t("shell.contact.none")} <When at={at} />
      </Mark>
      <span style={{ color: "var(--text-3)" }}>
        {t("shell.contact.last")} {last ? <When at={last} /> : t("shell.contact.never")}
      </span>
    </>
  );
}
