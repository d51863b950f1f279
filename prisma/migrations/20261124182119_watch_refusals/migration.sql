-- AlterTable
ALTER TABLE "Channel" ADD COLUMN     "watchRefusal" TEXT,
ADD COLUMN     "watchRefusals" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "watchRefusedAt" TIMESTAMPTZ(3);
