import { useFormat } from "@/shared/useFormat";

/** An amount at a glance; the exact one on hover. */
export function Money({ minor, currency = "CNY" }: { minor: number | null | undefined; currency?: string }) {
  const format = useFormat();
  if (minor === null || minor === undefined) return null;
  return <span title={format.moneyExact(minor, currency)}>{format.money(minor, currency)}</span>;
}
