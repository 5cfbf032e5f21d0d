import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { Failing } from "@/shared/ui/Failing";
import { onePlanQuery } from "./planApi";

/** A plan that a link leads to, such as that of a notification: where its owner's plans are shown. */
export function PlanPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery(onePlanQuery(Number(id)));
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Navigate to={`/plans/of/${data.owner_id}`} search={{ grain: data.grain, on: data.starts_on } as never} replace />;
}
