import { Button, Segmented } from "antd";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { live } from "@/shared/live/meta";
import { useMay, useMe } from "@/shared/session/session";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { Board } from "./Board";
import { DaysOff } from "./DaysOff";
import { Inbox } from "./Inbox";
import { Mine } from "./Mine";
import styles from "./Reports.module.css";
import { isOpen } from "./standing";

type Show = "mine" | "inbox" | "board" | "off";

/** Reports: mine to write, those sent to me, who is late or missing, and days off. */
export function ReportsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { permissions } = useMe();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const leads = permissions["report.read"] !== "own";
  const shows: Show[] = ["mine", "inbox", "board", "off"];
  const asked = search["show"] as Show | undefined;
  const show = asked && shows.includes(asked) ? asked : may("report.submit") && !(leads && may("report.excuse")) ? "mine" : "inbox";
  const { data } = $api.useQuery("get", "/api/v1/reports/mine", {}, { meta: live("report", "report_template", "employee"), enabled: may("report.submit") });
  const open = data?.items.filter(isOpen).length ?? 0;
  const unread = data?.unread ?? 0;
  const state = data && t("screens.reports.state", { open, unread });
  const label = (one: Show): string => {
    const waiting = one === "mine" ? open : one === "inbox" ? unread : 0;
    return t(`screens.reports.shows.${one}`) + (waiting > 0 ? ` ${waiting}` : "");
  };
  const templates = may("report.manage") && (
    <PathLink to="/reports/templates">
      <Button>{t("screens.reports.templates")}</Button>
    </PathLink>
  );
  return (
    <Page title={t("screens.work.tabs.reports")} state={state} actions={templates}>
      <WorkTabs />
      <div className={styles["page"]}>
        <div className={styles["bar"]}>
          <Segmented<Show> aria-label={t("screens.reports.show")} value={show} onChange={(value) => void navigate({ to: "/reports", search: { show: value } as never })} options={shows.map((value) => ({ value, label: label(value) }))} />
        </div>
        {show === "mine" && <Mine />}
        {show === "inbox" && <Inbox />}
        {show === "board" && <Board wanted={search["template"]} />}
        {show === "off" && <DaysOff />}
      </div>
    </Page>
  );
}
