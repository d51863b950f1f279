-- What Prisma's schema cannot say: the words a column may hold, and what may stand only once.

ALTER TABLE "Channel"
  ADD CONSTRAINT channel_type CHECK ("type" IN ('messaging_api', 'line_login', 'mini_app', 'module')),
  ADD CONSTRAINT channel_environment CHECK ("environment" IN ('production', 'staging', 'development')),
  ADD CONSTRAINT channel_line_channel_id CHECK ("lineChannelId" ~ '^[0-9]{1,20}$');

ALTER TABLE "SigningKey"
  ADD CONSTRAINT signing_key_state CHECK ("state" IN ('generated', 'active', 'retired'));
CREATE UNIQUE INDEX signing_key_one_active ON "SigningKey" ("channelId") WHERE "state" = 'active';
CREATE UNIQUE INDEX signing_key_kid ON "SigningKey" ("channelId", "kid") WHERE "kid" IS NOT NULL;

ALTER TABLE "Token"
  ADD CONSTRAINT token_kind CHECK ("kind" IN ('stateless', 'short-lived', 'v2.1', 'long-lived')),
  ADD CONSTRAINT token_state CHECK ("state" IN ('live', 'revoking', 'gone')),
  ADD CONSTRAINT token_last_verdict CHECK ("lastVerdict" IN ('live', 'refused'));
CREATE UNIQUE INDEX token_key_id ON "Token" ("channelId", "keyId") WHERE "keyId" IS NOT NULL;

ALTER TABLE "KeyIdSighting"
  ADD CONSTRAINT key_id_sighting_standing CHECK ("standing" IN ('ours', 'foreign', 'lost'));

ALTER TABLE "Operation"
  ADD CONSTRAINT operation_state CHECK (
    "state" IN ('prepared', 'calling', 'done', 'failed', 'unknown', 'aborted', 'none', 'lost', 'uncertain')
  );
-- While an issue is open, whatever key ID appears at LINE must be its own: a second one would make that undecidable.
CREATE UNIQUE INDEX operation_one_issue_in_flight ON "Operation" ("channelId")
  WHERE "change" = 'token.issue' AND "kind" IN ('v2.1', 'short-lived') AND "state" IN ('prepared', 'calling', 'unknown');

ALTER TABLE "Event"
  ADD CONSTRAINT event_outcome CHECK ("outcome" IN ('requested', 'done', 'failed', 'unknown', 'denied', 'settled')),
  ADD CONSTRAINT event_body_size CHECK (octet_length("body") <= 16384);

ALTER TABLE "SealingKey"
  ADD CONSTRAINT sealing_key_purpose CHECK ("purpose" IN ('data', 'fingerprint')),
  ADD CONSTRAINT sealing_key_state CHECK ("state" IN ('active', 'decrypt-only', 'retired'));
CREATE UNIQUE INDEX sealing_key_one_active ON "SealingKey" ("purpose") WHERE "state" = 'active';
