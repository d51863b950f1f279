-- CreateIndex
CREATE INDEX "Event_actorId_name_seq_idx" ON "Event"("actorId", "name", "seq");
