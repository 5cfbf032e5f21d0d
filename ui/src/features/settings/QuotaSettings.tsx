import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { enumText } from "@/resource/texts";
import { today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import styles from "./Metrics.module.css";
import { QuotaKinds } from "./QuotaKinds";
import { QuotaTermsForm } from "./QuotaTermsForm";
import { SettingsTable } from "./SettingsTable";
import { SettingsTabs } from "./SettingsTabs";

const QuotaDrawer = lazy(() => import("./QuotaDrawer"));

type Kind = components["schemas"]["QuotaKindOut"];
type RowOf = components["schemas"]["QuotaRow"];

interface RowProps {
  row: RowOf;
  kinds: readonly Kind[];
  onEdit: () => void;
}

/** Whom a row is about, in words. */
function useWhom(): (row: RowOf) => string {
  const { t } = useTranslation();
  return ({ user_name: person, unit_name: unit, level }) => person ?? (level ? t("screens.quotas.manage.level", { unit, level }) : (unit ?? ""));
}

function Row({ row, kinds, onEdit }: RowProps) {
  const { t } = useTranslation();
  const whom = useWhom()(row);
  const [now] = useState(() => today());
  return (
    <tr>
      <th scope="row">{whom}</th>
      {kinds.map(({ id }) => {
        const found = row.quotas.find(({ kind_id: kind }) => kind === id);
        const later = found?.history.findLast(({ from_day: day }) => day > now);
        return (
          <td key={id}>
            {found?.amount ?? "—"}
            {later && <small> {later.amount === null ? t("screens.quotas.manage.laterNone", { day: later.from_day }) : t("screens.quotas.manage.later", { day: later.from_day, n: later.amount })}</small>}
          </td>
        );
      })}
      <td>
        <Button size="small" onClick={onEdit} aria-label={`${t("screens.quotas.manage.edit")} ${whom}`}>
          {t("screens.quotas.manage.edit")}
        </Button>
      </td>
    </tr>
  );
}

/** What is asked of whom in a working day, what may be asked for, and what holds for newcomers. */
export function QuotaSettings() {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<{ row: RowOf | undefined }>();
  const kinds = $api.useQuery("get", "/api/v1/quotas/kinds", { params: { query: { retired: true } } }, { meta: live("quota_kind") });
  const rules = $api.useQuery("get", "/api/v1/quotas/rules", {}, { meta: live("quota", "quota_kind", "unit", "employee") });
  const error = kinds.error ?? rules.error;
  const again = (): void => {
    void kinds.refetch();
    void rules.refetch();
  };
  if (error) return <Failing error={error} onRetry={again} />;
  if (!kinds.data || !rules.data) return <PageSkeleton />;
  const active = kinds.data.items.filter((one) => one.active);
  const name = (one: Kind): string => one.name || enumText(t, "quota_kind", one.code);
  const create = (
    <Button type="primary" onClick={() => setEditing({ row: undefined })}>
      {t("screens.quotas.manage.add")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <div className={styles["page"]}>
        <p className={styles["note"]}>{t("screens.quotas.manage.text")}</p>
        <div className={styles["wide"]}>
          <SettingsTable
            none={t("screens.quotas.manage.none")}
            headings={[t("screens.quotas.manage.whom"), ...active.map(name)]}
            items={rules.data.items}
            row={(row) => <Row key={`${row.unit_id} ${row.level} ${row.user_id}`} row={row} kinds={active} onEdit={() => setEditing({ row })} />}
          />
        </div>
        <QuotaKinds kinds={kinds.data.items} edits={kinds.data.actions.includes("edit")} />
        <QuotaTermsForm />
      </div>
      <Suspense>{editing && <QuotaDrawer row={editing.row} kinds={active} onClose={() => setEditing(undefined)} />}</Suspense>
    </Page>
  );
}
