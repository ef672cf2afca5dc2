-- Whether anything has changed since a reading is asked of local calendars too, across their rooms.
CREATE INDEX "local_changes_transaction_id_idx" ON "local_changes" ("transaction_id");
