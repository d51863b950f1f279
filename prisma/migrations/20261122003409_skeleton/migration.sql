-- CreateTable
CREATE TABLE "Channel" (
    "id" UUID NOT NULL,
    "lineChannelId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "tags" TEXT[],
    "owner" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),
    "syncedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChannelSecret" (
    "id" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "sealingKeyId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "provenAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChannelSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "kid" TEXT,
    "publicJwk" JSONB NOT NULL,
    "sealed" TEXT NOT NULL,
    "sealingKeyId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "retiredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Token" (
    "id" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "keyId" TEXT,
    "fingerprint" TEXT NOT NULL,
    "sealed" TEXT,
    "sealingKeyId" TEXT,
    "purpose" TEXT NOT NULL,
    "issuedById" UUID,
    "issuedByName" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "proof" JSONB,
    "goneAt" TIMESTAMPTZ(3),
    "lastVerifiedAt" TIMESTAMPTZ(3),
    "lastVerdict" TEXT,

    CONSTRAINT "Token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeyIdSighting" (
    "channelId" UUID NOT NULL,
    "keyId" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "operationId" UUID,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "goneAt" TIMESTAMPTZ(3),

    CONSTRAINT "KeyIdSighting_pkey" PRIMARY KEY ("channelId","keyId")
);

-- CreateTable
CREATE TABLE "Operation" (
    "id" UUID NOT NULL,
    "change" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "channelId" UUID,
    "kind" TEXT,
    "actor" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "baseline" JSONB,
    "fenceAt" TIMESTAMPTZ(3),
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "ending" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "seq" BIGINT NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "channelId" UUID,
    "operationId" UUID,
    "targetType" TEXT,
    "targetId" TEXT,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ChainHead" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ChainHead_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "roles" TEXT[],
    "disabledAt" TIMESTAMPTZ(3),
    "lastSignInAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "authenticatedAt" TIMESTAMPTZ(3) NOT NULL,
    "providerSid" TEXT,
    "sealedIdToken" TEXT,
    "sealingKeyId" TEXT,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SealingKey" (
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "wrapped" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "SealingKey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Channel_lineChannelId_key" ON "Channel"("lineChannelId");

-- CreateIndex
CREATE INDEX "Channel_name_id_idx" ON "Channel"("name", "id");

-- CreateIndex
CREATE INDEX "ChannelSecret_channelId_createdAt_idx" ON "ChannelSecret"("channelId", "createdAt");

-- CreateIndex
CREATE INDEX "SigningKey_channelId_createdAt_idx" ON "SigningKey"("channelId", "createdAt");

-- CreateIndex
CREATE INDEX "Token_channelId_issuedAt_idx" ON "Token"("channelId", "issuedAt");

-- CreateIndex
CREATE INDEX "Token_fingerprint_idx" ON "Token"("fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "Operation_idempotencyKey_key" ON "Operation"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Operation_state_leaseUntil_idx" ON "Operation"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "Operation_channelId_createdAt_idx" ON "Operation"("channelId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Event_previousHash_key" ON "Event"("previousHash");

-- CreateIndex
CREATE UNIQUE INDEX "Event_hash_key" ON "Event"("hash");

-- CreateIndex
CREATE INDEX "Event_channelId_seq_idx" ON "Event"("channelId", "seq");

-- CreateIndex
CREATE INDEX "Event_actorId_seq_idx" ON "Event"("actorId", "seq");

-- CreateIndex
CREATE INDEX "Event_name_seq_idx" ON "Event"("name", "seq");

-- CreateIndex
CREATE INDEX "Event_outcome_seq_idx" ON "Event"("outcome", "seq");

-- CreateIndex
CREATE INDEX "Event_operationId_idx" ON "Event"("operationId");

-- CreateIndex
CREATE INDEX "Event_at_idx" ON "Event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "User_issuer_subject_key" ON "User"("issuer", "subject");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_providerSid_idx" ON "Session"("providerSid");

-- AddForeignKey
ALTER TABLE "ChannelSecret" ADD CONSTRAINT "ChannelSecret_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SigningKey" ADD CONSTRAINT "SigningKey_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyIdSighting" ADD CONSTRAINT "KeyIdSighting_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
