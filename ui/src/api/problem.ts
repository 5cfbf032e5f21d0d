/** One field's complaint inside a problem. */
export interface FieldProblem {
  code: string;
  field: string | null;
  detail: string;
}

/** What the server (or the lack of one) said was wrong: RFC 9457 problem+json as an exception. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";

  constructor(
    readonly status: number,
    readonly code: string,
    /** Already in the person's language; shown as it is. Empty when the server said nothing. */
    readonly detail: string,
    readonly field: string | null = null,
    readonly params: Readonly<Record<string, unknown>> = {},
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(detail || code);
  }

  get unauthenticated(): boolean {
    return this.status === 401 && this.code === "access.unauthenticated";
  }

  /** True when trying again later may help: no answer, or the server's own fault. */
  get transient(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function fieldProblem(value: unknown): FieldProblem[] {
  if (!isObject(value)) return [];
  return [{ code: text(value["code"]), field: textOrNull(value["field"]), detail: text(value["detail"]) }];
}

/** Builds the problem from a status and any body, also one that is not problem+json. Never throws. */
export function parseProblem(status: number, body: unknown): ApiProblem {
  if (!isObject(body) || typeof body["code"] !== "string") return new ApiProblem(status, `http.${status}`, "");
  const errors = Array.isArray(body["errors"]) ? body["errors"].flatMap(fieldProblem) : [];
  const params = isObject(body["params"]) ? body["params"] : {};
  return new ApiProblem(status, body["code"], text(body["detail"]), textOrNull(body["field"]), params, errors);
}

/** Reads a failed response into a problem. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  return parseProblem(response.status, body);
}

/** The request never got an answer. */
export const offline = (): ApiProblem => new ApiProblem(0, "http.offline", "");

/** Nobody answered for so long that it was given up. */
export const unanswered = (): ApiProblem => new ApiProblem(0, "http.timeout", "");

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(-1, "http.unexpected", "");
}

/** Complaints by field, for a form: the problem's own field and each of its errors. */
export function fieldErrors(problem: ApiProblem): Record<string, string> {
  const byField: Record<string, string> = {};
  if (problem.field) byField[problem.field] = problem.detail;
  for (const error of problem.errors) if (error.field) byField[error.field] = error.detail || problem.detail;
  return byField;
}
