-- Lists of a room's events go by start; its change feed goes by transaction, then by line.
CREATE INDEX "local_occurrences_connection_id_room_id_starts_at_idx"
  ON "local_occurrences" ("connection_id", "room_id", "starts_at");
CREATE INDEX "local_changes_connection_id_room_id_transaction_id_id_idx"
  ON "local_changes" ("connection_id", "room_id", "transaction_id", "id");
DROP INDEX "local_changes_connection_id_room_id_id_idx";
