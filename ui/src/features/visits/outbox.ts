/** Check-ins that are on their way. They lie in the browser's own database until the server has them: a closed page, an empty
 * battery or a tunnel takes none away. */
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { sendFile } from "@/resource/files/files";

export interface Waiting {
  /** Its name for ever: the server takes it once. */
  key: string;
  user: number;
  visit: number;
  way: "in" | "out";
  /** By this device's clock. */
  takenAt: string;
  lat: number | null;
  lon: number | null;
  accuracy: number | null;
  photo: File | null;
  /** Why the server does not take it, in words. */
  refused?: string;
}

const STORE = "checkins";

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("dabiao-visits", 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE, { keyPath: "key" }));
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error ?? new Error("no database")));
  });
}

async function within<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = run(transaction.objectStore(STORE));
      transaction.addEventListener("complete", () => resolve(asked.result));
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("not kept")));
    });
  } finally {
    database.close();
  }
}

/** Tells every page, without opening the database, that something waits. */
export const MARK = "visits.waiting";

export const keep = async (one: Waiting): Promise<void> => {
  localStorage.setItem(MARK, "1");
  await within("readwrite", (store) => store.put(one));
};

export const drop = async (key: string): Promise<void> => {
  await within("readwrite", (store) => store.delete(key));
  if ((await within<number>("readonly", (store) => store.count())) === 0) localStorage.removeItem(MARK);
};

/** Those of one person, in the order in which they were made. */
export async function waitingOf(user: number): Promise<Waiting[]> {
  const all = await within<Waiting[]>("readonly", (store) => store.getAll());
  return all.filter((one) => one.user === user).sort((one, other) => one.takenAt.localeCompare(other.takenAt));
}

async function send({ key, visit, way, takenAt, lat, lon, accuracy, photo }: Waiting): Promise<void> {
  const about = { kind: "visit", id: visit };
  const never = new AbortController().signal;
  const file = photo && (await sendFile({ file: photo, name: photo.name || "photo.jpg", about, waiting: true, key: `${key}-photo`, signal: never, onProgress: () => undefined }));
  const body = { key, way, taken_at: takenAt, device_now: new Date().toISOString(), lat, lon, accuracy_m: accuracy, photo: file?.id ?? null };
  must(await api.POST("/api/v1/visits/{id}/check-ins", { params: { path: { id: visit } }, body }));
}

export type Outcome = "sent" | "kept" | "refused";

/** Sends one. What the server refuses stays, with its reason, until the person gives it up. */
export async function trySending(one: Waiting): Promise<Outcome> {
  try {
    await send(one);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.transient || problem.status === 401) return "kept";
    await keep({ ...one, refused: problem.detail || problem.code });
    return "refused";
  }
  await drop(one.key);
  return "sent";
}
