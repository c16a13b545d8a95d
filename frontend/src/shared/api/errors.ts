/** What every request that fails rejects with. `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string,
    readonly retryAfter: number | null = null,
    /** One word on what is wrong elsewhere, where it is: with a registry that was asked. */
    readonly reason: string = "",
  ) {
    super(message);
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** What browsers and the bundler say where a part of the console itself could not be had. */
const MISSING_PART = /dynamically imported module|module script failed|preload CSS/i;

export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(0, MISSING_PART.test(message) ? "OFFLINE" : "CLIENT", message, "");
}

/** The first problem of an answer that is no success; a proxy's answer may be no JSON. */
export async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const problem = firstProblem(body);
  const retry = Number(response.headers.get("Retry-After"));
  return new ApiError(
    response.status,
    problem?.code ?? `HTTP_${response.status}`,
    problem?.message ?? response.statusText,
    response.headers.get("X-Request-Id") ?? "",
    Number.isFinite(retry) && retry > 0 ? retry : null,
    problem?.reason,
  );
}

function firstProblem(body: unknown): { code: string; message: string; reason: string } | null {
  if (typeof body !== "object" || body === null || !("errors" in body)) return null;
  const [first]: unknown[] = Array.isArray(body.errors) ? body.errors : [];
  if (typeof first !== "object" || first === null) return null;
  if (!("code" in first) || !("message" in first)) return null;
  const reason = "cause" in first ? String(first.cause) : "";
  return { code: String(first.code), message: String(first.message), reason };
}
