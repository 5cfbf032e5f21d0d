import { useQueryClient } from "@tanstack/react-query";

/** After a change of fields: definitions, vocabularies and what is shown of records are asked for again. */
export function useRenewFields(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ["get", "/api/v1/fields"] });
    void client.invalidateQueries({ queryKey: ["get", "/api/v1/vocabularies/{kind}"] });
  };
}
