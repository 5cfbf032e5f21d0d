import type { ReactNode } from "react";
import type { BulkAnswer } from "@/api/types";
import type { Tone } from "@/shared/ui/Mark";

/** What every record on the wire carries. */
export interface RecordRow {
  id: number;
  version?: number;
  actions?: readonly string[];
}

export type FieldKind =
  | "text"
  | "textarea"
  | "phone"
  | "email"
  | "url"
  | "money"
  | "number"
  | "decimal"
  | "date"
  | "datetime"
  | "select"
  | "person"
  | "customer"
  | "contract"
  | "unit"
  | "tags"
  | "bool";

/** One field of a record: how it is shown, filled in, filtered and told in the timeline, everywhere. */
export interface Field {
  name: string;
  kind: FieldKind;
  required?: boolean;
  /** Not to be changed by hand in the record's page. */
  readOnly?: boolean;
  /** For `select`: the enum (`lead.status` → texts `enums.lead.status.<value>`) and its values. */
  enum?: string;
  values?: readonly string[];
  /** Words for values that no enum has. */
  labels?: Readonly<Record<string, string>>;
  /** State colours of values; a field with tones is shown as a mark. */
  tones?: Readonly<Record<string, Tone>>;
  /** For `select`: the field that holds what it was before it changed by itself; said beside it where that differs. */
  was?: string;
  /** For `person` and `customer`: the field that holds the name to show. */
  shown?: string;
  maxLength?: number;
  /** For `select` and `tags`: several values. */
  multiple?: boolean;
  /** For `text`: words that are offered, or an enum's values by their words; anything else may be typed. */
  suggest?: { enum?: string; values: readonly string[] };
  /** For `select`: all values in sight, one press each. */
  chips?: boolean;
  /** For `datetime`: lies in the future, with the usual moments offered. */
  ahead?: boolean;
  /** For `text`: not to be seen while typed. */
  secret?: boolean;
  /** A short word of help under the control: a text's key. */
  help?: string;
  /** The same in words: a custom field's. */
  hint?: string;
  /** For `decimal`: how many of its digits stand behind the point. */
  scale?: number;
  /** For `bool`: neither yes nor no is possible too. */
  mayBeUnsaid?: boolean;
}

export interface Page<Row> {
  items: Row[];
  next: string | null;
  count?: number | null;
  count_capped?: boolean;
}

export type Query = Record<string, string | number | boolean | readonly string[]>;
export type Values = Record<string, unknown>;

export interface Edit {
  changes: Values;
  base: Values;
  version?: number;
}

export interface BulkBody {
  rows: { id: number; base: Values }[];
  changes: Values;
}

/** Instead of a new record: it went to one there was already. `id` is null where this person may not see that one. */
export interface Joined {
  joined: true;
  kind: string;
  id: number | null;
  title: string | null;
  owner_name: string | null;
}

/** Everything the shared screens must know about one kind of record. */
export interface Resource<Row extends RecordRow = RecordRow> {
  /** `lead`: the kind on the wire, in texts, in permissions. */
  kind: string;
  fields: readonly Field[];
  title: (row: Row) => string;
  list: (query: Query, signal: AbortSignal) => Promise<Page<Row>>;
  get?: (id: number, signal: AbortSignal) => Promise<Row>;
  create?: (values: Values, key: string) => Promise<Row | Joined>;
  /** What of a form tells who it is about, to be warned of those known already. Empty values are left out. */
  who?: (values: Values) => Values;
  edit?: (id: number, edit: Edit) => Promise<Row>;
  /** Changes many at once; `fields` are those that many can have in common, beside custom ones. */
  bulk?: { fields: readonly string[]; apply: (body: BulkBody) => Promise<BulkAnswer> };
  /** Fields that change by an action of their own: the permission's verb, and how it goes. Rejects with an AbortError where
   * the person thinks better of it. */
  acts?: Readonly<Record<string, { verb: string; run: (row: Row, value: unknown, base?: Values) => Promise<Partial<Row>> }>>;
  /** Other kinds whose changes mean that the list is old. */
  follows?: readonly string[];
}

/** One column of a list. A plain name means the field as it is. */
export interface Column<Row> {
  name: string;
  width?: number;
  sortable?: boolean;
  /** Left out until the person chooses it. */
  optional?: boolean;
  /** On a phone's card: the mark beside the title, the line under it, or a small fact. The first column is the title. */
  card?: "mark" | "line" | "fact";
  render?: (row: Row) => ReactNode;
  /** The field that changes when this column is edited, where it is another. */
  edits?: string;
  /** What one can do with the row: nothing to be written into a file. */
  act?: true;
}

export interface Filter {
  /** The parameter of the list, and of the URL. */
  name: string;
  /** `since` and `until` are days for the person and moments on the wire; `until` is not included. */
  kind: "select" | "person" | "unit" | "tag" | "day" | "since" | "until" | "customer";
  enum?: string;
  values?: readonly string[];
  /** Words for values that no enum has. */
  labels?: Readonly<Record<string, string>>;
  /** The text's key when it is not the field's own label. */
  label?: string;
}

/** A named part of a list, such as "mine" or "the pool". */
export interface View {
  key: string;
  query: Query;
}

export interface ListSpec<Row> {
  columns: readonly Column<Row>[];
  filters: readonly Filter[];
  views?: readonly View[];
  sort: string;
  /** The list takes conditions, and may be kept as views. */
  conditions?: boolean;
  /** False where the list cannot be searched by text. */
  searchable?: boolean;
  /** What the value of a filter without a control means, where that is no word itself. */
  says?: (name: string, value: string) => string | undefined;
}
