"""PostgreSQL: folding and tokens as functions, GIN over the tokens, triggers that write entries."""

import json
import re

from dabiao.core.search.install.statements import Statements
from dabiao.core.search.kinds import KINDS, Searched
from dabiao.core.search.stretches import BLOCKS
from dabiao.core.text import folding

UNLIKE = "IS DISTINCT FROM"
STANDING = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'search~_%' ESCAPE '~'"
TOKENS = "dabiao_tokens(id, owner_id, unit_id, texts, handles)"

# Parallel workers are not worth their start for answers of milliseconds, so nothing here is parallel safe.
_FOLD = """
CREATE OR REPLACE FUNCTION dabiao_fold(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $f$
DECLARE folded text := ''; char text;
BEGIN
  IF given !~ '[^ -~]' THEN RETURN lower(given COLLATE "C"); END IF;
  given := lower(normalize(given, NFKC) COLLATE "C");
  IF given !~ '[{chars}]' THEN RETURN given; END IF;
  FOREACH char IN ARRAY string_to_array(given, NULL) LOOP
    folded := folded || COALESCE($j${table}$j$::jsonb ->> char, char);
  END LOOP;
  RETURN folded;
END $f$
"""
_HANDLES = """
CREATE OR REPLACE FUNCTION dabiao_handle(given text) RETURNS text LANGUAGE sql IMMUTABLE AS $f$
  SELECT CASE WHEN COALESCE(given, '') = '' THEN '' ELSE 'x' || btrim(dabiao_fold(given)) || E'\\n' END
$f$
"""
_PHONES = """
CREATE OR REPLACE FUNCTION dabiao_phone(given text) RETURNS text LANGUAGE sql IMMUTABLE AS $f$
  SELECT dabiao_handle(given)
    || CASE WHEN given ~ '[0-9]{4}$' THEN 't' || right(given, 4) || E'\\n' ELSE '' END
$f$
"""
_TOKENS = """
CREATE OR REPLACE FUNCTION dabiao_tokens(entry bigint, owner bigint, unit bigint, texts text, handles text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE COST 1000 AS $f$
DECLARE kind text := chr(97 + (entry % {kinds})::int); found text[]; char text; before text := ''; first text := '';
BEGIN
  found := ARRAY[{blocks}];
  FOREACH char IN ARRAY string_to_array(texts, NULL) LOOP
    IF char = ' ' OR char = E'\\n' THEN
      char := '';
    ELSIF before = '' THEN
      found := found || (kind || 'f' || char);
    ELSE
      found := found || (kind || 'g' || before || char);
      IF first <> '' AND octet_length(first || before || char) = 3 THEN
        found := found || (kind || 'g' || first || before || char);
      END IF;
    END IF;
    first := before;
    before := char;
  END LOOP;
  FOREACH char IN ARRAY string_to_array(handles, E'\\n') LOOP
    IF char <> '' THEN found := found || (kind || char); END IF;
  END LOOP;
  IF owner IS NULL THEN
    found := found || ARRAY[kind || 'p', kind || 'p' || COALESCE(unit, 0)];
  ELSE
    found := found || (kind || 'o' || owner);
  END IF;
  IF unit IS NOT NULL THEN found := found || (kind || 'u' || unit); END IF;
  RETURN found;
END $f$
"""
# A short list of entries not yet sorted in: every search reads it whole.
_INDEX = (
    f"CREATE INDEX IF NOT EXISTS search_entry_tokens ON search_entry USING gin ({TOKENS})"
    " WITH (gin_pending_list_limit = 256)"
)
_DROP = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
    WHERE NOT tgisinternal AND tgname LIKE 'search~_%' ESCAPE '~' LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.place);
  END LOOP;
END $$
"""


def functions() -> list[str]:
    table = {char: folded for char, folded in folding().items() if char != "\0"}
    chars = "".join(re.escape(char) if char.isascii() else char for char in table)
    fold = _FOLD.replace("{chars}", chars).replace("{table}", json.dumps(table, ensure_ascii=False))
    blocks = ", ".join(f"kind || 'b{bits}.' || (entry >> {bits})" for bits in BLOCKS)
    tokens = _TOKENS.replace("{kinds}", str(KINDS)).replace("{blocks}", blocks)
    return [fold, _HANDLES, _PHONES, tokens]


def index() -> list[str]:
    return [_INDEX, "ANALYZE search_entry"]


def forget_index() -> list[str]:
    """So that it is made anew, all at once: filling it row by row takes longer."""
    return ["DROP INDEX IF EXISTS search_entry_tokens"]


def drops() -> list[str]:
    return [_DROP]


def row_triggers(searched: Searched, say: Statements) -> list[str]:
    """On the kind's own table."""
    name = f"search_of_{searched.kind}"
    body = f"IF TG_OP = 'DELETE' THEN {say.forget('OLD')}; ELSE {say.write_one('NEW')}; END IF; RETURN NULL;"
    return [
        _function(name, body),
        _trigger(name, "made", f"INSERT OR DELETE ON {say.table}"),
        _trigger(name, "changed", f"UPDATE ON {say.table}", say.rewritten()),
        *_handing_over(searched, say),
    ]


def _handing_over(searched: Searched, say: Statements) -> list[str]:
    if not say.handed_over():
        return []
    name = f"search_of_{searched.kind}_hands"
    return [
        _function(name, f"{say.hand_over('NEW')}; RETURN NULL;"),
        _trigger(name, "changed", f"UPDATE ON {say.table}", say.handed_over()),
    ]


def join_triggers(searched: Searched, say: Statements) -> list[str]:
    """On the tables that its entries borrow from."""
    found = []
    for relation, (table, _, _) in say.relations.items():
        name = f"search_of_{searched.kind}_by_{relation}"
        found += [
            _function(name, f"{say.write_those_of(relation, 'NEW')}; RETURN NULL;"),
            _trigger(name, "made", f"INSERT ON {table}"),
            _trigger(name, "changed", f"UPDATE ON {table}", say.changed(relation)),
        ]
    return found


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN {body} END $f$"


def _trigger(name: str, suffix: str, when: str, condition: str = "") -> str:
    only = f" WHEN ({condition})" if condition else ""
    return f"CREATE TRIGGER {name}_{suffix} AFTER {when} FOR EACH ROW{only} EXECUTE FUNCTION {name}()"
