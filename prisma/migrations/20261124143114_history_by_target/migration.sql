-- CreateIndex
CREATE INDEX "Event_targetId_seq_idx" ON "Event"("targetId", "seq");
