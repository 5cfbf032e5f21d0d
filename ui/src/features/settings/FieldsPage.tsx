import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { definitionsQuery, type Definition } from "@/resource/custom/definitions";
import { enumText } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { SettingsTabs } from "./SettingsTabs";
import { FieldRows } from "./FieldRows";
import styles from "./Fields.module.css";
import { RemovedFields } from "./RemovedFields";

const FieldDrawer = lazy(() => import("./FieldDrawer"));
const WHILE_AT_WORK = 2_000;

/** The company's own fields, kind by kind: order, making, changing, removing. */
export function FieldsPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { kind: asked } = useSearch({ strict: false }) as { kind?: string };
  const [open, setOpen] = useState<Definition | "new">();
  const { data, error, isPending, refetch } = useQuery({
    ...definitionsQuery,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.index_state === "building" || one.purging) ? WHILE_AT_WORK : false),
  });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const kind = data.kinds.find((one) => one === asked) ?? data.kinds[0] ?? "lead";
  const own = data.items.filter((one) => one.kind === kind);
  const live = own.filter(({ removed }) => !removed);
  const kinds = data.kinds.map((one) => ({ value: one, label: enumText(t, "field_kind", one) }));
  const go = (next: string): void => void navigate({ to: "/settings/fields", search: { kind: next } as never, replace: true });
  const create = (
    <Button type="primary" onClick={() => setOpen("new")}>
      {t("screens.fields.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.fields.text")}</p>
      <div className={styles["kinds"]}>
        {phone ? (
          <Select aria-label={t("screens.settings.tabs.fields")} value={kind} onChange={go} options={kinds} />
        ) : (
          <Segmented aria-label={t("screens.settings.tabs.fields")} value={kind} onChange={go} options={kinds} />
        )}
        <span>{t("screens.fields.count", { n: own.length, most: data.most })}</span>
      </div>
      {live.length === 0 ? (
        <Empty title={t("screens.fields.none.title")} text={t("screens.fields.none.text")} action={create} />
      ) : (
        <FieldRows kind={kind} fields={live} onOpen={setOpen} />
      )}
      <RemovedFields fields={own.filter(({ removed }) => removed)} />
      <Suspense>{open && <FieldDrawer kind={kind} field={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}</Suspense>
    </Page>
  );
}
