import type { LiveMessage } from "./protocol";

/** Milliseconds for which news is kept for a tab that has just been opened, and has asked before it could hear. */
const KEPT = 3000;

/** What the line said in the last seconds, for a tab that comes to it while it stands. */
export class Recent {
  private kept: { at: number; message: LiveMessage }[] = [];

  keep(message: LiveMessage): void {
    if (message.type === "state") return;
    this.forget();
    this.kept.push({ at: Date.now(), message });
  }

  /** The messages of the last seconds and the moment from which they are all there were, on a line that stands since `since`. */
  told(since: number): { since: number; messages: LiveMessage[] } {
    this.forget();
    return { since: Math.max(since, Date.now() - KEPT), messages: this.kept.map(({ message }) => message) };
  }

  private forget(): void {
    const first = Date.now() - KEPT;
    this.kept = this.kept.filter(({ at }) => at >= first);
  }
}
