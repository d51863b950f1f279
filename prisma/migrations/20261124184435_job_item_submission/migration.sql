-- AlterTable
ALTER TABLE "JobItem" ADD COLUMN     "busySince" TIMESTAMPTZ(3),
ADD COLUMN     "submission" UUID NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "JobItem_submission_key" ON "JobItem"("submission");

-- CreateIndex
CREATE INDEX "JobItem_jobId_state_position_idx" ON "JobItem"("jobId", "state", "position");

-- What Prisma's schema cannot say: the issued values that are still to be fetched or erased.
CREATE INDEX job_item_delivery ON "JobItem" ("endedAt") WHERE "delivery" IS NOT NULL;
