-- AlterTable
ALTER TABLE "Channel" ADD COLUMN     "frozenAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Operation" ADD COLUMN     "jobId" UUID,
ADD COLUMN     "quarantine" TEXT,
ADD COLUMN     "quarantineKeyId" TEXT,
ADD COLUMN     "result" JSONB;

-- AlterTable
ALTER TABLE "Token" ADD COLUMN     "nextProofAt" TIMESTAMPTZ(3),
ADD COLUMN     "proofTries" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" UUID NOT NULL,
    "change" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "recipient" JSONB,
    "startedById" UUID,
    "actor" JSONB NOT NULL,
    "incidentId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobItem" (
    "id" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "channelId" UUID NOT NULL,
    "tokenId" UUID,
    "label" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),
    "ending" JSONB,
    "result" JSONB,
    "delivery" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "JobItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "drill" BOOLEAN NOT NULL,
    "openedBy" JSONB NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "safeAt" TIMESTAMPTZ(3),
    "closedBy" JSONB,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IncidentChannel" (
    "incidentId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "before" JSONB NOT NULL,
    "steps" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "IncidentChannel_pkey" PRIMARY KEY ("incidentId","channelId")
);

-- CreateIndex
CREATE INDEX "Job_state_idx" ON "Job"("state");

-- CreateIndex
CREATE INDEX "Job_createdAt_idx" ON "Job"("createdAt");

-- CreateIndex
CREATE INDEX "Job_incidentId_idx" ON "Job"("incidentId");

-- CreateIndex
CREATE INDEX "JobItem_state_notBefore_idx" ON "JobItem"("state", "notBefore");

-- CreateIndex
CREATE UNIQUE INDEX "JobItem_jobId_position_key" ON "JobItem"("jobId", "position");

-- CreateIndex
CREATE INDEX "Incident_openedAt_idx" ON "Incident"("openedAt");

-- CreateIndex
CREATE INDEX "IncidentChannel_channelId_idx" ON "IncidentChannel"("channelId");

-- CreateIndex
CREATE INDEX "Operation_jobId_idx" ON "Operation"("jobId");

-- AddForeignKey
ALTER TABLE "JobItem" ADD CONSTRAINT "JobItem_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentChannel" ADD CONSTRAINT "IncidentChannel_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentChannel" ADD CONSTRAINT "IncidentChannel_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "Channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.
ALTER TABLE "Job" ADD CONSTRAINT job_state CHECK ("state" IN ('running', 'done', 'cancelled'));
ALTER TABLE "JobItem" ADD CONSTRAINT job_item_state CHECK (
  "state" IN ('waiting', 'running', 'done', 'failed', 'unknown', 'cancelled')
);
-- What the settler looks through every round.
CREATE INDEX token_to_be_proven ON "Token" ("nextProofAt") WHERE "state" = 'revoking' AND "nextProofAt" IS NOT NULL;
-- A channel is in one open incident at most is kept by the change that opens one; this finds them.
CREATE INDEX channel_frozen ON "Channel" ("frozenAt") WHERE "frozenAt" IS NOT NULL;
-- How many tokens a person issued within a minute is asked at every issue.
CREATE INDEX operation_issued_lately ON "Operation" ("createdAt") WHERE "change" = 'token.issue';
-- What is kept until no token in it can be alive any more.
CREATE INDEX operation_quarantined ON "Operation" ("createdAt") WHERE "quarantineKeyId" IS NOT NULL;
