import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import type { Search } from "@/shared/urlSearch";
import type { Figures } from "./debriefApi";
import styles from "./Debriefs.module.css";

const WHICH = ["competitor_id", "product_id", "closed_from", "closed_to"] as const;
type Which = Partial<Record<(typeof WHICH)[number], string>>;

/** The filters that the page's address holds; what each figure opens has them too. */
function useWhich(): { which: Which; choose: (name: keyof Which, value: string | undefined) => void } {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const which = Object.fromEntries(WHICH.flatMap((name) => (search[name] ? [[name, String(search[name])]] : []))) as Which;
  const choose = (name: keyof Which, value: string | undefined): void => {
    const { [name]: _, ...rest } = search;
    void navigate({ to: "/debriefs", search: { ...rest, ...(value && { [name]: value }) } as never, replace: true });
  };
  return { which, choose };
}

const options = (items: readonly { id: number; name: string }[] = []) => items.map(({ id, name }) => ({ value: String(id), label: name }));

function Choices({ which, choose }: ReturnType<typeof useWhich>) {
  const { t } = useTranslation();
  const { data: known } = $api.useQuery("get", "/api/v1/competitors", {}, { staleTime: 60_000, meta: live("competitor") });
  const { data: products } = $api.useQuery("get", "/api/v1/products", { params: { query: { limit: 50 } } }, { staleTime: 60_000, meta: live("product") });
  return (
    <div className={styles["tools"]}>
      {([["competitor_id", known?.items], ["product_id", products?.items]] as const).map(([name, items]) => (
        <Select key={name} allowClear style={{ minWidth: 160 }} aria-label={t(`fields.debrief.${name}`)} placeholder={t(`fields.debrief.${name}`)} value={which[name]} options={options(items)} onChange={(value?: string) => choose(name, value)} />
      ))}
    </div>
  );
}

function Factors({ figures, open }: { figures: Figures; open: (params: object) => { path: string; params: Record<string, unknown> } }) {
  const { t } = useTranslation();
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {(["factor", "we", "buyer", "weLost", "gap"] as const).map((key) => (
              <th key={key} scope="col">
                {t(`screens.debriefs.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.factors.map((row) => (
            <tr key={row.factor}>
              <th scope="row">{enumText(t, "debrief_factor", row.factor)}</th>
              <td>
                <FigureLink link={row.seller ? open({ seller_said: row.factor }) : null}>{row.seller}</FigureLink>
              </td>
              <td>
                <FigureLink link={row.buyer ? open({ buyer_said: row.factor }) : null}>{row.buyer}</FigureLink>
              </td>
              <td>
                <FigureLink link={row.seller_lost ? open({ seller_said: row.factor, outcome: "lost" }) : null}>{row.seller_lost}</FigureLink>
              </td>
              <td>{row.buyer - row.seller > 0 ? `+${row.buyer - row.seller}` : row.buyer - row.seller}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outcomes({ title, head, rows }: { title: string; head: string; rows: readonly { key: string | number; name: string; won: number; lost: number; link: (outcome: string) => { path: string; params: Record<string, unknown> } }[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{t("screens.debriefs.won")}</th>
            <th scope="col">{t("screens.debriefs.lost")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {(["won", "lost"] as const).map((outcome) => (
                <td key={outcome}>
                  <FigureLink link={row[outcome] ? row.link(outcome) : null}>{row[outcome]}</FigureLink>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The last day of the quarter that begins on `first`. */
function quarterEnd(first: string): string {
  const [year = 0, month = 1] = first.split("-").map(Number);
  return new Date(Date.UTC(year, month + 2, 0)).toISOString().slice(0, 10);
}

/** What we say and what buyers say, side by side; each number opens its reviews. */
export default function Summary() {
  const { t } = useTranslation();
  const { which, choose } = useWhich();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/debriefs/figures", { params: { query: which as never } }, { meta: live("debrief") });
  const open = (params: object) => ({ path: "/debriefs", params: { ...which, state: "done", ...params } });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles["waiting"]} aria-busy="true" />;
  const heads = [
    { key: "doneCount", value: data.done, link: open({}) },
    { key: "heard", value: data.heard, link: open({ buyer_heard: "true" }) },
    { key: "same", value: t("screens.debriefs.sameOf", { same: data.same, both: data.both }), link: null },
  ];
  return (
    <>
      <Choices which={which} choose={choose} />
      {data.done === 0 ? (
        <Empty title={t("screens.debriefs.noFigures")} />
      ) : (
        <div className={styles["summary"]}>
          <dl className={styles["heads"]}>
            {heads.map(({ key, value, link }) => (
              <div key={key}>
                <dt>{t(`screens.debriefs.${key}`)}</dt>
                <dd>
                  <FigureLink link={link}>{value}</FigureLink>
                </dd>
              </div>
            ))}
          </dl>
          <h2>{t("screens.debriefs.compare")}</h2>
          <Factors figures={data} open={open} />
          <div className={styles["pair"]}>
            <Outcomes
              title={t("screens.debriefs.byCompetitor")}
              head={t("fields.debrief.competitor_name")}
              rows={data.competitors.map((one) => ({ ...one, key: one.competitor_id, link: (outcome) => open({ competitor_id: one.competitor_id, outcome }) }))}
            />
            <Outcomes
              title={t("screens.debriefs.byQuarter")}
              head={t("screens.debriefs.quarter")}
              rows={data.quarters.map((one) => ({
                ...one,
                key: one.first,
                name: `${one.first.slice(0, 4)} Q${Math.ceil(Number(one.first.slice(5, 7)) / 3)}`,
                link: (outcome) => open({ closed_from: one.first, closed_to: quarterEnd(one.first), outcome }),
              }))}
            />
          </div>
        </div>
      )}
    </>
  );
}
