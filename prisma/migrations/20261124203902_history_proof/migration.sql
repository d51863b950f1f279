-- CreateTable
CREATE TABLE "EventMac" (
    "seq" BIGINT NOT NULL,
    "keyId" TEXT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "EventMac_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "seq" BIGINT NOT NULL,
    "jws" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "CheckpointDelivery" (
    "seq" BIGINT NOT NULL,
    "target" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "CheckpointDelivery_pkey" PRIMARY KEY ("seq","target")
);

-- CreateTable
CREATE TABLE "HistoryCheck" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "beganAt" TIMESTAMPTZ(3),
    "passedAt" TIMESTAMPTZ(3),
    "passedSeq" BIGINT,
    "checkedAt" TIMESTAMPTZ(3),
    "heldUntil" TIMESTAMPTZ(3),
    "askedBy" TEXT,
    "problem" JSONB,

    CONSTRAINT "HistoryCheck_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "HistoryAnchor" (
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "jws" TEXT NOT NULL,
    "prunedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HistoryAnchor_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "LegalHold" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "setBy" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LegalHold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CheckpointDelivery_target_deliveredAt_seq_idx" ON "CheckpointDelivery"("target", "deliveredAt", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_userId_name_key" ON "SavedView"("userId", "name");

-- AddForeignKey
ALTER TABLE "CheckpointDelivery" ADD CONSTRAINT "CheckpointDelivery_seq_fkey" FOREIGN KEY ("seq") REFERENCES "Checkpoint"("seq") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "SealingKey"
  DROP CONSTRAINT sealing_key_purpose,
  ADD CONSTRAINT sealing_key_purpose CHECK ("purpose" IN ('data', 'fingerprint', 'history', 'checkpoint'));

-- What keeps and signs the history only grows, as the history does.
CREATE TRIGGER history_refuse_change BEFORE UPDATE ON "EventMac" FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_truncate BEFORE TRUNCATE ON "EventMac" FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_change BEFORE UPDATE OR DELETE ON "Checkpoint" FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_truncate BEFORE TRUNCATE ON "Checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_change BEFORE UPDATE OR DELETE ON "HistoryAnchor" FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_refuse_truncate BEFORE TRUNCATE ON "HistoryAnchor" FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();

-- A prefix may go once it is anchored: at an event that a delivered checkpoint names, and while nothing holds it.
CREATE FUNCTION history_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "LegalHold" WHERE "liftedAt" IS NULL) THEN
    RAISE EXCEPTION 'a legal hold keeps the whole history' USING ERRCODE = '42501';
  END IF;
  PERFORM 1 FROM "Event" e JOIN "Checkpoint" c ON c."seq" = e."seq"
    WHERE e."seq" = NEW."seq" AND e."hash" = NEW."hash" AND c."jws" = NEW."jws"
    AND EXISTS (SELECT FROM "CheckpointDelivery" d WHERE d."seq" = c."seq" AND d."deliveredAt" IS NOT NULL)
    AND NOT EXISTS (SELECT FROM "HistoryAnchor" a WHERE a."seq" >= NEW."seq");
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the history may be cut only at a delivered checkpoint' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER history_anchor BEFORE INSERT ON "HistoryAnchor" FOR EACH ROW EXECUTE FUNCTION history_anchor();

CREATE FUNCTION history_remove() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."seq" <= (SELECT max("seq") FROM "HistoryAnchor") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the history only grows: % of "%" is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
DROP TRIGGER history_refuse_change ON "Event";
CREATE TRIGGER history_refuse_change BEFORE UPDATE ON "Event" FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_remove BEFORE DELETE ON "Event" FOR EACH ROW EXECUTE FUNCTION history_remove();
CREATE TRIGGER history_remove BEFORE DELETE ON "EventMac" FOR EACH ROW EXECUTE FUNCTION history_remove();

-- Where the chain ends, held until the transaction does; whoever may not write to the table may still hold it.
CREATE FUNCTION history_head() RETURNS TABLE (seq bigint, hash bytea) LANGUAGE sql SECURITY DEFINER AS $$
  SELECT "seq", "hash" FROM "ChainHead" WHERE "chain" = 'history' FOR UPDATE
$$;
REVOKE ALL ON FUNCTION history_head() FROM PUBLIC;

-- The names above mean the tables beside which they were made, whatever search path a caller has.
DO $$
DECLARE
  v_function text;
BEGIN
  FOREACH v_function IN ARRAY ARRAY['history_anchor()', 'history_remove()', 'history_head()'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END
$$;
