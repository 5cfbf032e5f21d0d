import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { $api } from "@/api/client";
import { useServerTime } from "@/resource/dispatch/useClocks";
import { live } from "@/shared/live/meta";
import type { Search } from "@/shared/urlSearch";

const FOLLOWS = { ...live("lead", "case", "breach", "employee"), paced: true };

/** The desk of everybody in reach, or of one unit and those below, as the address says. */
export function useDesk() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const unit = search["unit_id"] ? Number(search["unit_id"]) : undefined;
  const asked = $api.useQuery("get", "/api/v1/dispatch/desk", { params: { query: { unit_id: unit } } }, { meta: FOLLOWS, placeholderData: keepPreviousData });
  useServerTime(asked.data?.as_of, asked.dataUpdatedAt);
  const askUnit = (id: number | null): void => void navigate({ to: "/dispatch", search: (id === null ? {} : { unit_id: id }) as never, replace: true });
  return { ...asked, unit, askUnit };
}
