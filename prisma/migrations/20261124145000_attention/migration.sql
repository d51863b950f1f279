-- What the overview asks of every channel at once. All of these are partial: each holds only the few rows that may need
-- attention, or only what is alive.

CREATE INDEX token_revoking ON "Token" ("channelId") WHERE "state" = 'revoking';
CREATE INDEX token_refused ON "Token" ("channelId") WHERE "lastVerdict" = 'refused' AND "state" = 'live';
-- Whether another token of the same purpose lives is answered without touching the table, whose rows are wide.
CREATE INDEX token_live_purpose ON "Token" ("channelId", "purpose")
  INCLUDE ("id", "expiresAt", "issuedAt", "lastVerdict") WHERE "state" = 'live' AND "kind" <> 'stateless';
CREATE INDEX token_short_lived ON "Token" ("channelId", "expiresAt") WHERE "kind" = 'short-lived' AND "state" <> 'gone';
-- What ends on which day.
CREATE INDEX token_ends ON "Token" ("expiresAt", "channelId") INCLUDE ("kind") WHERE "state" <> 'gone';

CREATE INDEX key_id_sighting_listed ON "KeyIdSighting" ("channelId") WHERE "goneAt" IS NULL;
CREATE INDEX key_id_sighting_unheld ON "KeyIdSighting" ("channelId") WHERE "goneAt" IS NULL AND "standing" <> 'ours';

CREATE INDEX channel_secret_current ON "ChannelSecret" ("channelId") WHERE "retiredAt" IS NULL;
CREATE INDEX channel_secret_refused ON "ChannelSecret" ("channelId") WHERE "retiredAt" IS NULL AND "refusedAt" IS NOT NULL;
CREATE INDEX signing_key_refused ON "SigningKey" ("channelId") WHERE "state" = 'active' AND "refusedAt" IS NOT NULL;
CREATE INDEX channel_checked ON "Channel" ("checkedAt") WHERE "clockOffsetMs" IS NOT NULL;
