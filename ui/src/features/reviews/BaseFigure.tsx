import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FigureLink, pathOf } from "@/shared/ui/FigureLink";
import { PathLink } from "@/shared/ui/PathLink";
import type { BasePeriod, Split } from "./reviewApi";
import styles from "./Reviews.module.css";

interface Props {
  split: Split;
  bases: readonly BasePeriod[];
  /** The list of a base that is one period. */
  params: Record<string, unknown>;
  /** Only the deals that were won. */
  won?: boolean;
  money: (minor: number) => string;
  children: ReactNode;
}

/** A number of the base: of one period it opens its deals, an average says its periods, and each of them opens its own. */
export function BaseFigure({ split, bases, params, won = false, money, children }: Props) {
  const { t } = useTranslation();
  const only = won ? { stage_kind: "won" } : {};
  if (bases.length === 0) return <FigureLink link={split.base === "before" ? { path: "/opportunities", params: { ...params, ...only } } : null}>{children}</FigureLink>;
  const items = bases.map(({ starts_on: from, ends_on: to, decided, won: number, amount_minor: amount, link }) => ({
    key: from,
    label: <PathLink to={pathOf({ path: "/opportunities", params: { ...link, ...only } })}>{t("screens.reviews.basePeriod", { from, to, decided, won: number, amount: money(amount) })}</PathLink>,
  }));
  const heading = { key: "said", disabled: true, label: t("screens.reviews.basePeriods", { n: bases.length }) };
  return (
    <Dropdown trigger={["click"]} menu={{ items: [heading, ...items] }}>
      <Button type="link" size="small" className={styles["average"] ?? ""}>
        {children}
      </Button>
    </Dropdown>
  );
}
