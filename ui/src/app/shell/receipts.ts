const GATHER = 300; // ms
const AGAIN = 5000; // ms after the server was not reached
const MOST = 200; // that one request takes

/**
 * Tells the server which notifications this page has shown, several at a time. What lies on a page that nobody sees has
 * not been shown: it waits until the page comes to the front, unless it was heard.
 */
export class Receipts {
  private readonly seen = new Set<number>();
  private readonly told = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly post: (ids: number[]) => Promise<unknown>,
    private readonly isVisible: () => boolean,
  ) {}

  /** They stand on this page; they count as shown if it is (or once it is) to be seen. */
  shown(ids: readonly number[]): void {
    for (const id of ids) if (!this.told.has(id)) this.seen.add(id);
    if (this.isVisible()) this.soon(GATHER);
  }

  /** They were heard, wherever the page is. */
  heard(ids: readonly number[]): void {
    for (const id of ids) if (!this.told.has(id)) this.seen.add(id);
    this.soon(0);
  }

  /** The page has come to the front. */
  becameVisible(): void {
    this.soon(0);
  }

  private soon(pause: number): void {
    if (this.seen.size > 0) this.timer ??= setTimeout(() => void this.tell(), pause);
  }

  private async tell(): Promise<void> {
    this.timer = undefined;
    const ids = [...this.seen].slice(0, MOST);
    for (const id of ids) {
      this.seen.delete(id);
      this.told.add(id);
    }
    try {
      await this.post(ids);
    } catch {
      for (const id of ids) {
        this.told.delete(id);
        this.seen.add(id);
      }
      this.soon(AGAIN);
      return;
    }
    this.soon(0);
  }
}
