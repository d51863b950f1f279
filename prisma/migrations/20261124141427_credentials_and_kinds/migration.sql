-- AlterTable
ALTER TABLE "Channel" ADD COLUMN     "checkedAt" TIMESTAMPTZ(3),
ADD COLUMN     "clockOffsetMs" INTEGER;

-- AlterTable
ALTER TABLE "ChannelSecret" ADD COLUMN     "refusedAt" TIMESTAMPTZ(3),
ALTER COLUMN "sealed" DROP NOT NULL,
ALTER COLUMN "sealingKeyId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "SigningKey" ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'generated',
ADD COLUMN     "provenAt" TIMESTAMPTZ(3),
ADD COLUMN     "refusedAt" TIMESTAMPTZ(3),
ALTER COLUMN "sealed" DROP NOT NULL,
ALTER COLUMN "sealingKeyId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Token" ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'issued',
ADD COLUMN     "owner" TEXT,
ADD COLUMN     "scope" TEXT[];

-- The owner of a token was not asked for before: it is the channel's until somebody says otherwise.
UPDATE "Token" t SET "owner" = c."owner" FROM "Channel" c WHERE c."id" = t."channelId";
ALTER TABLE "Token" ALTER COLUMN "owner" SET NOT NULL;

-- CreateIndex
CREATE INDEX "KeyIdSighting_keyId_idx" ON "KeyIdSighting"("keyId");

-- CreateIndex
CREATE INDEX "Token_keyId_idx" ON "Token"("keyId");

-- CreateIndex
CREATE INDEX "Token_expiresAt_idx" ON "Token"("expiresAt");

-- What Prisma's schema cannot say.
ALTER TABLE "SigningKey"
  DROP CONSTRAINT signing_key_state,
  ADD CONSTRAINT signing_key_state CHECK ("state" IN ('generated', 'ready', 'active', 'retired')),
  ADD CONSTRAINT signing_key_origin CHECK ("origin" IN ('generated', 'imported'));
-- A key in use was proven when it was put to use. A retired one is signed with no more, so its private half is worth
-- nothing but to a thief.
UPDATE "SigningKey" SET "provenAt" = "activatedAt" WHERE "activatedAt" IS NOT NULL;
UPDATE "SigningKey" SET "sealed" = NULL, "sealingKeyId" = NULL WHERE "state" = 'retired';
ALTER TABLE "SigningKey" ADD CONSTRAINT signing_key_sealed CHECK (("state" = 'retired') = ("sealed" IS NULL));

ALTER TABLE "ChannelSecret" ADD CONSTRAINT channel_secret_sealed CHECK (("retiredAt" IS NOT NULL) = ("sealed" IS NULL));

ALTER TABLE "Token" ADD CONSTRAINT token_origin CHECK ("origin" IN ('issued', 'imported'));
