-- What an event is searched for in one text: what it was done to, then who did it and all that it tells, in lower case and
-- in one width, each on a line of its own. Trigrams know no characters beyond ASCII in every locale, and none of a word of
-- two characters, which most Japanese words are: so each two neighbours of them stand at the end as eight hexadecimal
-- digits (lib/history/search/contains.ts makes the same of what is searched for).
CREATE FUNCTION history_words(p_body text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  v_json json := p_body::json;
  v_blank text := E'"{}[]\\\n\r\t';
  v_label text := coalesce(v_json #>> '{target,label}', '');
  v_words text := concat_ws(' ', v_json #>> '{actor,name}', v_json #>> '{target,id}',
    regexp_replace(v_json ->> 'detail', '"[A-Za-z]+":|\\[nrtbf"\\/]', ' ', 'g'));
  v_pairs text := '';
BEGIN
  v_label := lower(normalize(translate(v_label, v_blank, '         '), NFKC));
  v_words := lower(normalize(translate(v_words, v_blank, '         '), NFKC));
  IF octet_length(v_label) > length(v_label) OR octet_length(v_words) > length(v_words) THEN
    SELECT coalesce(string_agg(
        lpad(to_hex(ascii(substr(run[1], i, 1))::bigint * 40503 % 65536), 4, '0')
        || CASE WHEN i < length(run[1])
          THEN lpad(to_hex(ascii(substr(run[1], i + 1, 1))::bigint * 40503 % 65536), 4, '0') ELSE '' END, ' '), '')
      INTO v_pairs
      FROM regexp_matches(v_label || ' ' || v_words, '[^\x01-\x7f]+', 'g') run, generate_series(1, length(run[1])) i;
  END IF;
  RETURN v_label || E'\n' || v_words || E'\n ' || v_pairs || ' ';
END
$$;

CREATE FUNCTION history_ip(p_body text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT p_body::json #>> '{actor,ip}'
$$;

-- Computed by the database from the body, so that nobody can have them say something else.
ALTER TABLE "Event"
  ADD COLUMN "words" TEXT GENERATED ALWAYS AS (history_words("body")) STORED,
  ADD COLUMN "ip" TEXT GENERATED ALWAYS AS (history_ip("body")) STORED;
CREATE INDEX "Event_ip_seq_idx" ON "Event"("ip", "seq");

-- A trusted extension: the owner of the database may make it, or finds it made.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
DO $$
BEGIN
  EXECUTE format('CREATE INDEX "Event_words_idx" ON "Event" USING gin ("words" %I.gin_trgm_ops)',
    (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'));
END
$$;
