import { absolute } from "@/shared/format";
import { useFormat } from "@/shared/useFormat";
import { useNow } from "./useNow";

/** A moment as people say it; the exact one on hover. */
export function When({ at }: { at: string | null | undefined }) {
  useNow();
  const format = useFormat();
  if (!at) return null;
  return (
    <time dateTime={at} title={absolute(at)}>
      {format.relative(at)}
    </time>
  );
}

/** A plain date as people say it; the exact one on hover. */
export function OnDay({ date }: { date: string | null | undefined }) {
  const format = useFormat();
  if (!date) return null;
  return (
    <time dateTime={date} title={date}>
      {format.relativeDate(date)}
    </time>
  );
}
