import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { DealFlow } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { pathOf } from "@/shared/ui/FigureLink";
import { splitPath } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { Amount, Count } from "./Cells";
import { DealsPage } from "./DealsPage";
import { useDeals, usePeriod } from "./useDeals";

const SankeyChart = lazy(() => import("./SankeyChart"));
const SHOWN = 20;

/** What a node is called: a stage, from the second round on with its round. */
function useNodeName(flow: DealFlow | undefined): (id: string) => string {
  const { t } = useTranslation();
  const nodes = useMemo(() => new Map(flow?.nodes.map((node) => [node.id, node]) ?? []), [flow]);
  return useCallback(
    (id: string) => {
      const node = nodes.get(id);
      if (!node?.name) return t(`screens.flow.node.${id}`);
      return node.round === 1 ? node.name : t("screens.flow.round", { name: node.name, n: node.round });
    },
    [nodes, t],
  );
}

function LinkTable({ flow, nameOf }: { flow: DealFlow; nameOf: (id: string) => string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const links = useMemo(() => [...flow.links].sort((one, other) => other.count - one.count), [flow]);
  const label = t("screens.flow.steps");
  return (
    <>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col">{t("screens.analytics.count")}</th>
              <th scope="col">{t("screens.analytics.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? links : links.slice(0, SHOWN)).map((link) => (
              <tr key={`${link.source}-${link.target}`}>
                <th scope="row">
                  {t("screens.flow.step", { from: nameOf(link.source), to: nameOf(link.target) })}
                  {link.back && <small className={styles["back"]}>{t("screens.flow.back")}</small>}
                </th>
                <td><Count cell={link} /></td>
                <td><Amount cell={link} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {links.length > SHOWN && !all && <Button onClick={() => setAll(true)}>{t("screens.analytics.showAll", { n: format.count(links.length) })}</Button>}
    </>
  );
}

/** What really happened to the deals opened in a period; every flow opens its deals. */
export function FlowPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const period = usePeriod();
  const { whose, controls } = useDeals();
  const options = { meta: live("opportunity"), placeholderData: keepPreviousData };
  const asked = $api.useQuery("get", "/api/v1/deal-flow", { params: { query: { ...period.value, ...whose } } }, options);
  const { data } = asked;
  const nameOf = useNodeName(data);
  const open = ({ link, node }: { link?: number; node?: number }): void => {
    const cell = link === undefined ? data?.nodes[node ?? 0] : data?.links[link];
    if (cell) void navigate(splitPath(pathOf(cell.link)) as never);
  };
  return (
    <DealsPage days={data?.period} controls={<>{period.control}{controls}</>} asked={asked} file={data && data.links.length > 0 ? { path: "deal-flow", query: { ...period.value, ...whose } } : undefined}>
      {data && data.links.length === 0 && <Empty title={t("screens.analytics.noDeals")} text={t("screens.flow.noFlowText")} />}
      {data && data.links.length > 0 && (
        <section className={styles["stack"]}>
          <p className={styles["legend"]}>
            <span>{t("screens.flow.about")}</span>
            {data.links.some(({ back }) => back) && <span><i className={`${styles["swatch"]} ${styles["warn"]}`} />{t("screens.flow.backs")}</span>}
          </p>
          <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.analytics.tabs.flow")}>
            <div className={styles["sankey"]}>
              <Suspense>
                <SankeyChart flow={data} nameOf={nameOf} label={t("screens.analytics.tabs.flow")} onOpen={open} />
              </Suspense>
            </div>
          </div>
          <LinkTable flow={data} nameOf={nameOf} />
        </section>
      )}
    </DealsPage>
  );
}
