import { api, must, newKey } from "@/api/client";
import type { Answers, Report, ToWrite } from "./types";

/** The report of a period, begun if it was not. */
export async function beginReport({ template_id, first_day, part, about_unit_id }: Pick<ToWrite, "template_id" | "first_day" | "part" | "about_unit_id">): Promise<Report> {
  const body = { template_id, first_day, part, about_unit_id };
  return must(await api.POST("/api/v1/reports", { body, headers: { "Idempotency-Key": newKey() } }));
}

export const writeAnswers = async (id: number, answers: Answers, base: Answers): Promise<Report> =>
  must(await api.PATCH("/api/v1/reports/{id}", { params: { path: { id } }, body: { answers, base } }));

const at = (id: number) => ({ params: { path: { id } } });
export const submitReport = async (id: number): Promise<Report> => must(await api.POST("/api/v1/reports/{id}/submissions", at(id)));
export const withdrawReport = async (id: number): Promise<Report> => must(await api.POST("/api/v1/reports/{id}/withdrawals", at(id)));
export const readReport = async (id: number): Promise<Report> => must(await api.POST("/api/v1/reports/{id}/readings", at(id)));
export const praiseReport = async (id: number, good: boolean): Promise<Report> => must(await api.PUT("/api/v1/reports/{id}/praise", { ...at(id), body: { good } }));
