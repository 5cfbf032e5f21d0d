import type { TFunction } from "i18next";
import type { ApiProblem } from "@/api/problem";

/** What to tell a person about a problem: the server's own words, or ours when it said nothing. */
export function problemText(problem: ApiProblem, t: TFunction): string {
  if (problem.detail) return problem.detail;
  if (problem.code === "http.timeout") return t("shell.failing.slow");
  if (problem.status === 0) return t("shell.failing.offline");
  if (problem.status === 403) return t("shell.failing.forbidden");
  if (problem.status === 404) return t("shell.failing.missing");
  if (problem.status >= 500) return t("shell.failing.server");
  return t("shell.failing.unexpected");
}
