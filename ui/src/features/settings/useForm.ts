import { useQueryClient } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";

export function useForms(days: number) {
  return $api.useQuery("get", "/api/v1/forms", { params: { query: { days } } }, { meta: live("form"), placeholderData: (former) => former });
}

export function useForm(id: number) {
  return $api.useQuery("get", "/api/v1/forms/{id}", { params: { path: { id } } }, { meta: live("form") });
}

export function useCodes(id: number, days: number) {
  return $api.useQuery("get", "/api/v1/forms/{id}/codes", { params: { path: { id }, query: { days } } }, { meta: live("form", "form_code") });
}

/** After a change: the form, and its row in the list. */
export function useRenewForms(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(["/api/v1/forms", "/api/v1/forms/{id}"].map((path) => client.invalidateQueries({ queryKey: ["get", path] })));
  };
}
