-- DropIndex
DROP INDEX "JobItem_state_notBefore_idx";

-- AlterTable
ALTER TABLE "Job" ADD COLUMN     "pausedSince" TIMESTAMPTZ(3),
ADD COLUMN     "pausedUntil" TIMESTAMPTZ(3);

-- What Prisma's schema cannot say: what may be taken up next, so that taking one costs the same however many wait.
CREATE INDEX job_item_waiting ON "JobItem" ("jobId", "position") WHERE "state" = 'waiting';
CREATE INDEX job_item_lease ON "JobItem" ("leaseUntil") WHERE "state" = 'running';
