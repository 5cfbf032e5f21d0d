import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dialogueQuery } from "./agreeApi";
import { DialoguePanel } from "./DialoguePanel";

const CheckPanel = lazy(() => import("./CheckPanel"));
const HistoryPanel = lazy(() => import("./HistoryPanel"));
const ReservesPanel = lazy(() => import("./ReservesPanel"));

/** Everything that is said, planned and decided about one figure. */
export function TargetAgree({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data } = useQuery(dialogueQuery(id));
  const plans = data?.actions.some((one) => one === "declare" || one === "propose") ?? false;
  const tab = (key: string, children: ReactNode) => ({ key, label: t(`screens.targets.agree.tabs.${key}`), children: <Suspense>{children}</Suspense> });
  const items = [
    tab("talk", <DialoguePanel id={id} />),
    tab("check", data && <CheckPanel dialogue={data} />),
    tab("reserves", data && <ReservesPanel cell={data.cell} may={plans} />),
    tab("history", data && <HistoryPanel cell={data.cell} />),
  ];
  return <Tabs size="small" items={items} />;
}
