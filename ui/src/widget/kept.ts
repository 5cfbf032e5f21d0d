/** What a browser keeps between pages. Where it may keep nothing, it keeps it as long as the page stands. */
export interface Unsent {
  id: string;
  text: string;
}

interface Kept {
  secret: string;
  talk: number;
  read: number;
  open: boolean;
  unsent: Unsent[];
}

const NOTHING: Kept = { secret: "", talk: 0, read: 0, open: false, unsent: [] };

export class Keeper {
  private memory = "";

  constructor(private readonly key: string) {}

  /** Read anew each time: another tab may have written. */
  get all(): Kept {
    try {
      const found = JSON.parse(this.read() || "{}") as Partial<Kept>;
      return { ...NOTHING, ...found, unsent: Array.isArray(found.unsent) ? found.unsent : [] };
    } catch {
      return { ...NOTHING };
    }
  }

  keep(changes: Partial<Kept>): void {
    this.memory = JSON.stringify({ ...this.all, ...changes });
    try {
      localStorage.setItem(this.key, this.memory);
    } catch {
      // full, or forbidden: memory has it
    }
  }

  push(unsent: Unsent): void {
    this.keep({ unsent: [...this.all.unsent, unsent] });
  }

  drop(id: string): void {
    this.keep({ unsent: this.all.unsent.filter((one) => one.id !== id) });
  }

  private read(): string {
    try {
      return localStorage.getItem(this.key) ?? this.memory;
    } catch {
      return this.memory;
    }
  }
}
