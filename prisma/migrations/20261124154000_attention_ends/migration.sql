-- Tokens that end, or ended, by themselves, with all the overview says of them, so that it need not touch the table,
-- whose rows are wide. The condition is the one lib/tokens/attention/of-tokens.ts asks by.
CREATE INDEX token_ends_by_itself ON "Token" ("expiresAt")
  INCLUDE ("id", "channelId", "purpose", "owner", "issuedAt", "state", "kind", "lastVerdict")
  WHERE "kind" <> 'stateless' AND ("state" = 'live' OR (
    "state" = 'gone' AND "goneAt" >= "expiresAt" AND COALESCE("proof" -> 'accepted', 'null'::jsonb) = 'null'::jsonb));
