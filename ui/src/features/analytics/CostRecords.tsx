import { Drawer, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { ReturnRow } from "@/api/types";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";

type Asked = NonNullable<ReturnRow["spends"]>;

/** What was spent, with the part of each line that falls on these months, and how much it comes to. */
function Lines({ asked, spent }: { asked: Asked; spent: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { first, until, source, campaign_id: campaign, whole } = asked;
  const query = { first, until, ...(source && { source }), ...(campaign && { campaign_id: campaign }), ...(whole && { whole }) };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/spends", { params: { query } }, { meta: live("spend", "campaign") });
  if (isPending) return <Skeleton active paragraph={{ rows: 3 }} />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const rest = spent - data.items.reduce((sum, { within_minor: part }) => sum + (part ?? 0), 0);
  return (
    <>
      {data.items.map((row) => (
        <li key={row.id}>
          <span>
            {row.campaign || t("screens.returns.spends.whole", { source: enumText(t, "lead_source", row.source) })}
            <small>
              {row.first_on === row.last_on ? row.first_on : `${row.first_on} – ${row.last_on}`}
              {row.within_minor !== row.amount_minor && ` · ${t("screens.returns.spends.part", { amount: format.moneyExact(row.amount_minor) })}`}
              {row.note && ` · ${row.note}`}
            </small>
          </span>
          <b>{format.moneyExact(row.within_minor ?? 0)}</b>
        </li>
      ))}
      {rest !== 0 && (
        <li>
          <span>{t("screens.returns.spends.rest")}</span>
          <b>{format.moneyExact(rest)}</b>
        </li>
      )}
    </>
  );
}

/** The records behind a cost: lines of spend, and what leads cost by themselves. */
export default function CostRecords({ row, name, onClose }: { row: ReturnRow; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cost_minor: cost, own_cost_minor: own, spends } = row;
  return (
    <Drawer open title={t("screens.returns.spends.costOf", { name })} size={useIsPhone() ? "100%" : 440} onClose={onClose}>
      <ul className={styles["costs"]}>
        <li>
          <strong>{t("screens.returns.spends.costSum")}</strong>
          <b>{format.moneyExact(cost)}</b>
        </li>
        {spends && <Lines asked={spends} spent={cost - own} />}
        {own > 0 && (
          <li>
            <span>
              <FigureLink link={row.numbers["leads"]?.link ?? null}>{t("screens.returns.spends.own")}</FigureLink>
              <small>{t("screens.returns.spends.ownText")}</small>
            </span>
            <b>{format.moneyExact(own)}</b>
          </li>
        )}
      </ul>
    </Drawer>
  );
}
