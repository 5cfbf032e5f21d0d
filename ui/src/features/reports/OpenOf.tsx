import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { $api } from "@/api/client";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { beginReport } from "./reportApi";
import { isOpen } from "./standing";

/** A reminder of a template opens what is to be written by it; with nothing to write, the board of it. */
export function OpenOf() {
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  const may = useMay();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/reports/mine", {}, { enabled: may("report.submit") });
  const items = data?.items;
  useEffect(() => {
    if (!items && may("report.submit")) return;
    const open = items?.findLast((one) => one.template_id === Number(id) && isOpen(one));
    if (open) void beginReport(open).then((report) => navigate({ to: `/reports/${report.id}`, replace: true }));
    else void navigate({ to: "/reports", search: { show: "board", template: id } as never, replace: true });
    // once the list is there
    // oxlint-disable-next-line react/exhaustive-deps
  }, [items, id]);
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  return <PageSkeleton />;
}
