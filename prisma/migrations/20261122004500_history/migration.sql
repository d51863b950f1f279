-- The history: a chain of events that can only grow. One function appends to it, whoever inserts a row must continue the
-- chain, and nobody changes, removes or empties anything.

INSERT INTO "ChainHead" ("chain", "seq", "hash") VALUES ('history', 0, decode(repeat('00', 32), 'hex'));

-- SHA-256 over a domain label, a zero byte, the hash before, the place (8 bytes, big endian) and the body as stored.
CREATE FUNCTION history_hash(p_previous bytea, p_seq bigint, p_body text) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT sha256(
    convert_to('kagiban-history-v1', 'UTF8') || decode('00', 'hex')
    || p_previous || int8send(p_seq) || convert_to(p_body, 'UTF8')
  )
$$;

-- Puts seq and at before the fields of p_body, a JSON object, and appends the result. Locks the head of the chain until
-- the transaction ends, so call it last. The columns beside the body are copies for searching.
CREATE FUNCTION history_append(p_body text) RETURNS TABLE (seq bigint, at timestamptz, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  v_head "ChainHead"%ROWTYPE;
  v_seq bigint;
  v_at timestamptz;
  v_body text;
  v_hash bytea;
  v_json json;
BEGIN
  IF p_body IS NULL OR left(p_body, 2) <> '{"' THEN
    RAISE EXCEPTION 'an event must be a JSON object with at least one field' USING ERRCODE = '22023';
  END IF;
  SELECT * INTO v_head FROM "ChainHead" WHERE "chain" = 'history' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the history has no head' USING ERRCODE = '55000';
  END IF;
  v_seq := v_head."seq" + 1;
  v_at := date_trunc('milliseconds', clock_timestamp());
  v_body := '{"seq":' || v_seq || ',"at":"' || to_char(v_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '",' || substr(p_body, 2);
  v_hash := history_hash(v_head."hash", v_seq, v_body);
  v_json := v_body::json;
  INSERT INTO "Event" (
    "seq", "previousHash", "hash", "body", "at", "name", "outcome",
    "actorId", "actorName", "channelId", "operationId", "targetType", "targetId"
  ) VALUES (
    v_seq, v_head."hash", v_hash, v_body, v_at, v_json ->> 'name', v_json ->> 'outcome',
    v_json #>> '{actor,id}', v_json #>> '{actor,name}', (v_json ->> 'channel')::uuid, (v_json ->> 'operation')::uuid,
    v_json #>> '{target,type}', v_json #>> '{target,id}'
  );
  RETURN QUERY SELECT v_seq, v_at, v_hash;
END
$$;
REVOKE ALL ON FUNCTION history_append(text) FROM PUBLIC;

-- Also a row inserted past the function must continue the chain; the head then moves to it.
CREATE FUNCTION history_continue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "ChainHead" WHERE "chain" = 'history' AND "seq" = NEW."seq" - 1 AND "hash" = NEW."previousHash" FOR UPDATE;
  IF NOT FOUND OR NEW."hash" IS DISTINCT FROM history_hash(NEW."previousHash", NEW."seq", NEW."body") THEN
    RAISE EXCEPTION 'an event must continue the history: append it with history_append' USING ERRCODE = '42501';
  END IF;
  UPDATE "ChainHead" SET "seq" = NEW."seq", "hash" = NEW."hash" WHERE "chain" = 'history';
  RETURN NULL;
END
$$;

CREATE FUNCTION history_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Event" WHERE "seq" = NEW."seq" AND "hash" = NEW."hash" AND "previousHash" = OLD."hash";
  IF NOT FOUND OR NEW."chain" IS DISTINCT FROM OLD."chain" OR NEW."seq" IS DISTINCT FROM OLD."seq" + 1 THEN
    RAISE EXCEPTION 'the head of the history moves only with an event' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history only grows: % of "%" is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;

CREATE TRIGGER history_continue AFTER INSERT ON "Event" FOR EACH ROW EXECUTE FUNCTION history_continue();
CREATE TRIGGER history_refuse_change BEFORE UPDATE OR DELETE ON "Event" FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_truncate BEFORE TRUNCATE ON "Event" FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_follow BEFORE UPDATE ON "ChainHead" FOR EACH ROW EXECUTE FUNCTION history_follow();
CREATE TRIGGER history_refuse_change BEFORE DELETE ON "ChainHead" FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_truncate BEFORE TRUNCATE ON "ChainHead" FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();

-- The names above mean the tables beside which they were made, whatever search path a caller has.
DO $$
DECLARE
  v_function text;
BEGIN
  FOREACH v_function IN ARRAY ARRAY['history_append(text)', 'history_continue()', 'history_follow()'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END
$$;
