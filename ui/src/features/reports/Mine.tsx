import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { absolute } from "@/shared/format";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { useTellFailure } from "@/shared/ui/useTell";
import { beginReport } from "./reportApi";
import styles from "./Reports.module.css";
import { isOpen, TONES, toWrite } from "./standing";
import type { ToWrite } from "./types";

function Row({ item }: { item: ToWrite }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellFailure();
  const [busy, setBusy] = useState(false);
  const open = async (): Promise<void> => {
    setBusy(true);
    try {
      const id = item.report_id ?? (await beginReport(item)).id;
      await navigate({ to: `/reports/${id}` });
    } catch (error) {
      tell(error);
      setBusy(false);
    }
  };
  const waits = isOpen(item);
  return (
    <li className={styles["due"]} data-standing={item.standing}>
      <span>
        <b>
          {item.about_unit_name} {item.name}
        </b>{" "}
        {item.label}
        <small className={styles["quiet"]}>{t("screens.reports.dueAt", { at: absolute(item.due_at) })}</small>
      </span>
      <Mark tone={TONES[item.standing]}>{t(`screens.reports.standing.${item.standing}`)}</Mark>
      <Button type={waits ? "primary" : "default"} loading={busy} onClick={() => void open()}>
        {t(waits ? (item.report_id ? "screens.reports.goOn" : "screens.reports.write") : item.report_id ? "screens.reports.open" : "screens.reports.writeAnyway")}
      </Button>
    </li>
  );
}

/** What I have to write, the most pressing first; below, what I wrote lately. */
export function Mine() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/reports/mine", {}, { meta: live("report", "report_template", "employee") });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const open = toWrite(data.items);
  const rest = data.items.filter((one) => !isOpen(one)).toReversed();
  const first = may("report.manage") && (
    <PathLink to="/reports/templates">
      <Button type="primary">{t("screens.reports.makeTemplate")}</Button>
    </PathLink>
  );
  if (data.items.length === 0) return <Empty title={t("screens.reports.nothingAsked")} text={t("screens.reports.nothingAskedText")} action={first || undefined} />;
  return (
    <>
      <h2 className={styles["sub"]}>{t("screens.reports.toWrite")}</h2>
      {open.length === 0 && <p className={styles["quiet"]}>{t("screens.reports.allDone")}</p>}
      <ul>
        {open.map((item) => (
          <Row key={`${item.template_id} ${item.first_day} ${item.part} ${item.about_unit_id}`} item={item} />
        ))}
      </ul>
      {rest.length > 0 && <h2 className={styles["sub"]}>{t("screens.reports.lately")}</h2>}
      <ul>
        {rest.map((item) => (
          <Row key={`${item.template_id} ${item.first_day} ${item.part} ${item.about_unit_id}`} item={item} />
        ))}
      </ul>
    </>
  );
}
