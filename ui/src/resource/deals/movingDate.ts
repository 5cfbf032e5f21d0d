import { api, must } from "@/api/client";
import type { Opportunity } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";

/** Another day for a deal that was to be won by now. */
export const movingDate = ({ id, version, expected_win_on: before }: Opportunity): Question => ({
  title: "enums.mend.move_date",
  fields: [{ name: "expected_win_on", kind: "date", required: true }],
  submit: async ({ expected_win_on: on }) =>
    must(
      await api.PATCH("/api/v1/opportunities/{id}", {
        params: { path: { id } },
        body: { changes: { expected_win_on: String(on) }, base: { expected_win_on: before }, version },
      }),
    ),
});
